package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order pages are requested: by the sitemap's priorities, and by the user's. */
@Timeout(60)
final class PriorityCrawlTest {
    private static final String INDEX = SmallServer.ok(
            "text/html", "<a href=/low>.</a><a href=/middle>.</a><a href=/high>.</a><a href=/moved>.</a>");

    private static String answer(String path) {
        return switch (path) {
            case "/robots.txt" -> SmallServer.status(404);
            case "/" -> INDEX;
            case "/middle" -> SmallServer.ok("text/html", "<a href=/high/2>.</a><a href=/low/2>.</a>");
            case "/moved" -> SmallServer.status(302, "Location: /target");
            case "/sitemap.xml" ->
                SmallServer.ok(
                        "application/xml",
                        "<urlset><url><loc>/1</loc><priority>0.3</priority></url><url><loc>/2</loc></url>"
                                + "<url><loc>/3</loc><priority>0.8</priority></url></urlset>");
            default -> SmallServer.ok("text/html", "");
        };
    }

    private static CrawlOptions.Builder options(SmallServer server) {
        return CrawlOptions.from(server.url("/"))
                .delay(Delay.of(Duration.ZERO))
                .perHost(1)
                .retries(0);
    }

    private static double score(FoundUrl url) {
        return url.url().contains("/high") ? 0.9 : url.url().contains("/low") ? 0.1 : url.priority();
    }

    @Test
    void requestsWhatIsScoredHigherFirst() throws Exception {
        try (var server = new SmallServer(PriorityCrawlTest::answer)) {
            Crawler.of(options(server).build())
                    .priority(PriorityCrawlTest::score)
                    .run();
            assertThat(server.paths())
                    .containsExactly(
                            "/robots.txt", "/", "/high", "/middle", "/high/2", "/moved", "/target", "/low", "/low/2");
        }
    }

    @Test
    void requestsWhatTheSitemapSaysIsImportantFirst() throws Exception {
        try (var server = new SmallServer(path -> path.equals("/") ? SmallServer.ok("text/html", "") : answer(path))) {
            Crawler.of(options(server).sitemaps(true).build()).run();
            assertThat(server.paths()).containsExactly("/robots.txt", "/", "/sitemap.xml", "/3", "/2", "/1");
        }
    }

    @Test
    void aScorerIsToldHowAUrlWasFound() throws Exception {
        List<FoundUrl> found = Collections.synchronizedList(new ArrayList<>());
        try (var server = new SmallServer(PriorityCrawlTest::answer)) {
            Crawler.of(options(server).sitemaps(true).build())
                    .priority(url -> {
                        found.add(url);
                        return url.priority();
                    })
                    .run();
            assertThat(found)
                    .contains(
                            new FoundUrl(server.url("/"), null, 0, 0.5),
                            new FoundUrl(server.url("/high"), server.url("/"), 1, 0.5),
                            new FoundUrl(server.url("/low/2"), server.url("/middle"), 2, 0.5),
                            new FoundUrl(server.url("/1"), server.url("/sitemap.xml"), 0, 0.3));
            assertThat(found)
                    .extracting(FoundUrl::url)
                    .doesNotHaveDuplicates()
                    .doesNotContain(server.url("/sitemap.xml"), server.url("/target"));
        }
    }

    @Test
    void aScorerThatThrowsEndsTheCrawlInASentence() throws Exception {
        try (var server = new SmallServer(PriorityCrawlTest::answer)) {
            CrawlReport report = Crawler.of(options(server).build())
                    .priority(url -> {
                        if (url.url().endsWith("/high")) {
                            throw new IllegalArgumentException("no idea");
                        }
                        return 0.5;
                    })
                    .run();
            assertThat(report.end()).isEqualTo(CrawlReport.End.FAILED);
            assertThat(report.problem())
                    .isEqualTo("The scorer of URLs cannot be used, since it failed on " + server.url("/high")
                            + " (java.lang.IllegalArgumentException: no idea); the crawl was ended, and what was written"
                            + " before is whole.");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aScoreBeyondTheScaleEndsTheCrawlInASentence(double score) throws Exception {
        try (var server = new SmallServer(PriorityCrawlTest::answer)) {
            CrawlReport report =
                    Crawler.of(options(server).build()).priority(_ -> score).run();
            assertThat(report.end()).isEqualTo(CrawlReport.End.FAILED);
            assertThat(report.problem())
                    .contains("it gave " + score + " for " + server.url("/") + ", which is not from 0.0 to 1.0");
        }
    }
}
