package ayatori.web.robots;

import java.util.Comparator;

/**
 * An Allow or Disallow line with special characters: {@code *} stands for any characters, and {@code $} at the end for the end
 * of the path (RFC 9309 section 2.2.3).
 *
 * @param pattern percent-encoded as {@link RobotsRules} encodes the paths it is compared with
 * @param specificity the length of the line's own pattern
 * @param allow whether the line allows what it matches
 */
record PathPattern(String pattern, int specificity, boolean allow) {
    /** The longest first; of two as long, the one that allows. */
    static final Comparator<PathPattern> MOST_SPECIFIC_FIRST =
            Comparator.<PathPattern>comparingInt(rule -> -rule.specificity).thenComparing(rule -> !rule.allow);

    /** What may be spent on one verdict, in steps: a step is a character or a pattern that is looked at. */
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
    static PathPattern of(String pattern, boolean allow) {
        int last = pattern.length() - 1;
        // A dollar before the end is a character like any other, and paths have it encoded.
        String encoded = pattern.isEmpty() ? "" : pattern.substring(0, last).replace("$", "%24") + pattern.charAt(last);
        return new PathPattern(encoded, pattern.length(), allow);
    }

    /**
     * Whether the pattern matches a prefix of {@code path}, or all of it where the pattern ends in {@code $}. The result means
     * nothing once the effort is spent.
     *
     * <p>Each piece between two {@code *} is matched where it is found first, since a later place leaves less of the path to
     * the next pieces. So there is no backtracking.
     */
    boolean matches(String path, Effort effort) {
        effort.spend(1);
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

    /** The first position from {@code from} on of the piece {@code pattern[piece..end)} in {@code path}, or -1. */
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
