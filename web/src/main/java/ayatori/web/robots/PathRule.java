package ayatori.web.robots;

import java.util.Comparator;

/**
 * One Allow or Disallow line: a path pattern in which {@code *} stands for any characters and a {@code $} at the end
 * for the end of the path (RFC 9309 section 2.2.3).
 *
 * @param pattern percent-encoded as {@link RobotsRules} encodes the paths it is compared with
 * @param allow whether the line allows what it matches
 * @param plain whether the pattern is a mere prefix, without {@code *} and {@code $}, as most are
 */
record PathRule(String pattern, boolean allow, boolean plain) {
    /** The most specific rule first, which is the longest; of two as long, the one that allows (RFC 9309 section 2.2.2). */
    static final Comparator<PathRule> MOST_SPECIFIC_FIRST =
            Comparator.<PathRule>comparingInt(rule -> -rule.pattern.length()).thenComparing(rule -> !rule.allow);

    private static final String ENCODED_DOLLAR = "%24";

    PathRule(String pattern, boolean allow) {
        this(pattern, allow, pattern.indexOf('*') < 0 && pattern.indexOf('$') < 0);
    }

    /**
     * Whether the pattern matches a prefix of {@code path}, or all of it where the pattern ends in {@code $}.
     */
    boolean matches(String path) {
        return plain ? path.startsWith(pattern) : matchesWildcards(path);
    }

    /**
     * On a mismatch only the latest {@code *} takes one character more: an earlier one that did could reach nothing the latest
     * cannot. So a hostile pattern costs at most the product of the two lengths, never an exponential.
     */
    private boolean matchesWildcards(String path) {
        boolean anchored = pattern.endsWith("$");
        int patternEnd = anchored ? pattern.length() - 1 : pattern.length();
        int p = 0;
        int t = 0;
        int starAt = -1;
        int starTook = 0;
        while (true) {
            if (p == patternEnd && (!anchored || t == path.length())) {
                return true;
            }
            if (p < patternEnd && pattern.charAt(p) == '*') {
                starAt = p++;
                starTook = t;
            } else if (p < patternEnd && t < path.length() && pattern.charAt(p) == path.charAt(t)) {
                p++;
                t++;
            } else if (p < patternEnd && pattern.charAt(p) == '$' && path.startsWith(ENCODED_DOLLAR, t)) {
                // Before the end of the pattern it is a character like any other, and paths have it encoded.
                p++;
                t += ENCODED_DOLLAR.length();
            } else if (starAt >= 0 && starTook < path.length()) {
                p = starAt + 1;
                starTook = candidate(path, p, patternEnd, starTook + 1);
                if (starTook < 0) {
                    return false;
                }
                t = starTook;
            } else {
                return false;
            }
        }
    }

    /** The first position of {@code path}, not before {@code from}, at which the pattern may go on from {@code p}, or -1. */
    private int candidate(String path, int p, int patternEnd, int from) {
        char wanted = p < patternEnd ? pattern.charAt(p) : '*';
        return wanted == '*' || wanted == '$' ? from : path.indexOf(wanted, from);
    }
}
