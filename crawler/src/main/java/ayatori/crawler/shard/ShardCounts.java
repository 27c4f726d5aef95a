package ayatori.crawler.shard;

import java.util.Map;

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
 * @param requisites records of requisites, which are not among the pages
 * @param openRequisites requisites that wait or are under way
 * @param lacking how many pages lack a required field, by its name
 * @param misfits how many pages have something that does not fit a field's type or filter, by the field's name
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
        long bytes,
        long requisites,
        long openRequisites,
        Map<String, Long> lacking,
        Map<String, Long> misfits) {
    /** Copies the counts. Those that are missing are empty. */
    public ShardCounts {
        lacking = lacking == null ? Map.of() : Map.copyOf(lacking);
        misfits = misfits == null ? Map.of() : Map.copyOf(misfits);
    }

    /** The counts of a crawl without requisites and fields. */
    public ShardCounts(
            long queued,
            int inFlight,
            boolean isUnsettled,
            long hosts,
            long pages,
            long answered,
            long failed,
            long skipped,
            long bytes) {
        this(queued, inFlight, isUnsettled, hosts, pages, answered, failed, skipped, bytes, 0, 0, Map.of(), Map.of());
    }

    /** Whether it has nothing to request. */
    public boolean isIdle() {
        return queued == 0 && inFlight == 0;
    }
}
