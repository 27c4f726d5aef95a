package ayatori.crawler.folder;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.SkipReason;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of one URL in a crawl, and why. {@link CrawlReader#story} tells it.
 *
 * @param url the URL in canonical form
 * @param fate what became of it
 * @param isSeed whether the crawl starts from it
 * @param foundAt when the crawl knew of it: when the page that linked to it first was answered, or for a seed, when the crawl
 *     began; null if that is not known
 * @param depth links between a seed and it; null if that is not known
 * @param way how the crawl came to it, from a seed on: each step leads to the next one, and the last one to the URL. Empty for a
 *     seed
 * @param pages its records, in the order of the file. One if it was requested; more if a redirect led back to it after a
 *     cookie was set, or another spelling of it was requested
 * @param redirects where its last record redirects to, followed to the end
 * @param skip its record, if it was skipped
 * @param rule by which rule it was skipped: the line of robots.txt, the option and its value, the page and its {@code nofollow};
 *     null if the reason says it all
 * @param forecast what would happen to it, if it was neither requested nor skipped
 * @param referrers the first of the pages that link to it
 * @param referrerCount how many pages link to it, of those that are on record
 * @param links which links the crawl records; with {@link LinkDetail#COUNT} and {@link LinkDetail#NONE}, only redirects are in {@code referrers}
 * @param isRunning whether the crawl runs
 */
public record UrlStory(
        String url,
        Fate fate,
        boolean isSeed,
        @Nullable Instant foundAt,
        @Nullable Integer depth,
        List<Step> way,
        List<RecordedPage> pages,
        List<Hop> redirects,
        @Nullable RecordedSkip skip,
        @Nullable String rule,
        @Nullable Forecast forecast,
        List<Referrer> referrers,
        long referrerCount,
        LinkDetail links,
        boolean isRunning) {
    /** Copies the lists. */
    public UrlStory {
        way = List.copyOf(way);
        pages = List.copyOf(pages);
        redirects = List.copyOf(redirects);
        referrers = List.copyOf(referrers);
    }

    /**
     * The story of a URL as far as its own record tells it, where there is no folder with the other records.
     *
     * @param url in canonical form
     * @param options of the crawl
     * @param created when the crawl began
     * @param page its record in the form of {@code pages.jsonl}; null if it has none
     * @param skip its record in the form of {@code skipped.jsonl}; null if it has none
     * @param pages finds the record of a page that leads to it, in the form of {@code pages.jsonl}; null if it has none
     * @param isRunning whether the crawl runs
     * @throws IllegalArgumentException if a record is damaged
     */
    public static UrlStory ofRecord(
            String url,
            CrawlOptions options,
            Instant created,
            @Nullable JsonNode page,
            @Nullable JsonNode skip,
            Function<String, @Nullable JsonNode> pages,
            boolean isRunning) {
        RecordedPage requested = page == null ? null : RecordedPage.of(page);
        RecordedSkip skipped = skip == null || page != null ? null : RecordedSkip.of(skip);
        String first = requested != null ? requested.referrer() : skipped != null ? skipped.referrer() : null;
        boolean isSeed = options.startUrls().contains(url);
        RecordedWay way = RecordedWay.to(url, first, pages);
        return new UrlStory(
                url,
                requested != null
                        ? Fate.REQUESTED
                        : skipped != null ? Fate.SKIPPED : isSeed ? Fate.WAITING : Fate.UNKNOWN,
                isSeed,
                isSeed ? created : way.foundAt(),
                requested != null ? (Integer) requested.depth() : null,
                way.steps(),
                requested == null ? List.of() : List.of(requested),
                List.of(),
                skipped,
                skipped == null ? null : skipped.rule(),
                null,
                List.of(),
                0,
                LinkDetail.ALL,
                isRunning);
    }

    /** What became of a URL. */
    public enum Fate {
        /** It was requested. */
        REQUESTED,
        /** It was found, and not requested. */
        SKIPPED,
        /** It is a seed, or pages link to it, and it has no record yet: it waits, or its skip is not final. */
        WAITING,
        /** No record names it. */
        UNKNOWN
    }

    /** How a page leads to a URL. */
    public enum How {
        /** By a link. */
        LINK,
        /** By a link that may not be followed. */
        NOFOLLOW,
        /** By a redirect. */
        REDIRECT,
        /** By listing it as a sitemap. */
        SITEMAP,
        /** As a robots.txt, by naming a sitemap. */
        ROBOTS
    }

    /**
     * A step of the way to a URL.
     *
     * @param url of a page that has a record, a sitemap, or a robots.txt
     * @param how it leads to the next one
     */
    public record Step(String url, How how) {}

    /**
     * A page that leads to the URL.
     *
     * @param url its URL
     * @param how it leads there
     * @param at when it was answered
     */
    public record Referrer(String url, How how, Instant at) {}

    /**
     * The target of a redirect.
     *
     * @param url its URL
     * @param page its record; null if it has none
     * @param skip its record, if it was skipped; null if it has none
     */
    public record Hop(
            String url,
            @Nullable RecordedPage page,
            @Nullable RecordedSkip skip) {}

    /**
     * What the crawl's options say to a URL. Its robots.txt is not asked.
     *
     * @param reason why it would be skipped; null if it would be requested, unless it lies too deep or robots.txt denies it
     * @param rule the option, the pattern or the limit that says so; null without a reason
     */
    public record Forecast(
            @Nullable SkipReason reason, @Nullable String rule) {}
}
