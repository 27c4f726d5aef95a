package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Limits of a host, of the rate, and of the media types that are read. */
@Timeout(60)
final class CrawlLimitsTest {
    private static final String INDEX = SmallServer.ok(
            "text/html", "<a href=/page>.</a><a href=/picture>.</a><a href=/untyped>.</a><a href=/moved>.</a>");

    @TempDir
    private Path folder;

    private Crawled crawl(SmallServer server, UnaryOperator<CrawlOptions.Builder> options) throws Exception {
        Path out = folder.resolve("out");
        Crawler.of(options.apply(CrawlOptions.from(server.url("/"))
                                .delay(Delay.of(Duration.ZERO))
                                .robots(false)
                                .retries(0)
                                .out(out))
                        .build())
                .run();
        return Crawled.read(out);
    }

    private static String answer(String path) {
        return switch (path) {
            case "/" -> INDEX;
            case "/picture" -> SmallServer.ok("image/png", "<a href=/hidden>.</a>");
            case "/untyped" -> "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html><a href=/found>.</a>";
            case "/moved" ->
                "HTTP/1.1 302 So\r\nContent-Type: text/plain\r\nLocation: /target\r\nContent-Length: 0\r\n\r\n";
            default -> SmallServer.ok("Text/HTML; charset=utf-8", "<title>page</title>");
        };
    }

    private static JsonNode page(Crawled crawled, String url) {
        return Objects.requireNonNull(crawled.pagesByUrl().get(url));
    }

    @Test
    void recordsStatusAndTypeOfAnUnwantedBodyAndDoesNotReadIt() throws Exception {
        try (var server = new SmallServer(CrawlLimitsTest::answer)) {
            Crawled crawled = crawl(server, options -> options.extent(extent -> extent.acceptType("text/html")));
            JsonNode picture = page(crawled, server.url("/picture"));
            assertThat(picture.get("status").asInt()).isEqualTo(200);
            assertThat(picture.get("contentType").asString()).isEqualTo("image/png");
            assertThat(picture.get("truncated").asString()).isEqualTo("unspecified");
            assertThat(picture.get("bytes").asLong()).isZero();
            assertThat(page(crawled, server.url("/page")).get("bytes").asLong()).isPositive();
            // What names no type is read, and a redirect is followed.
            assertThat(crawled.pagesByUrl()).containsKeys(server.url("/found"), server.url("/target"));
        }
    }

    @Test
    void acceptsAllSubtypes() throws Exception {
        try (var server = new SmallServer(CrawlLimitsTest::answer)) {
            Crawled crawled = crawl(
                    server,
                    options -> options.extent(
                            extent -> extent.acceptType("IMAGE/*").acceptType("text/html")));
            assertThat(page(crawled, server.url("/picture")).get("bytes").asLong())
                    .isPositive();
        }
    }

    @Test
    void refusesWhatIsNoMediaType() {
        for (String type : new String[] {"html", "", "text/", "/html", "*/*/*", "text/html; charset=utf-8"}) {
            assertThatThrownBy(() -> CrawlOptions.from("http://a.test/")
                            .extent(extent -> extent.acceptType(type))
                            .build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no media type");
        }
    }

    @Test
    void skipsTheRestOfAHostAfterSoManyPages() throws Exception {
        try (var server = new SmallServer(CrawlLimitsTest::answer)) {
            Crawled crawled = crawl(server, options -> options.extent(extent -> extent.maxPagesPerHost(2)));
            assertThat(crawled.pages()).hasSize(2);
            assertThat(crawled.skipped())
                    .allMatch(skip -> skip.get("reason").asString().equals("host-limit"));
        }
    }

    @Test
    void keepsTheRateOfTheWholeCrawl() throws Exception {
        String body = "x".repeat(10_000);
        try (var server = new SmallServer(path -> path.equals("/") ? INDEX : SmallServer.ok("text/plain", body))) {
            long start = System.nanoTime();
            crawl(server, options -> options.pace(pace -> pace.limitRate(20_000)));
            // Forty thousand bytes take two seconds, of which the first may be saved up.
            assertThat(System.nanoTime() - start).isGreaterThan(500_000_000L);
        }
    }
}
