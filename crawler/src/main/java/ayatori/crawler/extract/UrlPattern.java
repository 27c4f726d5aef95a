package ayatori.crawler.extract;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Which pages a rule is about, by their URLs.
 *
 * @param patterns one of them must be found in the URL; none means every page
 */
record UrlPattern(List<Pattern> patterns) {
    static final UrlPattern ALL = new UrlPattern(List.of());

    /** A glob for the whole URL, in which {@code *} is any text. */
    static Pattern glob(String glob) {
        var regex = new StringBuilder("(?s)^");
        for (String part : glob.split("\\*", -1)) {
            regex.append(Pattern.quote(part)).append(".*");
        }
        regex.setLength(regex.length() - ".*".length());
        return Pattern.compile(regex.append("$").toString());
    }

    boolean matches(String url) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (Pattern pattern : patterns) {
            if (pattern.matcher(url).find()) {
                return true;
            }
        }
        return false;
    }
}
