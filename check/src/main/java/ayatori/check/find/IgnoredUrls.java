package ayatori.check.find;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Patterns of URLs that nobody wants to hear of. */
public final class IgnoredUrls {
    /** Ignores nothing. */
    public static final IgnoredUrls NONE = new IgnoredUrls(List.of());

    private final List<Pattern> patterns;

    private IgnoredUrls(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Makes them of regular expressions (RE2), each of which matches anywhere in a URL.
     *
     * @throws IllegalArgumentException if one of them is not valid; the message names it
     */
    public static IgnoredUrls of(List<String> regexes) {
        List<Pattern> patterns = new ArrayList<>(regexes.size());
        for (String regex : regexes) {
            try {
                patterns.add(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "The pattern \"" + regex + "\" is no regular expression (RE2): " + e.getDescription() + ".", e);
            }
        }
        return new IgnoredUrls(patterns);
    }

    /** Whether a URL is to be ignored. */
    public boolean has(String url) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(url).find()) {
                return true;
            }
        }
        return false;
    }
}
