package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sitemaps are requested through the frontier, and what they list is bounded. */
@Timeout(60)
final class SitemapCrawlTest {
    private static final String RULES = "User-agent: *\nDisallow: /denied/\n";

    @TempDir
    private Path folder;

    private Crawled crawl(SmallServer server) throws Exception {
        Path out = folder.resolve("out");
        Crawler.of(CrawlOptions.from(server.url("/"))
                        .delay(Delay.of(Duration.ZERO))
                        .retries(0)
                        .sitemaps(true)
                        .out(out)
                        .build())
                .run();
        return Crawled.read(out);
    }

    private static String urlset(Iterable<String> urls) {
        var xml = new StringBuilder("<urlset>");
        urls.forEach(url -> xml.append("<url><loc>").append(url).append("</loc></url>"));
        return SmallServer.ok("application/xml", xml.append("</urlset>").toString());
    }

    @Test
    void doesNotFollowARedirectIntoADeniedFolder() throws Exception {
        try (var server = new SmallServer(path -> switch (path) {
            case "/robots.txt" -> SmallServer.ok("text/plain", RULES);
            case "/sitemap.xml" -> SmallServer.status(302, "Location: /denied/sitemap.xml");
            default -> SmallServer.ok("text/html", "");
        })) {
            Crawled crawled = crawl(server);
            assertThat(server.paths()).contains("/sitemap.xml").doesNotContain("/denied/sitemap.xml");
            assertThat(crawled.skipReasons()).containsEntry(server.url("/denied/sitemap.xml"), "robots");
        }
    }

    @Test
    void asksAnotherHostForItsRulesBeforeItFollowsARedirectThere() throws Exception {
        try (var other = new SmallServer(path -> path.equals("/robots.txt")
                        ? SmallServer.ok("text/plain", "User-agent: *\nDisallow: /\n")
                        : SmallServer.ok("text/html", ""));
                var server = new SmallServer(path -> switch (path) {
                    case "/robots.txt" -> SmallServer.ok("text/plain", RULES);
                    case "/sitemap.xml" -> SmallServer.status(301, "Location: " + other.url("/sitemap.xml"));
                    default -> SmallServer.ok("text/html", "");
                })) {
            crawl(server);
            assertThat(other.paths()).containsExactly("/robots.txt");
        }
    }

    @Test
    void theCustomarySitemapIsNoSeed() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", ""))) {
            CrawlReport report = Crawler.of(CrawlOptions.from(server.url("/"))
                            .robots(false)
                            .sitemaps(true)
                            .maxPages(1)
                            .perHost(1)
                            .build())
                    .run();
            assertThat(report.seedProblems()).isEmpty();
        }
    }

    @Test
    void followsARedirectToAnotherSitemap() throws Exception {
        try (var server = new SmallServer(path -> switch (path) {
            case "/robots.txt" -> SmallServer.ok("text/plain", RULES);
            case "/sitemap.xml" -> SmallServer.status(302, "Location: /moved.xml");
            case "/moved.xml" -> SmallServer.ok("text/plain", "HOST/a\nHOST/denied/b\n");
            default -> SmallServer.ok("text/html", "");
        })) {
            Crawled crawled = crawl(server.withHost("HOST"));
            assertThat(server.paths()).contains("/moved.xml", "/a").doesNotContain("/denied/b");
            assertThat(crawled.pagesByUrl()).containsKeys(server.url("/moved.xml"), server.url("/a"));
        }
    }

    @Test
    void endsThoughIndexesNameIndexesWithoutEnd() throws Exception {
        try (var server = new SmallServer(path -> path.endsWith(".xml")
                ? SmallServer.ok(
                        "application/xml",
                        "<sitemapindex><sitemap><loc>" + path.replace(".xml", "x.xml")
                                + "</loc></sitemap></sitemapindex>")
                : path.equals("/robots.txt") ? SmallServer.ok("text/plain", RULES) : SmallServer.ok("text/html", ""))) {
            Crawled crawled = crawl(server);
            assertThat(crawled.summary().get("end").asString()).isEqualTo("done");
            assertThat(crawled.pages()).hasSize(1 + 11);
        }
    }

    @Test
    void takesUpALongSitemapInParts() throws Exception {
        try (var server = new SmallServer(path -> switch (path) {
            case "/robots.txt" -> SmallServer.ok("text/plain", RULES);
            case "/sitemap.xml" ->
                urlset(IntStream.range(0, 2_500)
                        .mapToObj(i -> "https://elsewhere.example/" + i)
                        .collect(Collectors.toList()));
            default -> SmallServer.ok("text/html", "");
        })) {
            Crawled crawled = crawl(server);
            assertThat(crawled.skipped()).hasSize(2_500);
            assertThat(crawled.pages()).hasSize(2);
        }
    }
}
