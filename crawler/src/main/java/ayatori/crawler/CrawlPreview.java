package ayatori.crawler;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What a crawl would do first. Nothing is requested for it.
 *
 * @param first what would be requested first, in order
 * @param isAll whether that is all there is to start with
 * @param reach what the scope covers, as a phrase for people
 * @param seeds how many URLs there are to start with, out of scope or not
 * @param named URLs that were named, and so are requested although a rule excludes what is like them
 * @param leftOut some of the URLs of a file that are out of scope
 * @param leftOutByReason how many URLs of a file are out of scope, by reason
 */
public record CrawlPreview(
        List<Asked> first,
        boolean isAll,
        String reach,
        long seeds,
        List<LeftOut> named,
        List<LeftOut> leftOut,
        SortedMap<String, Long> leftOutByReason) {
    /**
     * A request.
     *
     * @param url what is requested
     * @param after how long after the start, if each answer takes a tenth of a second
     */
    public record Asked(String url, Duration after) {}

    /**
     * A URL that is out of scope.
     *
     * @param url the URL
     * @param reason why, as in {@code skipped.jsonl}
     * @param rule the option, the pattern or the limit that says so
     */
    public record LeftOut(String url, SkipReason reason, String rule) {}
}
