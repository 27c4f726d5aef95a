package ayatori.crawler.read;

/**
 * The links a fetch loop has told the frontier of lately, so that the thousand-and-first link to a site's home page costs
 * nothing more. It forgets, when two links share a place, and never errs the other way.
 */
final class RecentLinks {
    private static final int PLACES = 1 << 16;

    private final long[] high = new long[PLACES];
    private final long[] low = new long[PLACES];

    /** The least depth at which each link was told: a nearer one is news, for the depth limit. */
    private final int[] depth = new int[PLACES];

    /** Notes a link; tells whether the frontier must hear of it. */
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
