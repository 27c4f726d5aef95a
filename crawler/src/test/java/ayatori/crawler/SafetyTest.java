package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a whole crawl promises of itself, against servers that answer a robots.txt in every way there is. */
@Timeout(60)
final class SafetyTest {
    private static final String PAGE = SmallServer.ok("text/html", "<title>t</title><a href=/no/2>2</a>");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 451})
    void crawlsWhereRobotsTxtIsRefused(int status) throws Exception {
        try (var server = new SmallServer(path -> path.equals("/robots.txt") ? SmallServer.status(status) : PAGE)) {
            crawl(CrawlOptions.from(server.url("/1")));
            assertThat(server.paths()).containsExactly("/robots.txt", "/1", "/no/2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 599})
    void keepsAwayWhereRobotsTxtFails(int status) throws Exception {
        try (var server = new SmallServer(path -> path.equals("/robots.txt") ? SmallServer.status(status) : PAGE)) {
            crawl(CrawlOptions.from(server.url("/1")).maxTime(Duration.ofSeconds(3)));
            assertThat(server.paths()).isNotEmpty().containsOnly("/robots.txt");
        }
    }

    @Test
    void keepsAwayWhereRobotsTxtBringsNoAnswer() throws Exception {
        try (var server = new SmallServer(path -> path.equals("/robots.txt") ? "" : PAGE)) {
            crawl(CrawlOptions.from(server.url("/1")));
            assertThat(server.paths()).isNotEmpty().containsOnly("/robots.txt");
            assertThat(Crawled.read(folder).skipReasons()).containsEntry(server.url("/1"), "robots");
        }
    }

    @Test
    void followsRobotsTxtWhereItMovedFiveTimes() throws Exception {
        try (var server = new SmallServer(path -> switch (path) {
            case "/robots.txt" -> SmallServer.status(301, "Location: /moved1");
            case "/moved1" -> SmallServer.status(302, "Location: /moved2");
            case "/moved2" -> SmallServer.status(303, "Location: /moved3");
            case "/moved3" -> SmallServer.status(307, "Location: /moved4");
            case "/moved4" -> SmallServer.status(308, "Location: /moved5");
            case "/moved5" -> SmallServer.ok("text/plain", "User-agent: *\nDisallow: /no/\n");
            default -> PAGE;
        })) {
            crawl(CrawlOptions.from(server.url("/1")));
            assertThat(server.paths()).contains("/moved5").endsWith("/1").doesNotContain("/no/2");
            assertThat(Crawled.read(folder).skipReasons()).containsEntry(server.url("/no/2"), "robots");
        }
    }

    @Test
    void reads500KibibytesOfRobotsTxt() throws Exception {
        String rule = "\nUser-agent: *\nDisallow: /no/\n";
        String robots = "#".repeat((500 << 10) - rule.length()) + rule + "#".repeat(1 << 20) + "\nDisallow: /\n";
        try (var server =
                new SmallServer(path -> path.equals("/robots.txt") ? SmallServer.ok("text/plain", robots) : PAGE)) {
            crawl(CrawlOptions.from(server.url("/1")));
            assertThat(server.paths()).containsExactly("/robots.txt", "/1");
        }
    }

    @Test
    void sendsSecretsToTheOriginsOfTheSeedsOnly() throws Exception {
        try (var other = new SmallServer(_ -> SmallServer.ok("text/html", "other"));
                var seed = new SmallServer(
                        _ -> SmallServer.ok("text/html", "<a href=" + other.url("/there") + ">there</a>"))) {
            crawl(CrawlOptions.from(seed.url("/"))
                    .scope(ScopeKind.ANY)
                    .robots(false)
                    .header("Authorization", "Bearer s3cret")
                    .header("Cookie", "s3cret=1")
                    .header("X-Kept", "yes"));
            assertThat(seed.requests())
                    .singleElement()
                    .asString()
                    .contains("Authorization: Bearer s3cret", "Cookie: s3cret=1", "X-Kept: yes");
            assertThat(other.requests())
                    .singleElement()
                    .asString()
                    .contains("X-Kept: yes")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void goesToPrivateAddressesWhereThatIsAllowed() throws Exception {
        try (var other = new SmallServer(_ -> SmallServer.ok("text/html", "other"))) {
            String there = other.url("/there").replace("127.0.0.1", "localhost");
            try (var seed = new SmallServer(_ -> SmallServer.ok("text/html", "<a href=" + there + ">there</a>"))) {
                crawl(CrawlOptions.from(seed.url("/"))
                        .scope(ScopeKind.ANY)
                        .robots(false)
                        .allowPrivate(true));
                assertThat(other.paths()).containsExactly("/there");
            }
        }
    }

    private void crawl(CrawlOptions.Builder options) throws Exception {
        Crawler.of(options.delay(Delay.of(Duration.ZERO))
                        .perHost(1)
                        .retries(0)
                        .out(folder)
                        .build())
                .run();
    }
}
