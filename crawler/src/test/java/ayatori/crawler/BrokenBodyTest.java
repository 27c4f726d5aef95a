package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The status and the headers of an answer are good whatever becomes of its body. */
@Timeout(60)
final class BrokenBodyTest {
    private static final String UNDECODABLE = "Content-Encoding: gzip\r\nConnection: close\r\n\r\nno gzip at all";

    @TempDir
    private Path folder;

    private Crawled crawl(SmallServer server) throws Exception {
        Path out = folder.resolve("out");
        Crawler.of(CrawlOptions.from(server.url("/"))
                        .delay(Delay.of(Duration.ZERO))
                        .robots(false)
                        .retries(0)
                        .out(out)
                        .build())
                .run();
        return Crawled.read(out);
    }

    @Test
    void followsARedirectWhoseBodyCannotBeDecoded() throws Exception {
        try (var server = new SmallServer(path -> path.equals("/")
                ? "HTTP/1.1 302 So\r\nLocation: /next\r\n" + UNDECODABLE
                : SmallServer.ok("text/html", "<title>there</title>"))) {
            Crawled crawled = crawl(server);
            JsonNode redirect = Objects.requireNonNull(crawled.pagesByUrl().get(server.url("/")));
            assertThat(redirect.get("status").asInt()).isEqualTo(302);
            assertThat(redirect.get("redirectTo").asString()).isEqualTo(server.url("/next"));
            assertThat(redirect.has("error")).isFalse();
            assertThat(crawled.pagesByUrl()).containsKey(server.url("/next"));
        }
    }

    @Test
    void followsARedirectWhoseBodyIsCutOff() throws Exception {
        try (var server = new SmallServer(path -> path.equals("/")
                ? "HTTP/1.1 301 So\r\nLocation: /next\r\nContent-Length: 100\r\n\r\nshort"
                : SmallServer.ok("text/html", "<title>there</title>"))) {
            assertThat(crawl(server).pagesByUrl()).containsKey(server.url("/next"));
        }
    }

    @Test
    void recordsTheStatusOfAPageWhoseBodyCannotBeDecoded() throws Exception {
        for (int status : new int[] {200, 404, 500}) {
            try (var server = new SmallServer(
                    path -> "HTTP/1.1 " + status + " So\r\nContent-Type: text/html\r\n" + UNDECODABLE)) {
                Path out = folder.resolve("status" + status);
                CrawlReport report = Crawler.of(CrawlOptions.from(server.url("/"))
                                .robots(false)
                                .retries(0)
                                .out(out)
                                .build())
                        .run();
                JsonNode page = Crawled.read(out).pages().getFirst();
                assertThat(page.get("status").asInt()).isEqualTo(status);
                assertThat(page.get("contentType").asString()).isEqualTo("text/html");
                assertThat(page.get("error").get("kind").asString()).isEqualTo("content-encoding");
                assertThat(report.byStatus()).containsOnlyKeys(status);
            }
        }
    }
}
