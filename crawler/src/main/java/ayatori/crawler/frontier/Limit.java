package ayatori.crawler.frontier;

/** A limit of the whole crawl. */
public enum Limit {
    /** {@link FrontierOptions.Extent#pagesMax()}. */
    PAGES,
    /** {@link FrontierOptions.Extent#bytesMax()}. */
    BYTES,
    /** {@link FrontierOptions.Extent#deadlineNanos()}. */
    TIME
}
