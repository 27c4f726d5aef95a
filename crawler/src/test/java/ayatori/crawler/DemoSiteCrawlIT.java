package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import ayatori.demosite.Expectation;
import ayatori.demosite.Outcome;
import ayatori.demosite.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One crawl of the whole demo site with default options, looked at from all sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoSiteCrawlIT {
    private @Nullable DemoSite site;
    private @Nullable Crawled crawled;
    private @Nullable CrawlReport report;

    @BeforeAll
    void crawl(@TempDir Path folder) throws Exception {
        site = DemoSite.start();
        report = Crawler.of(CrawlOptions.from(
                                site().url().toString(), site().annexUrl().toString())
                        .out(folder)
                        .build())
                .run();
        crawled = Crawled.read(folder);
    }

    @AfterAll
    void close() {
        site().close();
    }

    @Test
    void makesOfEachUrlWhatACorrectCrawlMakesOfIt() {
        Map<String, JsonNode> pages = crawled().pagesByUrl();
        Map<String, String> skips = crawled().skipReasons();
        var softly = new SoftAssertions();
        for (Expectation expected : site().expectations()) {
            if (expected.url().endsWith("/robots.txt")) {
                continue; // read, but not as a page
            }
            JsonNode page = pages.get(expected.url());
            while (expected.outcome() instanceof Outcome.Broken
                    && page != null
                    && !page.has("error")
                    && page.has("redirectTo")) {
                page = pages.get(text(page, "redirectTo")); // a chain breaks at its end
            }
            softly.assertThat(disagreement(expected, page, skips.get(expected.url())))
                    .as("%s: %s (%s)", expected.corner(), expected.url(), expected.why())
                    .isNull();
        }
        softly.assertAll();
    }

    /** What is wrong with what the crawl made of a URL; null if nothing is. */
    private static @Nullable String disagreement(
            Expectation expected, @Nullable JsonNode page, @Nullable String skipReason) {
        return switch (expected.outcome()) {
            case Outcome.Skipped(Set<String> reasons) ->
                page != null
                        ? "requested: " + page
                        : skipReason != null && !reasons.contains(skipReason) ? "skipped for " + skipReason : null;
            case Outcome.Unlinked _ -> null; // found through the sitemap only
            default ->
                page == null ? "not requested, skipped for " + skipReason : disagreement(expected.outcome(), page);
        };
    }

    private static @Nullable String disagreement(Outcome outcome, JsonNode page) {
        boolean agrees = switch (outcome) {
            case Outcome.Page(String title, int attempts) ->
                status(page) == 200
                        && text(page, "title").equals(title)
                        && page.get("attempts").asInt() <= attempts;
            case Outcome.Document(String contentType) ->
                status(page) == 200 && text(page, "contentType").startsWith(contentType) && !page.has("title");
            case Outcome.Redirect(int status, String to) ->
                status(page) == status && text(page, "redirectTo").equals(to);
            case Outcome.Refused(int status) -> status(page) == status;
            case Outcome.Broken _ -> page.has("error") || page.has("truncated");
            case Outcome.Truncated _ -> page.get("bytes").asLong() <= 10_000_000 && page.has("truncated");
            case Outcome.Endless _ -> status(page) == 200 || page.has("redirectTo");
            case Outcome.Skipped _, Outcome.Unlinked _ -> throw new IllegalArgumentException();
        };
        return agrees ? null : page.toString();
    }

    @Test
    void everyUrlIsInOneRecordOnly() {
        List<String> urls = new ArrayList<>();
        crawled().pages().forEach(page -> urls.add(page.get("url").asString()));
        crawled().skipped().forEach(skip -> urls.add(skip.get("url").asString()));
        assertThat(urls).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }

    @Test
    void endlessAreasAreLeftInTheEnd() {
        assertThat(report().end()).isEqualTo(CrawlReport.End.DONE);
        assertThat(report().pages()).isLessThan(2_000);
        assertThat(report().skipped()).containsKey("trap");
    }

    @Test
    void crawlDelayIsNotUndercut() {
        List<Request> annex = new ArrayList<>();
        int port = site().annexUrl().getPort();
        for (Request request : site().requests()) {
            if (java.net.URI.create(request.url()).getPort() == port) {
                annex.add(request);
            }
        }
        assertThat(annex).hasSizeGreaterThan(3);
        for (int i = 1; i < annex.size(); i++) {
            Duration apart =
                    Duration.between(annex.get(i - 1).time(), annex.get(i).time());
            // The server notes when it answered, so a slow answer may be followed a little sooner.
            assertThat(apart).as("before " + annex.get(i).url()).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void linksAreDistinctAbsoluteAndInPageOrder() {
        for (JsonNode page : crawled().pages()) {
            Set<String> seen = new HashSet<>();
            for (JsonNode link : page.get("links")) {
                assertThat(link.asString()).startsWith("http").doesNotContain("#");
                assertThat(seen.add(link.asString())).isTrue();
            }
            assertThat(page.get("linkCount").asInt()).isEqualTo(seen.size());
        }
    }

    @Test
    void summaryAgreesWithTheRecords() {
        JsonNode summary = crawled().summary();
        assertThat(summary.get("pages").asLong()).isEqualTo(crawled().pages().size());
        long byStatus = 0;
        for (JsonNode count : summary.get("byStatus")) {
            byStatus += count.asLong();
        }
        assertThat(byStatus).isEqualTo(crawled().pages().size());
        long skipped = 0;
        for (JsonNode count : summary.get("skipped")) {
            skipped += count.asLong();
        }
        assertThat(skipped).isEqualTo(crawled().skipped().size());
    }

    private static String text(JsonNode page, String name) {
        return page.path(name).asString("");
    }

    private static int status(JsonNode page) {
        return page.get("status").asInt();
    }

    private DemoSite site() {
        return java.util.Objects.requireNonNull(site);
    }

    private Crawled crawled() {
        return java.util.Objects.requireNonNull(crawled);
    }

    private CrawlReport report() {
        return java.util.Objects.requireNonNull(report);
    }
}
