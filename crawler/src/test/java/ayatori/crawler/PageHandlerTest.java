package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedItem;
import ayatori.demosite.DemoSite;
import java.io.IOException;
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
import tools.jackson.databind.json.JsonMapper;

/** What a page tells its handler, and what the handler may ask for. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class PageHandlerTest {
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

    private record Product(String name, String price) {}

    @Test
    void followsByLabelAndWritesItemsOnce(@TempDir Path folder) throws Exception {
        CrawlReport report = Crawler.of(
                        options("/bazaar/strings/").out(folder.resolve("out")).build())
                .onPage(Router.create()
                        .onDefault(page -> {
                            assertThat(page.followAll(
                                            "a.product",
                                            link -> link.label("product").data(Map.of("list", page.url()))))
                                    .isPositive();
                            page.followAll("a[rel=next]");
                        })
                        .on(
                                "product",
                                page -> page.emit(new Product(
                                        page.select("h1").text(),
                                        page.xpath("//p[@class='price']").text()))))
                .run();
        assertThat(report.handlerFailures()).isZero();
        assertThat(report.items()).isEqualTo(12);
        try (var recorded = CrawlReader.open(folder.resolve("out")).items()) {
            assertThat(recorded.map(RecordedItem::name)).hasSize(12).containsOnly("product");
        }
        List<JsonNode> items = items(folder.resolve("out"));
        assertThat(items)
                .hasSize(12)
                .allMatch(item -> item.get("name").asString().equals("product"));
        assertThat(items.stream().map(item -> item.get("fields").toString()))
                .contains("{\"name\":\"Silk string\",\"price\":\"€ 12.00\"}");
        var silk = requireNonNull(Crawled.read(folder.resolve("out"))
                .pagesByUrl()
                .get(site.url().resolve("/bazaar/strings/silk").toString()));
        assertThat(silk.get("label").asString()).isEqualTo("product");
        assertThat(silk.get("data").get("list").asString()).endsWith("/bazaar/strings/");
        assertThat(silk.get("depth").asInt()).isEqualTo(1);
        // The list and its pages; nothing that a page merely links to.
        assertThat(report.pages()).isEqualTo(12 + 3);
    }

    @Test
    void logsInByAFormAndHandsTheLabelThroughRedirects() throws Exception {
        List<String> letters = new ArrayList<>();
        Crawler.of(options("/members/login").build())
                .onPage(Router.create()
                        .onDefault(page -> page.follow(page.form("#login", "user", "ada", "password", "cradle")
                                .label("lounge")))
                        .on("lounge", page -> page.followAll(".letters a", "letter"))
                        .on("letter", page -> letters.add(String.valueOf(page.title()))))
                .run();
        assertThat(letters)
                .containsExactlyInAnyOrder(
                        "The meeting is on Friday", "Bring your own string", "Who has taken the gold thread?");
    }

    @Test
    void startsWithARequest(@TempDir Path folder) throws Exception {
        Request login = Request.post(site.url().resolve("/members/login").toString())
                .form("user", "ada", "password", "cradle", "token", "loop-4711")
                .label("lounge");
        List<String> seen = new ArrayList<>();
        Crawler.of(CrawlOptions.from(login)
                        .followLinks(false)
                        .delay(Delay.of(Duration.ZERO))
                        .out(folder.resolve("out"))
                        .build())
                .onPage(page -> seen.add(page.method() + " " + page.status() + " " + page.label()))
                .run();
        assertThat(seen).containsExactly("POST 303 lounge", "GET 200 lounge");
        String manifest = Files.readString(folder.resolve("out/crawl.json"));
        assertThat(manifest).contains("POST ").doesNotContain("cradle");
        assertThat(Crawled.read(folder.resolve("out"))
                        .pages()
                        .getFirst()
                        .get("method")
                        .asString())
                .isEqualTo("POST");
    }

    private record Stock(
            List<Entry> items,
            @org.jspecify.annotations.Nullable String next) {
        record Entry(String name, int count) {}
    }

    @Test
    void readsJson() throws Exception {
        int[] count = {0};
        List<String> types = new ArrayList<>();
        Crawler.of(options("/bazaar/stock").build())
                .onPage(page -> {
                    Stock stock = page.json(Stock.class);
                    count[0] += stock.items().size();
                    types.add(String.valueOf(page.headers().first("content-type")));
                    if (stock.next() != null) {
                        page.follow("?cursor=" + stock.next());
                    }
                    assertThat(page.json().get("items").size())
                            .isEqualTo(stock.items().size());
                })
                .run();
        assertThat(count[0]).isEqualTo(12);
        assertThat(types).containsOnly("application/json").hasSize(3);
    }

    @Test
    void savesFiles(@TempDir Path folder) throws Exception {
        Crawler.of(options("/bazaar/").build())
                .onPage(Router.create()
                        .onDefault(page -> page.followAll("a[href$=.pdf]", "file"))
                        .on("file", page -> page.save(folder.resolve("deep").resolve(page.fileName()))))
                .run();
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cats-cradle.pdf", "fish-spear.pdf", "jacobs-ladder.pdf");
        }
        assertThat(folder.resolve("deep/fish-spear.pdf")).content().startsWith("%PDF");
    }

    @Test
    void judgesRequestsAsLinks(@TempDir Path folder) throws Exception {
        CrawlReport report = Crawler.of(
                        options("/bazaar/").out(folder.resolve("out")).build())
                .onPage(page -> {
                    page.follow("https://elsewhere.example/");
                    page.follow("/vault/keys");
                    page.follow("/bazaar/#here");
                    assertThatThrownBy(() -> page.follow("mailto:ada@example.org"))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("mailto:ada@example.org");
                })
                .run();
        assertThat(report.pages()).isEqualTo(1);
        assertThat(report.handlerFailures()).isZero();
        assertThat(Crawled.read(folder.resolve("out")).skipReasons())
                .containsEntry("https://elsewhere.example/", "scope")
                .containsEntry(site.url().resolve("/vault/keys").toString(), "robots");
    }

    @Test
    void tellsRequestsApartByMethodAndBody() throws Exception {
        List<String> bodies = new ArrayList<>();
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "<title>x</title>"))) {
            Crawler.of(CrawlOptions.from(server.url("/"))
                            .robots(false)
                            .delay(Delay.of(Duration.ZERO))
                            .build())
                    .onPage(page -> {
                        bodies.add(page.method() + " " + page.data());
                        page.follow(Request.post("/").form("a", "1").data(1));
                        page.follow(Request.post("/").form("a", "2").data(2));
                        page.follow(Request.post("/").form("a", "1").data(3));
                        page.follow(Request.get("/").data(4));
                    })
                    .run();
        }
        assertThat(bodies).containsExactlyInAnyOrder("GET null", "POST 1", "POST 2");
    }

    @Test
    void aLabelOfTheHandlerGoesBeforeThePagesOwnLink() throws Exception {
        List<String> seen = new ArrayList<>();
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "<a href=/a>a</a><a href=/b>b</a>"))) {
            Crawler.of(CrawlOptions.from(server.url("/"))
                            .robots(false)
                            .delay(Delay.of(Duration.ZERO))
                            .build())
                    .onPage(page -> {
                        seen.add(page.url().substring(server.url("").length()) + " " + page.label());
                        page.followAll(url -> url.endsWith("/b"), "late");
                    })
                    .run();
        }
        assertThat(seen).containsExactlyInAnyOrder("/ null", "/a null", "/b late");
    }

    @Test
    void priorityBringsARequestForward() throws Exception {
        List<String> seen = new ArrayList<>();
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "<title>x</title>"))) {
            Crawler.of(CrawlOptions.from(server.url("/"))
                            .robots(false)
                            .perHost(1)
                            .delay(Delay.of(Duration.ZERO))
                            .build())
                    .onPage(page -> {
                        seen.add(page.url().substring(server.url("").length()));
                        if (page.depth() == 0) {
                            page.follow(Request.get("/later").priority(0.3));
                            page.follow("/plain");
                            page.follow(Request.get("/sooner").priority(0.6));
                        }
                    })
                    .run();
        }
        assertThat(seen).containsExactly("/", "/sooner", "/plain", "/later");
    }

    @Test
    void stopsTheCrawl() throws Exception {
        CrawlReport report = Crawler.of(CrawlOptions.from(site.url().toString())
                        .delay(Delay.of(Duration.ZERO))
                        .build())
                .onPage(page -> page.crawl().stop())
                .run();
        assertThat(report.end()).isEqualTo(CrawlReport.End.STOPPED);
        assertThat(report.pages()).isEqualTo(1);
    }
}
