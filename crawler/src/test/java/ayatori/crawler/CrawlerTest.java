package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.demosite.DemoSite;
import ayatori.demosite.Expectation;
import ayatori.demosite.Outcome;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a crawl can be told, one thing at a time. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class CrawlerTest {
    private DemoSite site;

    @BeforeAll
    void start() throws Exception {
        site = DemoSite.start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @Test
    void handsEachPageToTheHandlerOneAtATime() throws Exception {
        List<String> titles = new ArrayList<>(); // no lock: handlers take turns at their awaits
        int[] running = {0};
        CrawlReport report = Crawler.of(options().depth(1).build())
                .onPage(page -> {
                    running[0]++;
                    assertThat(running[0]).isEqualTo(1);
                    titles.add(String.valueOf(page.title()));
                    running[0]--;
                    Async.sleep(Duration.ZERO);
                })
                .run();
        assertThat(titles).hasSize((int) report.pages()).contains("Museum of String Figures");
        assertThat(report.seedsFetched()).isEqualTo(1);
    }

    @Test
    void goesOnWhenTheHandlerFails(@TempDir Path folder) throws Exception {
        CrawlReport report = Crawler.of(options().depth(1).out(folder).build())
                .onPage(page -> {
                    if (page.depth() == 0) {
                        throw new IllegalStateException("a handler's own mistake");
                    }
                    throw new NoClassDefFoundError("a class that its library lacks");
                })
                .run();
        assertThat(report.pages()).isGreaterThan(1);
        assertThat(Crawled.read(folder).pages())
                .noneMatch(page -> page.path("error").path("kind").asString().equals("protocol"));
    }

    @Test
    void stopsAtTheDepthLimit(@TempDir Path folder) throws Exception {
        Crawler.of(options().depth(1).out(folder).build()).run();
        Crawled crawled = Crawled.read(folder);
        assertThat(crawled.pages()).allMatch(page -> page.get("depth").asInt() <= 1);
        assertThat(crawled.skipReasons()).containsValue("depth");
    }

    @Test
    void beginsAtThePagesOfTheSitemapsWhenAskedTo(@TempDir Path folder) throws Exception {
        CrawlReport report = Crawler.of(
                        options().depth(0).sitemaps(true).out(folder).build())
                .run();
        assertThat(report.seedsFetched()).isEqualTo(1);
        Crawled crawled = Crawled.read(folder);
        var pages = crawled.pagesByUrl();
        String sitemap = site.url().resolve("/sitemap.xml").toString();
        JsonNode record = requireNonNull(pages.get(sitemap));
        assertThat(record.get("status").asInt()).isEqualTo(200);
        assertThat(record.get("bytes").asLong()).isGreaterThan(1_000);
        List<String> unlinked = site.expectations().stream()
                .filter(expected -> expected.outcome() instanceof Outcome.Unlinked)
                .map(Expectation::url)
                .toList();
        assertThat(unlinked).isNotEmpty();
        assertThat(pages).containsKeys(unlinked.toArray(String[]::new));
        assertThat(requireNonNull(pages.get(unlinked.getFirst()))
                        .get("referrer")
                        .asString())
                .isEqualTo(sitemap);
    }

    @Test
    void looksForSitemapsWhereTheyCustomarilyAreIfNoRobotsTxtNamesOne(@TempDir Path folder) throws Exception {
        Crawler.of(options().depth(0).sitemaps(true).robots(false).out(folder).build())
                .run();
        assertThat(Crawled.read(folder).pagesByUrl())
                .containsKey(site.url().resolve("/sitemap.xml").toString())
                .containsKey(site.url().resolve("/archive/1").toString());
    }

    @Test
    void stopsAtThePageLimitAndRecordsTheRest(@TempDir Path folder) throws Exception {
        CrawlReport report =
                Crawler.of(options().maxPages(10).out(folder).build()).run();
        assertThat(report.end()).isEqualTo(CrawlReport.End.BUDGET);
        assertThat(report.pages()).isEqualTo(10);
        Crawled crawled = Crawled.read(folder);
        assertThat(crawled.pages()).hasSize(10);
        assertThat(crawled.skipReasons()).containsValue("budget");
    }

    @Test
    void writesTheTextFormatOfTheArticle(@TempDir Path folder) throws Exception {
        Crawler.of(options()
                        .maxPages(1)
                        .output(output -> output.formats(java.util.Set.of(OutputFormat.TXT)))
                        .out(folder)
                        .build())
                .run();
        assertThat(Files.readString(folder.resolve("pages.txt")))
                .isEqualTo("URL: " + site.url() + "\nTitle: Museum of String Figures\n\n");
        assertThat(folder.resolve("pages.jsonl")).isNotEmptyFile();
    }

    @Test
    void leavesLinksOutWhereAsked(@TempDir Path folder) throws Exception {
        Crawler.of(options()
                        .maxPages(1)
                        .output(output -> output.links(LinkDetail.COUNT))
                        .out(folder)
                        .build())
                .run();
        var page = Crawled.read(folder).pages().getFirst();
        assertThat(page.has("links")).isFalse();
        assertThat(page.get("linkCount").asInt()).isPositive();
    }

    @Test
    void refusesAFolderThatHoldsACrawl(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("pages.jsonl"));
        assertThatThrownBy(() -> Crawler.of(options().out(folder).build()).start())
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("already holds a crawl");
    }

    @Test
    void refusesAFileInPlaceOfAFolder(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Crawler.of(options().out(file).build()).start())
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void tellsWhyASeedWasNotFetched() throws Exception {
        int closedPort;
        try (var socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        String refused = "http://127.0.0.1:" + closedPort + "/";
        String unknown = "http://nowhere.invalid/";
        String missing = site.url() + "no-such-page";
        CrawlReport report = Crawler.of(
                        CrawlOptions.from(refused, unknown, missing).retries(0).build())
                .run();
        assertThat(report.seedsFetched()).isZero();
        assertThat(report.seedProblems()).containsOnlyKeys(refused, unknown, missing);
        assertThat(report.seedProblems().get(missing)).isEqualTo("The server answered 404.");
        assertThat(report.seedProblems().get(unknown)).contains("nowhere.invalid");
    }

    @Test
    void aSeedThatRedirectsFaresAsWhatItLeadsTo() throws Exception {
        try (var server = new SmallServer(path -> switch (path) {
            case "/moved" -> SmallServer.status(301, "Location: /moved-again");
            case "/moved-again" -> SmallServer.status(302, "Location: /here");
            case "/here" -> SmallServer.ok("text/html", "<title>Here</title>");
            case "/lost" -> SmallServer.status(301, "Location: /nowhere");
            case "/round" -> SmallServer.status(301, "Location: /round");
            default -> SmallServer.status(404);
        })) {
            assertThat(crawl(server.url("/moved")).seedsFetched()).isEqualTo(1);
            assertThat(crawl(server.url("/lost")).seedProblems())
                    .containsExactly(Map.entry(
                            server.url("/lost"),
                            "It redirects to " + server.url("/nowhere") + ". The server answered 404."));
            assertThat(crawl(server.url("/round")).seedProblems())
                    .containsExactly(Map.entry(
                            server.url("/round"),
                            "It redirects to " + server.url("/round") + ", and nothing was fetched from there."));
        }
    }

    private static CrawlReport crawl(String seed) throws Exception {
        return Crawler.of(CrawlOptions.from(seed)
                        .delay(Delay.of(Duration.ZERO))
                        .retries(0)
                        .build())
                .run();
    }

    @Test
    void refusesPrivateAddressesThatNoSeedNames(@TempDir Path folder) throws Exception {
        // The annex is at localhost: another host than the museum's 127.0.0.1, and as private.
        Crawler.of(CrawlOptions.from(site.url().resolve("/about").toString())
                        .scope(ScopeKind.ANY)
                        .depth(2)
                        .robots(false)
                        .delay(Delay.of(Duration.ZERO))
                        .out(folder)
                        .build())
                .run();
        Crawled crawled = Crawled.read(folder);
        String annex = site.annexUrl().toString();
        assertThat(crawled.pagesByUrl()).doesNotContainKey(annex);
        assertThat(crawled.skipReasons()).containsEntry(annex, "private-address");
    }

    @Test
    void stopsCleanlyWhenAsked(@TempDir Path folder) throws Exception {
        Crawl crawl = Crawler.of(options().out(folder).build()).start();
        crawl.stop();
        CrawlReport report = crawl.await();
        assertThat(report.end()).isEqualTo(CrawlReport.End.STOPPED);
        assertThat(Crawled.read(folder).pages()).hasSize((int) report.pages());
        assertThat(crawl.progress().state()).isEqualTo(CrawlProgress.State.ENDED);
    }

    private CrawlOptions.Builder options() {
        return CrawlOptions.from(site.url().toString()).delay(Delay.of(Duration.ZERO));
    }
}
