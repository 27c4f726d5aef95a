package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class DemoSiteTest {

    private DemoSite site;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        site = DemoSite.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        site.close();
    }

    @Test
    void answersEveryExpectedUrlAsExpected() throws Exception {
        for (Expectation expectation : site.expectations()) {
            if (expectation.outcome() instanceof Outcome.Skipped) {
                continue;
            }
            URI url = URI.create(expectation.url());
            switch (expectation.outcome()) {
                case Outcome.Page(String title, int attempts) -> assertPage(url, title, attempts);
                case Outcome.Unlinked(String title) -> assertPage(url, title, 1);
                case Outcome.Document(String contentType) -> {
                    HttpResponse<byte[]> response = get(url);
                    assertThat(response.statusCode()).as("%s", url).isEqualTo(200);
                    assertThat(contentType(response)).as("%s", url).startsWith(contentType);
                }
                case Outcome.Redirect(int status, String to) -> {
                    HttpResponse<byte[]> response = get(url);
                    assertThat(response.statusCode()).as("%s", url).isEqualTo(status);
                    assertThat(resolve(url, location(response))).as("%s", url).isEqualTo(to);
                }
                case Outcome.Refused(int status) ->
                    assertThat(get(url).statusCode()).as("%s", url).isEqualTo(status);
                case Outcome.Truncated(), Outcome.Broken(), Outcome.Skipped(Set<String> _), Outcome.Endless() -> {
                    // Shown by tests of their own.
                }
            }
        }
    }

    private void assertPage(URI url, String title, int attempts) throws Exception {
        // A client may repeat a request by itself when its connection closes without a byte: so ask the site's own log.
        HttpResponse<byte[]> response = get(url);
        while (response.statusCode() != 200 && requestsFor(url).size() < attempts) {
            response = get(url);
        }
        assertThat(response.statusCode()).as("%s", url).isEqualTo(200);
        assertThat(requestsFor(url)).as("%s", url).hasSize(attempts);
        assertThat(requestsFor(url).subList(0, attempts - 1))
                .as("%s", url)
                .noneMatch(request -> request.status() == 200);
        assertThat(contentType(response)).as("%s", url).startsWith("text/html");
        if (!url.getPath().startsWith("/markup/")) {
            assertThat(text(url, response)).as("%s", url).contains("<title>" + Html.escape(title) + "</title>");
        }
    }

    @Test
    void hasAFewHundredPages() {
        assertThat(site.expectations().stream().filter(expectation -> expectation.outcome() instanceof Outcome.Page))
                .hasSizeBetween(300, 500);
    }

    @Test
    void expectsEachUrlOnce() {
        assertThat(site.expectations().stream().map(Expectation::url)).doesNotHaveDuplicates();
    }

    @Test
    void neverAnswersWithinLimitsWhatIsExpectedToBeBroken() throws Exception {
        for (Expectation expectation : site.expectations()) {
            if (expectation.outcome() instanceof Outcome.Broken || expectation.outcome() instanceof Outcome.Truncated) {
                URI url = URI.create(expectation.url());
                boolean whole;
                try {
                    whole = decoded(get(url)).length < 10_000_000;
                } catch (IOException _) {
                    whole = false;
                }
                assertThat(whole).as("%s", url).isFalse();
            }
        }
    }

    @Test
    void endlessAreasAlwaysLinkOneStepFurther() throws Exception {
        assertThat(body("/calendar/2026-12")).contains("href=\"2027-01\"");
        assertThat(body("/mirror/mirror/mirror/")).contains("href=\"mirror/\"");
        assertThat(body("/scroll/?text=abc")).contains("href=\"/scroll/?text=abcabcabc\"");
        assertThat(location(get(site.url().resolve("/redirects/forever/7")))).isEqualTo("8");
    }

    @Test
    void asksForPatienceOnceWithRetryAfter() throws Exception {
        HttpResponse<byte[]> first = get(site.url().resolve("/manners/busy"));
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(get(site.url().resolve("/manners/busy")).statusCode()).isEqualTo(200);
    }

    @Test
    void compressesForWhoeverAcceptsGzip() throws Exception {
        URI everything = site.url().resolve("/traps/everything");
        HttpResponse<byte[]> plain = get(everything);
        HttpResponse<byte[]> compressed = client.send(
                HttpRequest.newBuilder(everything)
                        .header("Accept-Encoding", "gzip, br")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 5);
        assertThat(decoded(compressed)).isEqualTo(plain.body());
    }

    @Test
    void linksAThousandTimesFromOnePage() throws Exception {
        assertThat(body("/traps/everything").lines().filter(line -> line.startsWith("<li><a href")))
                .hasSize(1000);
    }

    @Test
    void theSitemapNamesWhatNoPageLinks() throws Exception {
        String sitemap = body("/sitemap.xml");
        assertThat(site.expectations().stream()
                        .filter(expectation -> expectation.outcome() instanceof Outcome.Unlinked)
                        .map(Expectation::url)
                        .filter(url -> url.contains("/archive/")))
                .hasSize(6)
                .allSatisfy(url -> assertThat(sitemap).contains("<loc>" + url + "</loc>"));
    }

    @Test
    void theAnnexAsksForACrawlDelay() throws Exception {
        assertThat(text(site.annexUrl(), get(site.annexUrl().resolve("/robots.txt"))))
                .contains("User-agent: *")
                .contains("Crawl-delay: 1");
        assertThat(text(site.annexUrl(), get(site.annexUrl()))).contains("/reading-room");
    }

    @Test
    void theAboutPageLeadsToEveryCorner() throws Exception {
        String about = body("/about");
        Set<String> corners = site.expectations().stream()
                .map(Expectation::corner)
                .filter(corner -> !corner.equals("About this site"))
                .collect(Collectors.toSet());
        assertThat(corners).hasSize(11).allSatisfy(corner -> assertThat(about).contains(">" + corner + "</a>"));
    }

    @Test
    void logsWhatWasAskedAndByWhom() throws Exception {
        client.send(
                HttpRequest.newBuilder(site.url().resolve("/figures/?list=2"))
                        .header("User-Agent", "Visitor/1.0")
                        .build(),
                BodyHandlers.discarding());
        List<Request> requests = site.requests();
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().url()).isEqualTo(site.url() + "figures/?list=2");
        assertThat(requests.getFirst().userAgent()).isEqualTo("Visitor/1.0");
        assertThat(requests.getFirst().method()).isEqualTo("GET");
        assertThat(requests.getFirst().status()).isEqualTo(200);
    }

    @Test
    void twoSitesServeTheSameBytes() throws Exception {
        byte[] first = get(site.url().resolve("/figures/jacobs-ladder/step/3")).body();
        try (var other = DemoSite.start()) {
            assertThat(get(other.url().resolve("/figures/jacobs-ladder/step/3")).body())
                    .isEqualTo(first);
        }
    }

    @Test
    void isGoneOnceClosed() {
        site.close();
        assertThat(statusOrZero(site.url())).isZero();
    }

    private String body(String path) throws Exception {
        URI url = site.url().resolve(path);
        return text(url, get(url));
    }

    private HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
    }

    private List<Request> requestsFor(URI url) {
        return site.requests().stream()
                .filter(request -> request.url().equals(url.toString()))
                .toList();
    }

    private int statusOrZero(URI url) {
        try {
            return get(url).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts tests", e);
        }
    }

    private static byte[] decoded(HttpResponse<byte[]> response) throws IOException {
        if (response.headers().firstValue("Content-Encoding").isEmpty()) {
            return response.body();
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return in.readAllBytes();
        }
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Resolves a reference; {@link URI#resolve} drops the last segment before a query, as RFC 2396 said. */
    private static String resolve(URI base, String reference) {
        return reference.startsWith("?")
                ? base + reference
                : base.resolve(reference).toASCIIString();
    }

    /** The Location header; raw UTF-8 bytes in it arrive as Latin-1. */
    private static String location(HttpResponse<?> response) {
        String value = response.headers().firstValue("Location").orElse("");
        return new String(value.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), UTF_8);
    }

    /** The text in the encoding that the path's last segment, for the Languages corner, is named after. */
    private static String text(URI url, HttpResponse<byte[]> response) {
        String path = url.getPath().toLowerCase(Locale.ROOT);
        String charset = path.contains("sjis")
                ? "Shift_JIS"
                : path.contains("eucjp")
                        ? "EUC-JP"
                        : path.contains("utf16le")
                                ? "UTF-16LE"
                                : path.contains("utf16be")
                                        ? "UTF-16BE"
                                        : path.contains("latin1") ? "windows-1252" : "UTF-8";
        return new String(response.body(), Charset.forName(charset));
    }
}
