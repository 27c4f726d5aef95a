package ayatori.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crawl makes of PDFs. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class PdfCrawlTest {
    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page("/", "text/html", "<a href=a.pdf>a</a><a href=broken.pdf>b</a>".getBytes(StandardCharsets.UTF_8));
        page("/a.pdf", "application/pdf", PdfExtractorTest.pdf(pdf -> PdfExtractorTest.link(pdf, url("/next"))));
        page("/broken.pdf", "application/pdf", "%PDF-1.4 broken".getBytes(StandardCharsets.UTF_8));
        page("/next", "text/html", "<title>Next</title>".getBytes(StandardCharsets.UTF_8));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void page(String path, String type, byte[] body) {
        server.createContext(path, exchange -> {
            boolean isThis = exchange.getRequestURI().getPath().equals(path);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(isThis ? 200 : 404, isThis ? body.length : -1);
            if (isThis) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    private Map<String, RecordedPage> crawl(boolean pdf) throws Exception {
        CrawlOptions options = CrawlOptions.from(url("/"))
                .delay(Delay.of(Duration.ZERO))
                .robots(false)
                .content(content -> content.pdf(pdf)
                        .field("price=re:Price: ([0-9.]+)|number")
                        .metadata(true))
                .out(folder.resolve(pdf ? "with" : "without"))
                .build();
        Crawler.of(options).run();
        Map<String, RecordedPage> byPath = new HashMap<>();
        try (Stream<RecordedPage> pages =
                CrawlReader.open(folder.resolve(pdf ? "with" : "without")).pages()) {
            pages.forEach(page -> byPath.put(page.url().substring(url("").length()), page));
        }
        return byPath;
    }

    @Test
    void pdfsAreReadIfTheyAreAskedFor() throws Exception {
        Map<String, RecordedPage> pages = crawl(true);
        assertThat(pages).containsOnlyKeys("/", "/a.pdf", "/broken.pdf", "/next");
        RecordedPage pdf = java.util.Objects.requireNonNull(pages.get("/a.pdf"));
        assertThat(pdf.title()).isEqualTo("A title");
        assertThat(pdf.links()).containsExactly("https://example.org/next", url("/next"));
        assertThat(pdf.fields()).hasToString("{price=12.5}");
        assertThat(pdf.metadata()).containsEntry("author", "Ann");
    }

    @Test
    void pdfsAreNoPagesOtherwise() throws Exception {
        assertThat(crawl(false)).containsOnlyKeys("/");
    }
}
