package ayatori.report.site;

import java.util.Arrays;

/** The hreflang links of all pages. */
final class Translations {
    /** What is beyond is not checked. */
    private static final int COUNT_MAX = 4_000_000;

    private int size;
    private int[] from = new int[256];
    private long[] to = new long[256];
    private final KeyIndex pairs = new KeyIndex();

    void add(int page, long pageKey, long target) {
        if (size == COUNT_MAX || target == 0 || target == pageKey) {
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
        }
        from[size] = page;
        to[size++] = target;
        pairs.put(pair(pageKey, target), 1);
    }

    int size() {
        return size;
    }

    int from(int i) {
        return from[i];
    }

    long to(int i) {
        return to[i];
    }

    /** Whether one page names another as its translation. */
    boolean has(long pageKey, long target) {
        return pairs.get(pair(pageKey, target)) >= 0;
    }

    private static long pair(long a, long b) {
        long mixed = (a * 0x9E3779B97F4A7C15L) ^ Long.rotateLeft(b, 29);
        return mixed == 0 ? 1 : mixed;
    }
}
