package ayatori.cluster.collect;

/**
 * What a folder holds of a crawl.
 *
 * @param pages records of pages and of requisites
 * @param skipped records of skipped URLs
 * @param isComplete whether the crawl has ended, and all its records are there
 */
public record Collected(long pages, long skipped, boolean isComplete) {}
