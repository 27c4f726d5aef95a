package ayatori.crawler.frontier;

/** What the frontier made of a request's outcome. */
public enum Verdict {
    /** It ends the URL's life: write its record. Exactly one outcome of each URL gets this verdict. */
    FINAL,
    /** The URL is going to be requested again: write nothing. */
    RETRY,
    /** It answers no request that is under way: a duplicate, or late from before a restart. Forget it. */
    STALE
}
