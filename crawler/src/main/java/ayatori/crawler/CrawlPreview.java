package ayatori.crawler;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What a crawl would do first. Nothing is requested for it.
 *
 * @param start whether the crawl is new
 * @param first what would be requested first, in order
 * @param isAll whether that is all there is so far
 * @param isAtLimit whether a limit of pages, bytes or time has been reached, so that nothing is requested
 * @param reach what the scope covers, as a phrase for people
 * @param urls how many URLs there are to start with, out of scope or not; of a crawl that goes on, how many wait; of a recrawl, how
 *     many pages are known
 * @param named URLs that were named, and so are requested although a rule excludes what is like them
 * @param leftOut some of the URLs that are known and not requested: URLs of a file, what the crawl so far or the crawl before has
 *     skipped, and pages that are not due
 * @param leftOutByReason how many of those there are, by reason
 * @param options the options of the crawl
 */
public record CrawlPreview(
        Start start,
        List<Asked> first,
        boolean isAll,
        boolean isAtLimit,
        String reach,
        long urls,
        List<LeftOut> named,
        List<LeftOut> leftOut,
        SortedMap<String, Long> leftOutByReason,
        CrawlOptions options) {

    /** What a crawl starts from. */
    public enum Start {
        /** Its seeds. */
        NEW,
        /** What waits in its folder. */
        RESUMED,
        /** What another crawl knows. */
        REPEATED
    }

    /**
     * A request.
     *
     * @param url what is requested
     * @param after how long after the start, if each answer takes a tenth of a second
     */
    public record Asked(String url, Duration after) {}

    /**
     * A URL that is known and not requested.
     *
     * @param url the URL
     * @param reason why, as in {@code skipped.jsonl}
     * @param rule the option, the pattern or the limit that says so; empty if the reason says it all
     */
    public record LeftOut(String url, SkipReason reason, String rule) {}
}
