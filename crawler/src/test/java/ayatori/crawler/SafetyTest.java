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
            assertThat(Crawled.read(folder).skipReasons()).containsEntry(server.url("/1"), "robots-unreachable");
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

    @ParameterizedTest
    @ValueSource(strings = {"/robots.txt", "javascript:alert(1)", "file:///etc/passwd"})
    void takesARobotsTxtThatNeverComesForNone(String location) throws Exception {
        try (var server = new SmallServer(
                path -> path.equals("/robots.txt") ? SmallServer.status(302, "Location: " + location) : PAGE)) {
            crawl(CrawlOptions.from(server.url("/1")));
            assertThat(server.paths()).contains("/1", "/no/2");
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
                    .access(access -> access.header("Authorization", "Bearer s3cret")
                            .header("Cookie", "s3cret=1")
                            .header("X-Kept", "yes")));
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

    /** Whoever writes a page could try other people's doors with our hands, or learn from us who is at them. */
    @Test
    void sendsNoCredentialsThatAPageARedirectOrASitemapNames() throws Exception {
        String unauthorized = SmallServer.status(401, "WWW-Authenticate: Basic realm=\"r\"");
        try (var other = new SmallServer(_ -> unauthorized)) {
            String secret = other.url("/").replace("http://", "http://me:s3cret@");
            String sitemap = "<urlset><url><loc>" + secret + "listed</loc></url></urlset>";
            try (var seed = new SmallServer(path -> switch (path) {
                case "/robots.txt" ->
                    SmallServer.ok("text/plain", "Sitemap: " + secret + "map.xml\nSitemap: /map.xml\n");
                case "/map.xml" -> SmallServer.ok("application/xml", sitemap);
                case "/moved" -> SmallServer.status(302, "Location: " + secret + "moved");
                default -> SmallServer.ok("text/html", "<a href=" + secret + "linked>1</a><a href=/moved>2</a>");
            })) {
                crawl(CrawlOptions.from(seed.url("/")).scope(ScopeKind.ANY).sitemaps(true));
            }
            assertThat(other.paths()).contains("/linked", "/moved", "/listed");
            assertThat(other.requests()).noneMatch(request -> request.contains("Authorization"));
            for (String file : new String[] {"pages.jsonl", "skipped.jsonl", "summary.json"}) {
                assertThat(folder.resolve(file)).content().doesNotContain("s3cret");
            }
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
                        .access(access -> access.allowPrivate(true)));
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
