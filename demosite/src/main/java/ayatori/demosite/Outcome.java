package ayatori.demosite;

import java.util.Set;

/** What becomes of a URL of the {@link DemoSite} in a correct crawl with default options. */
public sealed interface Outcome {

    /**
     * Answered with status 200 and an HTML page.
     *
     * @param title the page's title, decoded
     * @param attempts the requests this takes on a fresh site, above 1 where the first ones fail; a client may count a
     *     request less, because it repeats one by itself when a kept connection closes without a byte
     */
    record Page(String title, int attempts) implements Outcome {}

    /**
     * A page like {@link Page} that no link leads to by this URL: a crawl finds it if it reads the sitemap, or not at all.
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
     * Answered with a status that is neither success nor a redirect that leads anywhere.
     *
     * @param status the status of the last attempt
     */
    record Refused(int status) implements Outcome {}

    /** Never answered whole, however often it is tried: an error is recorded. */
    record Broken() implements Outcome {}

    /**
     * Answered with status 200, but only the beginning of the body can be had, because the connection ends first or
     * because it is larger than a crawl's default limit of 10 MB once decoded: recorded as cut off, or as an error.
     */
    record Truncated() implements Outcome {}

    /**
     * Never requested.
     *
     * @param reasons the reasons a crawl may give in {@code skipped.jsonl}; it may also pass over the link in silence
     */
    record Skipped(Set<String> reasons) implements Outcome {}

    /** The start of an area without an end, from which a crawl takes a bounded number of pages. */
    record Endless() implements Outcome {}
}
