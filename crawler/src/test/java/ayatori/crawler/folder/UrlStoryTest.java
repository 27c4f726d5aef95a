package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.ScopeKind;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.UrlStory.Fate;
import ayatori.crawler.folder.UrlStory.Forecast;
import ayatori.crawler.folder.UrlStory.How;
import ayatori.crawler.folder.UrlStory.Referrer;
import ayatori.crawler.folder.UrlStory.Step;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UrlStoryTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1).plusMillis(5);
    private static final String SEED = "https://a.example/";

    @TempDir
    Path path;

    private final StringBuilder pages = new StringBuilder();
    private final StringBuilder skipped = new StringBuilder();

    private static CrawlOptions.Builder options() {
        return CrawlOptions.from(SEED);
    }

    /** A page, answered at {@link #LATER}. */
    private void page(String url, int depth, @Nullable String referrer, String more) {
        pages.append(
                "{\"url\":\"%s\",\"status\":200,\"depth\":%d,%s\"bytes\":1,\"elapsedMs\":5,\"fetchedAt\":\"%s\",\"attempts\":1%s}\n"
                        .formatted(url, depth, referrer(referrer), NOON.plusSeconds(1), more));
    }

    private void skip(String url, SkipReason reason, @Nullable String referrer, String more) {
        skipped.append("{\"url\":\"%s\",\"reason\":\"%s\",%s\"x\":1%s}\n"
                .formatted(url, reason.label(), referrer(referrer), more));
    }

    private static String referrer(@Nullable String url) {
        return url == null ? "" : "\"referrer\":\"" + url + "\",";
    }

    private static String links(String... urls) {
        return ",\"links\":[\"" + String.join("\",\"", urls) + "\"]";
    }

    private UrlStory story(CrawlOptions.Builder options, String url) throws Exception {
        return story(options, url, Compression.NONE);
    }

    private UrlStory story(CrawlOptions.Builder options, String url, Compression compression) throws Exception {
        try (var folder = CrawlFolder.create(path, Manifest.of(options.build(), NOON))) {
            write(folder, CrawlFolder.PAGES, compression, pages.toString());
            write(folder, CrawlFolder.SKIPPED, compression, skipped.toString());
        }
        return CrawlReader.open(path).story(Url.parse(url), 3);
    }

    private static void write(CrawlFolder folder, String name, Compression compression, String records)
            throws IOException {
        try (var writer = new SinkWriter(folder.sink(name + compression.suffix()), compression)) {
            byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
            writer.add(bytes, bytes.length);
            writer.flush();
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aPageKnowsItsWayItsReferrersAndItsAttempts(Compression compression) throws Exception {
        page(SEED, 0, null, links(SEED + "b", SEED + "c"));
        page(SEED + "c", 1, SEED, links(SEED + "b", SEED + "d"));
        page(
                SEED + "d",
                2,
                SEED + "c",
                ",\"earlierAttempts\":[{\"fetchedAt\":\"2026-11-28T12:00:00Z\",\"elapsedMs\":9,\"status\":0,\"error\":\"timeout\"}]"
                        + links(SEED + "d"));
        page(SEED + "e", 2, SEED + "c", ",\"redirectTo\":\"" + SEED + "d\"");
        UrlStory story = story(options(), "HTTPS://me:pw@a.example:443/x/../%64#top", compression);
        assertThat(story.url()).isEqualTo(SEED + "d");
        assertThat(story.fate()).isEqualTo(Fate.REQUESTED);
        assertThat(story.isSeed()).isFalse();
        assertThat(story.depth()).isEqualTo(2);
        assertThat(story.foundAt()).isEqualTo(LATER);
        assertThat(story.way()).containsExactly(new Step(SEED, How.LINK), new Step(SEED + "c", How.LINK));
        assertThat(story.referrerCount()).isEqualTo(3);
        assertThat(story.referrers())
                .containsExactly(
                        new Referrer(SEED + "c", How.LINK, LATER),
                        new Referrer(SEED + "d", How.LINK, LATER),
                        new Referrer(SEED + "e", How.REDIRECT, LATER));
        assertThat(story.pages().getFirst().earlierAttempts())
                .containsExactly(new RecordedPage.EarlierAttempt(NOON, Duration.ofMillis(9), 0, "timeout"));
        assertThat(story.forecast()).isNull();
    }

    @Test
    void namesNoMoreReferrersThanWantedAndCountsAll() throws Exception {
        for (int i = 0; i < 10; i++) {
            page(SEED + i, 1, SEED, links(SEED));
        }
        UrlStory story = story(options(), SEED);
        assertThat(story.referrers()).hasSize(3);
        assertThat(story.referrerCount()).isEqualTo(10);
    }

    @Test
    void aSeedIsFoundWhenTheCrawlBegins() throws Exception {
        page(SEED, 0, null, "");
        UrlStory story = story(options(), SEED);
        assertThat(story.isSeed()).isTrue();
        assertThat(story.foundAt()).isEqualTo(NOON);
        assertThat(story.way()).isEmpty();
    }

    @Test
    void redirectsAreFollowedToTheirEnd() throws Exception {
        page(SEED + "1", 1, SEED, ",\"redirectTo\":\"" + SEED + "2\"");
        page(SEED + "2", 1, SEED + "1", ",\"redirectTo\":\"https://b.example/\"");
        skip("https://b.example/", SkipReason.SCOPE, SEED + "2", "");
        UrlStory story = story(options(), SEED + "1");
        assertThat(story.redirects()).extracting(UrlStory.Hop::url).containsExactly(SEED + "2", "https://b.example/");
        assertThat(story.redirects().getLast().skip()).isNotNull();
        UrlStory target = CrawlReader.open(path).story(Url.parse(SEED + "2"), 3);
        assertThat(target.way()).contains(new Step(SEED + "1", How.REDIRECT));
        assertThat(target.depth()).isEqualTo(1);
    }

    @Test
    void redirectsInACircleEnd() throws Exception {
        page(SEED + "1", 1, SEED, ",\"redirectTo\":\"" + SEED + "2\"");
        page(SEED + "2", 1, SEED + "1", ",\"redirectTo\":\"" + SEED + "1\"");
        assertThat(story(options(), SEED + "1").redirects())
                .extracting(UrlStory.Hop::url)
                .containsExactly(SEED + "2", SEED + "1");
    }

    @Test
    void aSitemapLeadsToItsPages() throws Exception {
        page(SEED + "sitemap.xml", 0, SEED + "robots.txt", ",\"sitemap\":true");
        page(SEED + "p", 0, SEED + "sitemap.xml", "");
        assertThat(story(options(), SEED + "p").way())
                .containsExactly(
                        new Step(SEED + "robots.txt", How.ROBOTS), new Step(SEED + "sitemap.xml", How.SITEMAP));
    }

    @ParameterizedTest
    @EnumSource(SkipReason.class)
    void aSkippedUrlKnowsItsRule(SkipReason reason) throws Exception {
        CrawlOptions.Builder options = options()
                .depth(1)
                .maxPages(100)
                .extent(extent -> extent.exclude("/private/").maxPagesPerHost(9));
        String url = switch (reason) {
            case SCOPE -> SEED + "private/x";
            case TYPE -> SEED + "x.PNG";
            case TRAP -> SEED + "a/".repeat(9);
            default -> SEED + "x";
        };
        page(SEED, 0, null, links(SEED + "1", url) + (reason == SkipReason.NOFOLLOW ? ",\"nofollow\":[1]" : ""));
        page(SEED + "1", 1, SEED, links(url));
        String rule = switch (reason) {
            case ROBOTS -> "Disallow: /x";
            case CRAWL_DELAY -> "Crawl-delay: 7200";
            case RETRY_AFTER -> "Retry-After: not before 2026-11-29T00:00:00Z";
            case PRIVATE_ADDRESS -> "It has a private address.";
            default -> null;
        };
        skip(
                url,
                reason,
                reason == SkipReason.DEPTH ? SEED + "1" : SEED,
                rule == null ? "" : ",\"rule\":\"" + rule + "\"");
        UrlStory story = story(options, url);
        assertThat(story.fate()).isEqualTo(Fate.SKIPPED);
        assertThat(story.rule())
                .isEqualTo(
                        switch (reason) {
                            case ROBOTS, CRAWL_DELAY -> rule + " in https://a.example/robots.txt";
                            case SCOPE -> "--exclude /private/ matches";
                            case TYPE -> "the extension .PNG";
                            case TRAP -> "path segments in a cycle, more than 3 times";
                            case DEPTH -> "--depth 1; it is 2 links from a seed";
                            case NOFOLLOW -> "the link on " + SEED + " says nofollow";
                            case BUDGET -> "--max-pages 100";
                            case HOST_LIMIT -> "--max-pages-per-host 9";
                            default -> rule;
                        });
    }

    @Test
    void aReasonOfANewerVersionIsTold() throws Exception {
        skipped.append("{\"url\":\"" + SEED + "x\",\"reason\":\"brand-new\"}\n");
        UrlStory story = story(options(), SEED + "x");
        assertThat(story.fate()).isEqualTo(Fate.SKIPPED);
        assertThat(story.rule()).isNull();
    }

    @Test
    void aPageThatForbidsAllItsLinksSaysSo() throws Exception {
        page(SEED, 0, null, links(SEED + "1", SEED + "2") + ",\"nofollow\":[0,1]");
        skip(SEED + "1", SkipReason.NOFOLLOW, SEED, "");
        UrlStory story = story(options(), SEED + "1");
        assertThat(story.rule()).isEqualTo("all links of " + SEED + " say nofollow");
        assertThat(story.referrers()).containsExactly(new Referrer(SEED, How.NOFOLLOW, LATER));
    }

    @Test
    void scopeIsThatOfTheSeedsAndOfWhatTheyRedirectTo() throws Exception {
        page(SEED, 0, null, ",\"redirectTo\":\"https://www.a.example/\"");
        skip("https://b.example/", SkipReason.SCOPE, SEED, "");
        assertThat(story(options(), "https://b.example/").rule())
                .isEqualTo("--scope host covers a.example, www.a.example");
    }

    @Test
    void aUrlWithoutARecordWaits() throws Exception {
        page(SEED, 0, null, links(SEED + "x"));
        UrlStory story = story(options(), SEED + "x");
        assertThat(story.fate()).isEqualTo(Fate.WAITING);
        assertThat(story.depth()).isEqualTo(1);
        assertThat(story.foundAt()).isEqualTo(LATER);
        assertThat(story.forecast()).isEqualTo(new Forecast(null, null));
    }

    @Test
    void aSeedWithoutARecordWaits() throws Exception {
        assertThat(story(options(), SEED).fate()).isEqualTo(Fate.WAITING);
    }

    @Test
    void anUnknownUrlIsForecast() throws Exception {
        CrawlOptions.Builder options = CrawlOptions.from(SEED + "docs/x").scope(ScopeKind.PREFIX);
        UrlStory story = story(options, SEED + "blog/");
        assertThat(story.fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(story.forecast()).isEqualTo(new Forecast(SkipReason.SCOPE, "--scope prefix covers a.example/docs/"));
        assertThat(CrawlReader.open(path).story(Url.parse(SEED + "docs/y"), 3).forecast())
                .isEqualTo(new Forecast(null, null));
    }

    @Test
    void withoutLinksTheFirstReferrerIsKnown() throws Exception {
        page(SEED, 0, null, "");
        page(SEED + "x", 1, SEED, "");
        UrlStory story = story(options().output(output -> output.links(LinkDetail.NONE)), SEED + "x");
        assertThat(story.links()).isEqualTo(LinkDetail.NONE);
        assertThat(story.referrers()).isEmpty();
        assertThat(story.way()).containsExactly(new Step(SEED, How.LINK));
    }

    @Test
    void otherSpellingsAreTheSameUrl() throws Exception {
        page(SEED + "x/?utm_source=y", 1, SEED, "");
        page(SEED, 0, null, links(SEED + "x/?utm_source=z"));
        CanonicalForm form = CanonicalForm.STANDARD
                .withoutParameters(CanonicalForm.TRACKING_PARAMETERS)
                .withTrailingSlash(CanonicalForm.TrailingSlash.REMOVE);
        UrlStory story = story(options().extent(extent -> extent.canonicalForm(form)), SEED + "x");
        assertThat(story.fate()).isEqualTo(Fate.REQUESTED);
        assertThat(story.referrers()).extracting(Referrer::url).isEqualTo(List.of(SEED));
    }
}
