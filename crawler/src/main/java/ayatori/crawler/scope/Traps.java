package ayatori.crawler.scope;

import org.jspecify.annotations.Nullable;

/**
 * URLs that look as if a server generated them without end.
 *
 * <p>They come from relative links that add a folder each time they are followed, and from sessions and filters that add a
 * parameter each time. A third kind, such as a calendar whose pages link to the next month, has ordinary URLs; it is
 * recognised by depth, which is the frontier's concern.
 */
final class Traps {
    /** Many servers refuse longer URLs, too. */
    static final int URL_CHARS_MAX = 2_048;

    static final int SEGMENTS_MAX = 20;

    /** How often one segment, or a cycle of two or three, may repeat: {@code /a/b/a/b/a/b/} is allowed. */
    static final int REPEATS_MAX = 3;

    private static final int CYCLE_SEGMENTS_MAX = 3;

    static final int PARAMETERS_MAX = 20;

    private Traps() {}

    /**
     * Whether a URL looks like a trap.
     *
     * @param pathStart where the URL's path begins
     */
    static boolean isTrap(String url, int pathStart) {
        return url.length() > URL_CHARS_MAX
                || isPathTrap(url, pathStart, pathEnd(url, pathStart))
                || isQueryTrap(url, pathEnd(url, pathStart));
    }

    /** Which limit makes a URL look like a trap, as a phrase for people; null if it does not. */
    static @Nullable String rule(String url, int pathStart) {
        int pathEnd = pathEnd(url, pathStart);
        if (url.length() > URL_CHARS_MAX) {
            return "longer than " + URL_CHARS_MAX + " characters";
        }
        if (isPathTrap(url, pathStart, pathEnd)) {
            long segments = url.substring(pathStart, pathEnd)
                    .chars()
                    .filter(c -> c == '/')
                    .count();
            boolean endsWithSlash = url.charAt(pathEnd - 1) == '/';
            return segments - (endsWithSlash ? 1 : 0) > SEGMENTS_MAX
                    ? "more than " + SEGMENTS_MAX + " path segments"
                    : "path segments in a cycle, more than " + REPEATS_MAX + " times";
        }
        if (isQueryTrap(url, pathEnd)) {
            long parameters =
                    url.substring(pathEnd).chars().filter(c -> c == '&').count() + 1;
            return parameters > PARAMETERS_MAX
                    ? "more than " + PARAMETERS_MAX + " parameters"
                    : "one parameter more than " + REPEATS_MAX + " times";
        }
        return null;
    }

    /** Where a URL's path ends: at its query, its fragment, or its end. */
    static int pathEnd(String url, int pathStart) {
        for (int i = pathStart; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static boolean isPathTrap(String url, int pathStart, int pathEnd) {
        // starts[i] is where segment i begins, after its slash. What follows the last slash is a segment unless it is
        // empty.
        int[] starts = new int[SEGMENTS_MAX + 2];
        int segments = 0;
        for (int i = pathStart; i < pathEnd; i++) {
            if (url.charAt(i) == '/' && i + 1 < pathEnd) {
                if (segments == SEGMENTS_MAX) {
                    return true;
                }
                starts[segments++] = i + 1;
            }
        }
        boolean endsWithSlash = pathEnd > pathStart && url.charAt(pathEnd - 1) == '/';
        starts[segments] = endsWithSlash ? pathEnd : pathEnd + 1;
        for (int cycle = 1; cycle <= CYCLE_SEGMENTS_MAX; cycle++) {
            int run = 0;
            for (int i = cycle; i < segments; i++) {
                run = sameSegment(url, starts, i, i - cycle) ? run + 1 : 0;
                if (run == cycle * REPEATS_MAX) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean sameSegment(String url, int[] starts, int a, int b) {
        int length = starts[a + 1] - starts[a];
        return length == starts[b + 1] - starts[b] && url.regionMatches(starts[a], url, starts[b], length - 1);
    }

    /** More parameters than {@link #PARAMETERS_MAX}, or one and the same more than {@link #REPEATS_MAX} times. */
    private static boolean isQueryTrap(String url, int pathEnd) {
        if (pathEnd == url.length() || url.charAt(pathEnd) != '?') {
            return false;
        }
        int[] starts = new int[PARAMETERS_MAX + 1];
        int parameters = 0;
        starts[parameters++] = pathEnd + 1;
        for (int i = pathEnd + 1; i < url.length(); i++) {
            if (url.charAt(i) == '&') {
                if (parameters == PARAMETERS_MAX) {
                    return true;
                }
                starts[parameters++] = i + 1;
            }
        }
        starts[parameters] = url.length() + 1;
        for (int i = REPEATS_MAX; i < parameters; i++) {
            int repeats = 0;
            for (int before = 0; before < i; before++) {
                repeats += sameSegment(url, starts, i, before) ? 1 : 0;
            }
            if (repeats == REPEATS_MAX) {
                return true;
            }
        }
        return false;
    }
}
