package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Handlers that fail, try again, or ask for what cannot be. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class HandlerFailureTest {
    private DemoSite site;

    @BeforeAll
    void start() throws Exception {
        site = DemoSite.start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    /** Only the handler leads further. */
    private CrawlOptions.Builder options(String path) {
        return CrawlOptions.from(site.url().resolve(path).toString())
                .followLinks(false)
                .delay(Delay.of(Duration.ZERO));
    }

    private static List<JsonNode> items(Path folder) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("items.jsonl"))) {
            items.add(JsonMapper.shared().readTree(line));
        }
        return items;
    }

    @Test
    void aFailureDropsWhatWasAskedForAndStopsOnRequest(@TempDir Path folder) throws Exception {
        for (FailurePolicy policy : FailurePolicy.values()) {
            Path out = folder.resolve(policy.name());
            int[] calls = {0};
            CrawlReport report = Crawler.of(
                            options("/bazaar/").retries(1).out(out).build())
                    .onPage(page -> {
                        calls[0]++;
                        page.emit("thing", Map.of("a", 1));
                        page.follow("/bazaar/strings/");
                        throw new IllegalStateException("the handler's mistake");
                    })
                    .onHandlerFailure(policy)
                    .run();
            boolean stops = policy == FailurePolicy.STOP;
            assertThat(report.handlerFailures()).isEqualTo(calls[0]);
            assertThat(calls[0]).isEqualTo(policy == FailurePolicy.RETRY ? 2 : 1);
            assertThat(report.pages()).isEqualTo(stops ? 0 : 1);
            assertThat(report.items()).isZero();
            assertThat(out.resolve("items.jsonl")).doesNotExist();
            assertThat(report.end()).isEqualTo(stops ? CrawlReport.End.FAILED : CrawlReport.End.DONE);
            if (stops) {
                assertThat(report.problem()).contains("the handler's mistake", site.url() + "bazaar/");
            }
        }
    }

    @Test
    void retriesAsOftenAsTheOptionsAllow(@TempDir Path folder) throws Exception {
        List<String> tries = new ArrayList<>();
        CrawlReport report = Crawler.of(
                        CrawlOptions.from(site.url().resolve("/bazaar/strings/").toString())
                                .depth(1)
                                .retries(2)
                                .delay(Delay.of(Duration.ZERO))
                                .out(folder.resolve("out"))
                                .build())
                .onPage(page -> {
                    if (page.depth() == 0) {
                        page.emit("list", Map.of("try", page.attempts()));
                        tries.add(page.attempts() + " " + page.retry());
                    }
                })
                .run();
        assertThat(tries).containsExactly("1 true", "2 true", "3 false");
        assertThat(items(folder.resolve("out"))).hasSize(1);
        assertThat(report.pages()).isGreaterThan(10);
        JsonNode record = requireNonNull(Crawled.read(folder.resolve("out"))
                .pagesByUrl()
                .get(site.url().resolve("/bazaar/strings/").toString()));
        assertThat(record.get("earlierAttempts").get(0).get("error").asString()).isEqualTo("handler");
        assertThat(record.get("earlierAttempts").get(0).get("status").asInt()).isEqualTo(200);
    }

    /** Without a limit of depth, the fetch loop remembers which links it has sent. */
    @Test
    void aRetriedPageLosesNoLinks() throws Exception {
        Set<String> seen = new java.util.TreeSet<>();
        try (var server = new SmallServer(path -> SmallServer.ok(
                "text/html", path.equals("/") ? "<a href=/a>a</a><a href=/b>b</a>" : "<a href=/c>c</a>"))) {
            Crawler.of(CrawlOptions.from(server.url("/"))
                            .robots(false)
                            .retries(1)
                            .delay(Delay.of(Duration.ZERO))
                            .build())
                    .onPage(page -> {
                        page.retry();
                        seen.add(page.url().substring(server.url("").length()));
                    })
                    .run();
        }
        assertThat(seen).containsExactly("/", "/a", "/b", "/c");
    }

    @Test
    void refusesToAskForMoreThanFitsInMemory(@TempDir Path folder) throws Exception {
        String megabyte = "x".repeat(1 << 20);
        CrawlReport report = Crawler.of(
                        options("/bazaar/").out(folder.resolve("out")).build())
                .onPage(page -> {
                    assertThatThrownBy(() -> {
                                for (int i = 0; i < 64; i++) {
                                    page.emit("large", Map.of("text", megabyte));
                                }
                            })
                            .hasMessage("The handler of " + page.url()
                                    + " asks for more than 64 MB of requests and items, which one page may not.");
                    assertThatThrownBy(() -> page.follow("/bazaar/strings/")).hasMessageContaining("more than 64 MB");
                    page.crawl().stop();
                })
                .run();
        assertThat(report.items()).isEqualTo(63);
    }

    @Test
    void saysWhyAnItemCannotBeEmitted() throws Exception {
        List<String> messages = new ArrayList<>();
        List<Page> pages = new ArrayList<>();
        Crawler.of(options("/bazaar/").build())
                .onPage(page -> {
                    pages.add(page);
                    assertThatThrownBy(() -> page.emit("thing", Map.of()))
                            .hasMessage("There is no place for items: give the crawl an output folder, or a sink by"
                                    + " writeItemsTo.")
                            .satisfies(e -> messages.add(String.valueOf(e.getMessage())));
                })
                .run();
        assertThat(messages).hasSize(1);
        assertThatThrownBy(() -> pages.getFirst().follow("/")).hasMessageContaining("has ended");
        assertThatThrownBy(() -> pages.getFirst().retry()).hasMessageContaining("has ended");
    }

    /** As a JSON API may send them. */
    @Test
    void halfCharactersCostNothingButThemselves(@TempDir Path folder) throws Exception {
        CrawlReport report = Crawler.of(
                        options("/bazaar/").out(folder.resolve("out")).build())
                .onPage(page -> {
                    page.emit("thing\uD800", Map.of("a\uDC00b", "c\uD83D\u0000\u202E\uD83D\uDE00"));
                    if (page.label() == null) {
                        page.follow(
                                Request.get("/bazaar/stock").label("x\uD800").data(Map.of("y", "\uDFFF\n")));
                    }
                })
                .run();
        assertThat(report.handlerFailures()).isZero();
        assertThat(items(folder.resolve("out")).getFirst().toString())
                .contains("thing\uFFFD", "a\uFFFDb", "c\uFFFD\\u0000\u202E\uD83D\uDE00");
        assertThat(Files.readString(folder.resolve("out/items.jsonl"))).doesNotContain("\u202E");
        JsonNode asked = Crawled.read(folder.resolve("out")).pages().getLast();
        assertThat(asked.get("label").asString()).isEqualTo("x\uFFFD");
        assertThat(asked.get("data").get("y").asString()).isEqualTo("\uFFFD\n");
        assertThat(Files.readAllLines(folder.resolve("out/pages.jsonl"))).hasSize(2);
    }

    @Test
    void refusesWhatIsNoItem(@TempDir Path folder) throws Exception {
        Crawler.of(options("/bazaar/").out(folder.resolve("out")).build())
                .onPage(page -> {
                    for (Object wrong : new Object[] {"text", 1, List.of(1)}) {
                        assertThatThrownBy(() -> page.emit("thing", wrong))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining("The item \"thing\" has no properties");
                    }
                    assertThatThrownBy(() -> page.emit(" ", Map.of())).hasMessage("An item needs a name.");
                    assertThatThrownBy(() -> page.form("#nowhere"))
                            .hasMessageContaining("No form matches \"#nowhere\"");
                    assertThatThrownBy(() -> page.data(Map.class)).hasMessageContaining("has no data");
                })
                .run();
        assertThatThrownBy(() -> Request.of("CONNECT", "/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Request.get("/").header("Host", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Request.post("/").form("a")).hasMessageContaining("one is missing after \"a\"");
        assertThat(Request.of("post", "/").method()).isEqualTo("POST");
    }

    @Test
    void anUnroutedLabelIsAFailure() throws Exception {
        CrawlReport report = Crawler.of(options("/bazaar/").build())
                .onPage(Router.create().on("product", _ -> {}))
                .run();
        assertThat(report.handlerFailures()).isEqualTo(1);
        assertThatThrownBy(() -> Router.create().on("a", _ -> {}).on("a", _ -> {}))
                .hasMessage("The label \"a\" is routed twice.");
    }
}
