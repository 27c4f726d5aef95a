package ayatori.crawler;

/** What happens when a page handler throws something. In each case the failure is counted, and the first of its kind is shown. */
public enum FailurePolicy {
    /** The page stays on record, without the requests and items of its handler, and the crawl goes on. */
    CONTINUE,
    /**
     * The crawl ends as {@linkplain CrawlReport.End#FAILED failed}, with the failure as its problem. The page is not on
     * record, so a crawl that is resumed hands it to the handler again.
     */
    STOP,
    /** The page is tried again, as by {@link Page#retry()}. After the last attempt it stays on record, as with {@link #CONTINUE}. */
    RETRY
}
