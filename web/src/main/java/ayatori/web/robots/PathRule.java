package ayatori.web.robots;

import java.util.Comparator;

/**
 * One Allow or Disallow line: a path pattern in which {@code *} stands for any characters and a {@code $} at the end
 * for the end of the path (RFC 9309 section 2.2.3).
 *
 * @param pattern percent-encoded as {@link RobotsRules} encodes the paths it is compared with
 * @param specificity how long the line's own pattern is
 * @param allow whether the line allows what it matches
 * @param plain whether the pattern is a mere prefix, without {@code *} and {@code $}, as most are
 */
record PathRule(String pattern, int specificity, boolean allow, boolean plain) {
    /** The most specific rule first, which is the longest; of two as long, the one that allows (RFC 9309 section 2.2.2). */
    static final Comparator<PathRule> MOST_SPECIFIC_FIRST =
            Comparator.<PathRule>comparingInt(rule -> -rule.specificity).thenComparing(rule -> !rule.allow);

    /** What may be spent on one verdict. The steps are small: a character looked at, or a rule. */
    static final class Effort {
        private long left;

        Effort(long steps) {
            left = steps;
        }

        void spend(int steps) {
            left -= steps;
        }

        boolean isSpent() {
            return left < 0;
        }
    }

    /** The rule that a line with {@code pattern} makes. */
    static PathRule of(String pattern, boolean allow) {
        int dollar = pattern.indexOf('$');
        boolean inside = dollar >= 0 && dollar < pattern.length() - 1;
        boolean plain = dollar < 0 && pattern.indexOf('*') < 0;
        return new PathRule(inside ? withEncodedDollars(pattern) : pattern, pattern.length(), allow, plain);
    }

    /** Before the end of a pattern it is a character like any other, and paths have it encoded. */
    private static String withEncodedDollars(String pattern) {
        int last = pattern.length() - 1;
        return pattern.substring(0, last).replace("$", "%24") + pattern.charAt(last);
    }

    /**
     * Whether the pattern matches a prefix of {@code path}, or all of it where the pattern ends in {@code $}. What it says
     * once the effort is spent means nothing.
     *
     * <p>Each piece between two {@code *} is taken where it is found first: one that is found later leaves the next pieces
     * less of the path. So there is nothing to go back for.
     */
    boolean matches(String path, Effort effort) {
        effort.spend(1);
        if (plain) {
            return path.startsWith(pattern);
        }
        boolean anchored = pattern.endsWith("$");
        int end = anchored ? pattern.length() - 1 : pattern.length();
        int star = pattern.indexOf('*');
        if (star < 0) {
            return path.regionMatches(0, pattern, 0, end) && (!anchored || path.length() == end);
        }
        if (!path.regionMatches(0, pattern, 0, star)) {
            return false;
        }
        int at = star;
        int piece = star + 1;
        for (int next; (next = pattern.indexOf('*', piece)) >= 0; piece = next + 1) {
            int found = find(path, at, piece, next, effort);
            if (found < 0) {
                return false;
            }
            at = found + next - piece;
        }
        int length = end - piece;
        return anchored
                ? path.length() - at >= length && path.regionMatches(path.length() - length, pattern, piece, length)
                : find(path, at, piece, end, effort) >= 0;
    }

    /** Where the pattern's characters from {@code piece} to {@code end} are in {@code path}, from {@code from} on. */
    private int find(String path, int from, int piece, int end, Effort effort) {
        int length = end - piece;
        if (length == 0) {
            return from;
        }
        char first = pattern.charAt(piece);
        for (int at = from; !effort.isSpent(); ) {
            int candidate = path.indexOf(first, at);
            if (candidate < 0 || candidate > path.length() - length) {
                effort.spend(path.length() - at);
                return -1;
            }
            effort.spend(candidate - at + length);
            if (path.regionMatches(candidate, pattern, piece, length)) {
                return candidate;
            }
            at = candidate + 1;
        }
        return -1;
    }
}
