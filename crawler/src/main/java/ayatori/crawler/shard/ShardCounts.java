package ayatori.crawler.shard;

/**
 * What a shard has to do, and what it has done since the crawl began.
 *
 * @param queued URLs that wait
 * @param inFlight requests under way
 * @param isUnsettled whether there is anything to request, or URLs whose skips become final when the whole crawl is idle
 * @param hosts hosts that are known
 * @param pages records of pages
 * @param answered URLs that count against the limit of pages
 * @param failed records of pages without an answer
 * @param skipped records of skipped URLs
 * @param bytes bytes of decoded bodies
 */
public record ShardCounts(
        long queued,
        int inFlight,
        boolean isUnsettled,
        long hosts,
        long pages,
        long answered,
        long failed,
        long skipped,
        long bytes) {
    /** Whether it has nothing to request. */
    public boolean isIdle() {
        return queued == 0 && inFlight == 0;
    }
}
