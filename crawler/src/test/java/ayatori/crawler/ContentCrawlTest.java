package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.extract.RulesFile;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What crawls take out of pages and write into their records. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class ContentCrawlTest {
    private static final RulesFile RULES = new RulesFile("shop.toml", """
            [[rule]]
            url = "*/p*"
            [rule.fields]
            price = { select = ".price", type = "number", required = true }
            """);

    @TempDir
    private Path folder;

    private ChangingSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ChangingSite(folder);
        site.put("/", 200, "", "<h1>Start</h1><a href=/p1>1</a><a href=/p2>2</a><a href=/p3>3</a><a href=/lost>x</a>");
        site.put("/p1", 200, "ETag: \"1\"", "<h1>One</h1><p class=price>1.234,50 €</p>");
        site.put("/p2", 200, "ETag: \"1\"", "<h1>Two</h1><p class=price>free</p>");
        site.put("/p3", 200, "ETag: \"1\"", "<h1>Three</h1>");
        site.put("/lost", 404, "", "<h1>Lost</h1>");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private CrawlOptions.Builder options() {
        return site.options()
                .field("name=h1")
                .content(content -> content.rules(RULES).metadata(true));
    }

    @Test
    void fieldsAndMetadataAreInTheRecordsOfPagesThatAreAnswered() throws Exception {
        CrawlReport report = site.crawl(options(), "one");
        assertThat(requireNonNull(site.page("one", "/p1").fields()).keySet()).containsExactly("name", "price");
        assertThat(site.page("one", "/p1").fields())
                .containsEntry("name", "One")
                .hasToString("{name=One, price=1234.5}");
        assertThat(site.page("one", "/").fields()).isEqualTo(Map.of("name", "Start"));
        assertThat(site.page("one", "/p1").metadata()).containsKey("h1").containsEntry("needsScript", false);
        assertThat(site.page("one", "/lost").fields()).isNull();
        assertThat(site.page("one", "/lost").metadata()).isNull();
        assertThat(report.lacking()).isEqualTo(Map.of("price", 2L));
        assertThat(report.misfits()).isEqualTo(Map.of("price", 1L));
        assertThat(Crawled.read(folder.resolve("one"))
                        .summary()
                        .path("lacking")
                        .path("price")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aCrawlThatAsksForNothingWritesNothing() throws Exception {
        CrawlReport report = site.crawl("one");
        assertThat(site.page("one", "/p1").fields()).isNull();
        assertThat(java.nio.file.Files.readString(folder.resolve("one/pages.jsonl")))
                .doesNotContain("\"fields\"", "\"metadata\"", "contentNote");
        assertThat(Crawled.read(folder.resolve("one")).summary().toString()).doesNotContain("lacking", "metadata");
        assertThat(report.lacking()).isEmpty();
    }

    @Test
    void aPageThatIsNotModifiedKeepsWhatWasTakenOutOfIt() throws Exception {
        site.crawl(options(), "one");
        CrawlReport report = site.recrawl("one", "two");
        RecordedPage page = site.page("two", "/p1");
        assertThat(page.status()).isEqualTo(304);
        assertThat(page.fields()).isEqualTo(site.page("one", "/p1").fields());
        assertThat(page.metadata()).isEqualTo(site.page("one", "/p1").metadata());
        assertThat(report.lacking()).isEqualTo(Map.of("price", 2L));
    }

    @Test
    void aPageWhoseRecordLacksWhatIsWantedIsAskedUnconditionally() throws Exception {
        site.crawl("one");
        site.recrawl("one", "two", changed -> changed.field("name=h1"));
        assertThat(site.page("two", "/p1").status()).isEqualTo(200);
        assertThat(site.page("two", "/p1").fields()).isEqualTo(Map.of("name", "One"));
        site.recrawl(
                "two",
                "three",
                changed -> changed.content(content -> content.withoutFields().field("name=h1|upper")));
        assertThat(site.page("three", "/p1").status()).isEqualTo(200);
        assertThat(site.page("three", "/p1").fields()).isEqualTo(Map.of("name", "ONE"));
        site.recrawl("three", "four", changed -> changed.content(content -> content.withoutFields()));
        assertThat(site.page("four", "/p1").status()).isEqualTo(304);
        assertThat(site.page("four", "/p1").fields()).isNull();
    }

    @Test
    void theManifestKeepsTheRules() throws Exception {
        site.crawl(options(), "one");
        CrawlOptions recorded = CrawlReader.open(folder.resolve("one"))
                .manifest()
                .crawlOptions()
                .build();
        assertThat(recorded.content()).isEqualTo(options().build().content());
    }

    @Test
    void aWrongFieldIsRefusedWhenTheCrawlIsBuilt() {
        assertThatThrownBy(() -> site.options().field("price=.price|nubmer").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean \"number\"?");
        assertThatThrownBy(() -> site.options().field("status=h1").build())
                .hasMessage("A field cannot be named \"status\", since every page's record has a column of that name:"
                        + " choose another name.");
        assertThatThrownBy(() -> site.options().field("a=h1").field("a=h2").build())
                .hasMessage("The field \"a\" is given twice.");
    }

    @Test
    void aPageOfFiftyMegabytesIsReadAtItsStart() throws Exception {
        site.put("/", 200, "", "<h1>Big</h1>" + "<p>x</p>".repeat(6_500_000));
        site.crawl(
                site.options()
                        .extent(extent -> extent.maxBody(60_000_000))
                        .field("name=h1")
                        .field("last=p:nth-last-of-type(1)"),
                "one");
        RecordedPage page = site.page("one", "/");
        assertThat(page.bytes()).isEqualTo(52_000_012);
        assertThat(page.fields()).containsEntry("name", "Big");
        assertThat(java.nio.file.Files.readString(folder.resolve("one/pages.jsonl")))
                .contains("\"contentNote\":\"Only the first 8 MiB of the page were looked at for content.\"");
    }

    @Test
    void hostileTextLeavesRecordsThatCanBeRead() throws Exception {
        site.put(
                "/",
                200,
                "",
                "<h1>a\0b&#xD800;&#0;\u202e</h1><script type=application/ld+json>{\"a\": \"\\ud800\\u0000\"}</script>");
        site.crawl(options().field("ld=script|json"), "one");
        Map<?, ?> fields = requireNonNull(site.page("one", "/").fields());
        assertThat(String.valueOf(fields.get("name"))).contains("\uFFFD").doesNotContain("\ud800");
        assertThat(fields.get("ld")).isEqualTo(Map.of("a", "\uFFFD\0"));
    }

    private static final RulesFile REVIEWS = new RulesFile("reviews.toml", """
            [[rule]]
            regex = "/p1$"
            [[rule.items]]
            name = "review"
            select = ".review"
            [rule.items.fields]
            author = "b"
            stars = { select = "::attr(data-stars)", type = "int", required = true }
            """);

    @Test
    void theRowsOfAPageBecomeItems() throws Exception {
        site.put(
                "/p1",
                200,
                "ETag: \"1\"",
                "<div class=review data-stars=5><b>Ann</b></div><div class=review><b>Bob &#xD800;</b></div>");
        CrawlReport report = site.crawl(site.options().content(content -> content.rules(REVIEWS)), "one");
        String url = site.url("/p1");
        assertThat(java.nio.file.Files.readAllLines(folder.resolve("one/items.jsonl")))
                .containsExactly(
                        "{\"url\":\"" + url + "\",\"name\":\"review\",\"fields\":{\"author\":\"Ann\",\"stars\":5}}",
                        "{\"url\":\"" + url
                                + "\",\"name\":\"review\",\"fields\":{\"author\":\"Bob \uFFFD\",\"stars\":null}}");
        assertThat(report.items()).isEqualTo(2);
        assertThat(report.lacking()).isEqualTo(Map.of("review.stars", 1L));
        assertThat(site.page("one", "/p1").fields()).isNull();
        // Items come from the page itself, so it is asked without a condition.
        assertThat(site.recrawl("one", "two").items()).isEqualTo(2);
        assertThat(site.page("two", "/p1").status()).isEqualTo(200);
        assertThat(site.page("two", "/p2").status()).isEqualTo(304);
    }

    @Test
    void rulesWithItemsNeedAPlaceForThem() {
        assertThatThrownBy(() -> Crawler.of(site.options()
                                .content(content -> content.rules(REVIEWS))
                                .build())
                        .run())
                .isInstanceOf(CrawlException.class)
                .hasMessageContaining("no place for the items");
    }

    @Test
    void aHandlersItemsComeAfterThoseOfRules() throws Exception {
        site.put("/p1", 200, "", "<div class=review data-stars=5><b>Ann</b></div>");
        CrawlOptions options = site.options()
                .content(content -> content.rules(REVIEWS))
                .out(folder.resolve("one"))
                .build();
        Crawler.of(options)
                .onPage(page -> page.emit("page", Map.of("path", page.url())))
                .run();
        assertThat(java.nio.file.Files.readAllLines(folder.resolve("one/items.jsonl")))
                .filteredOn(line -> line.contains("/p1\""))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"name\":\"review\""),
                        line -> assertThat(line).contains("\"name\":\"page\""));
    }
}
