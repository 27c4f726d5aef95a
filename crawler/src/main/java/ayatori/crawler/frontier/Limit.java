package ayatori.crawler.frontier;

/** A limit of the whole crawl. */
public enum Limit {
    /** {@link FrontierOptions#pagesMax()}. */
    PAGES,
    /** {@link FrontierOptions#bytesMax()}. */
    BYTES,
    /** {@link FrontierOptions#deadlineNanos()}. */
    TIME
}
