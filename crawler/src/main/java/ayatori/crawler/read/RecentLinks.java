package ayatori.crawler.read;

/**
 * A cache of the links that a fetch loop has sent to the frontier recently, so that a link that is on every page is sent
 * once. It takes links of 2xx answers that came whole, whose results are final: the frontier ignores the links of others. It
 * dies with the process, since the frontier may not have stored what was sent. Two links that share a slot evict each other; a link that was never sent is never taken for a known one.
 */
final class RecentLinks {
    private static final int PLACES = 1 << 16;

    private final long[] high = new long[PLACES];
    private final long[] low = new long[PLACES];

    /** The least depth at which each link was sent; a smaller one must be sent again, because of the depth limit. */
    private final int[] depth = new int[PLACES];

    /** Adds a link; returns whether it must be sent to the frontier. */
    boolean add(long linkHigh, long linkLow, int linkDepth) {
        int place = (int) (linkLow >>> 32) & (PLACES - 1);
        if (low[place] == linkLow && high[place] == linkHigh && depth[place] <= linkDepth) {
            return false;
        }
        high[place] = linkHigh;
        low[place] = linkLow;
        depth[place] = linkDepth;
        return true;
    }
}
