package ayatori.demosite;

import java.util.Set;

/** What happens to a URL of the {@link DemoSite} in a correct crawl with default options. */
public sealed interface Outcome {

    /**
     * Answered with status 200 and an HTML page.
     *
     * @param title the page's title, decoded
     * @param attempts the requests this takes on a fresh site, above 1 if the first ones fail; a client may count one
     *     request less, because it retries when a kept connection closes without a byte
     */
    record Page(String title, int attempts) implements Outcome {}

    /**
     * A page like {@link Page} without a link to this URL: a crawl finds it only in the sitemap.
     *
     * @param title the page's title
     */
    record Unlinked(String title) implements Outcome {}

    /**
     * Answered with status 200 and something that is not HTML: recorded, not parsed.
     *
     * @param contentType the media type
     */
    record Document(String contentType) implements Outcome {}

    /**
     * Answered with a redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to the absolute URL it leads to
     */
    record Redirect(int status, String to) implements Outcome {}

    /**
     * Answered with a status that is neither success nor a usable redirect.
     *
     * @param status the status of the last attempt
     */
    record Refused(int status) implements Outcome {}

    /** Never answered completely, however often it is requested: an error is recorded. */
    record Broken() implements Outcome {}

    /**
     * Answered with status 200, but only the beginning of the body can be read, because the connection ends first or
     * the decoded body is larger than a crawl's default limit of 10 MB: recorded as truncated, or as an error.
     */
    record Truncated() implements Outcome {}

    /**
     * Never requested.
     *
     * @param reasons the reasons a crawl may give in {@code skipped.jsonl}; it may also ignore the link
     */
    record Skipped(Set<String> reasons) implements Outcome {}

    /** The start of an endless area, from which a crawl takes a bounded number of pages. */
    record Endless() implements Outcome {}
}
