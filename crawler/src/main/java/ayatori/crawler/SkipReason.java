package ayatori.crawler;

/**
 * Why a URL that was found is not in the output as a page.
 *
 * <p>The {@linkplain #label() labels} are what {@code skipped.jsonl} and {@code summary.json} say; they are stable, so a
 * constant may be added but none is ever renamed.
 */
public enum SkipReason {
    /** The site's robots.txt denies it to our user agent. */
    ROBOTS("robots"),
    /** The site's robots.txt could not be fetched, so that nothing is allowed (RFC 9309 section 2.3.1.4). */
    ROBOTS_UNREACHABLE("robots-unreachable"),
    /** The site's robots.txt asks for a Crawl-delay that is longer than a crawl waits. */
    CRAWL_DELAY("crawl-delay"),
    /** Its host asks not to be requested, by Retry-After, for longer than a crawl waits. */
    RETRY_AFTER("retry-after"),
    /** It lies outside of what was asked for: another host, folder or scheme, or an include or exclude pattern. */
    SCOPE("scope"),
    /** It is further from the seeds than the depth limit allows. */
    DEPTH("depth"),
    /** The crawl's limit of pages, bytes or time was reached first. */
    BUDGET("budget"),
    /** The crawl was stopped, or failed, while the URL was being requested. */
    STOPPED("stopped"),
    /** Its host has already given as many pages as one host may. */
    HOST_LIMIT("host-limit"),
    /** It looks generated without end: too long, too deep, too many parameters, or path segments in a cycle. */
    TRAP("trap"),
    /** Its host has a private, loopback or link-local address, and no seed names it. */
    PRIVATE_ADDRESS("private-address"),
    /** Its content is certainly not a page, going by the extension or by what the server declares. */
    TYPE("type"),
    /** It is not a URL that can be requested. */
    INVALID("invalid"),
    /** Every link to it asks not to be followed. */
    NOFOLLOW("nofollow"),
    /** A recrawl of what is due: it is known from the crawl before, and has probably not changed since. */
    NOT_DUE("not-due");

    private final String label;

    SkipReason(String label) {
        this.label = label;
    }

    /** The reason as the output files spell it: lower case, words joined by hyphens. */
    public String label() {
        return label;
    }
}
