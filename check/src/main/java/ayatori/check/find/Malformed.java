package ayatori.check.find;

import ayatori.crawler.folder.RecordedLinks;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with the spelling of URLs. */
final class Malformed {
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):(.*)$", Pattern.DOTALL);

    /** One letter away from http or https, and meant. */
    private static final Set<String> MEANT = Set.of("ftp", "shttp");

    private Malformed() {}

    /** What is wrong, in a few words; null if nothing is. */
    static @Nullable String problem(RecordedLinks.Place place) {
        if ("invalid".equals(place.problem())) {
            return "it is not a URL";
        }
        if ("too-long".equals(place.problem())) {
            return "it is longer than servers accept";
        }
        if (place.to() != null) {
            boolean isLoaded = place.role() != null && !place.element().equals("iframe");
            return isLoaded && place.raw().isEmpty() ? "it is empty, so the page loads itself" : null;
        }
        Matcher parts = SCHEME.matcher(place.raw());
        return parts.matches() ? problem(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2)) : null;
    }

    private static @Nullable String problem(String scheme, String rest) {
        return switch (scheme) {
            case "mailto" -> rest.contains("@") || rest.startsWith("?") ? null : "it names no mail address";
            case "tel", "sms" -> rest.chars().anyMatch(Character::isDigit) ? null : "it names no number";
            default ->
                !MEANT.contains(scheme) && (isNear(scheme, "http") || isNear(scheme, "https"))
                        ? "its scheme " + scheme + " looks like http misspelled"
                        : null;
        };
    }

    /** Whether one letter was left out, added, changed, or swapped with its neighbour. */
    private static boolean isNear(String word, String meant) {
        int common = 0;
        while (common < word.length() && common < meant.length() && word.charAt(common) == meant.charAt(common)) {
            common++;
        }
        String left = word.substring(common);
        String right = meant.substring(common);
        if (left.isEmpty() && right.isEmpty()) {
            return false;
        }
        return tail(left).equals(tail(right))
                || tail(left).equals(right)
                || left.equals(tail(right))
                || (left.length() >= 2
                        && right.length() >= 2
                        && left.charAt(0) == right.charAt(1)
                        && left.charAt(1) == right.charAt(0)
                        && left.substring(2).equals(right.substring(2)));
    }

    private static String tail(String text) {
        return text.isEmpty() ? "\0" : text.substring(1);
    }
}
