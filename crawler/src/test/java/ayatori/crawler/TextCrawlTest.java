package ayatori.crawler;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.extract.TextOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.folder.NearDuplicate;
import ayatori.crawler.folder.NearDuplicatePages;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.ResumeRules;
import ayatori.text.SimHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The text of pages in the records of crawls, and in the hands of handlers. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class TextCrawlTest {
    private static final String SENTENCE =
            "The lake lies between two hills, and its water is so clear that one sees the stones on its ground. ";

    @TempDir
    private Path folder;

    private ChangingSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ChangingSite(folder);
        site.put("/", 200, "ETag: \"1\"", page("<h2 id=north>North</h2><p>" + SENTENCE.repeat(3)));
        site.put("/feed", 200, "ETag: \"1\"\r\nContent-Type: application/rss+xml", "<rss><channel/></rss>");
        site.put("/reserved", 200, "X-Robots-Tag: noai", page("<p>" + SENTENCE.repeat(3)));
        site.put("/lost", 404, "", page("<p>" + SENTENCE));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String page(String content) {
        return "<!doctype html><title>Lake</title><nav><a href=/feed>Feed</a><a href=/reserved>Other</a>"
                + "<a href=/lost>Lost</a></nav><main><h1>The lake</h1>" + content + "<p>" + SENTENCE.repeat(2)
                + "<table><tr><th>Depth<th>Area<tr><td>12 m<td>3 km²</table><p>" + SENTENCE.repeat(2)
                + "</main><footer>Imprint</footer>";
    }

    @Test
    void theMainContentIsInTheRecords() throws Exception {
        site.crawl(site.options().content(content -> content.text(true).markdown(true)), "one");
        RecordedPage page = site.page("one", "/");
        assertThat(page.text())
                .startsWith("The lake\n\nNorth\n\nThe lake lies")
                .contains("12 m 3 km²")
                .doesNotContain("Feed", "Imprint");
        assertThat(page.markdown())
                .startsWith("# The lake\n\n## North\n\n")
                .contains("| Depth | Area |\n| --- | --- |\n| 12 m | 3 km² |");
        assertThat(requireNonNull(page.pageText()).anchors()).containsExactly("", "north");
        assertThat(page.simhash()).isEqualTo(SimHash.of(requireNonNull(page.text())));
        assertThat(page.pageText().isReserved()).isFalse();
        assertThat(requireNonNull(site.page("one", "/reserved").pageText()).isReserved())
                .isTrue();
        assertThat(site.page("one", "/feed").pageText()).isNull();
        assertThat(site.page("one", "/lost").pageText()).isNull();
    }

    @Test
    void eachPartIsRecordedAlone() throws Exception {
        site.crawl(site.options().content(content -> content.simhash(true)), "simhash");
        assertThat(site.page("simhash", "/").simhash()).isNotNull();
        assertThat(site.page("simhash", "/").text()).isNull();
        assertThat(site.page("simhash", "/").markdown()).isNull();
        site.crawl(site.options().content(content -> content.markdown(true)), "markdown");
        assertThat(site.page("markdown", "/").text()).isNull();
        assertThat(site.page("markdown", "/").markdown()).contains("# The lake");
        site.crawl(site.options().content(content -> content.text(true).wholePage(true)), "whole");
        assertThat(site.page("whole", "/").text()).contains("Feed", "12 m", "Imprint");
        assertThat(site.page("whole", "/").markdown()).isNull();
    }

    @Test
    void aCrawlThatAsksForNoTextRecordsNone() throws Exception {
        site.crawl(site.options().content(content -> content.metadata(true)), "one");
        assertThat(site.page("one", "/").pageText()).isNull();
        assertThat(Files.readString(folder.resolve("one/pages.jsonl")))
                .doesNotContain("\"text\"", "\"markdown\"", "\"simhash\"");
        assertThat(Files.readString(folder.resolve("one/crawl.json")))
                .doesNotContain("\"text\"", "\"markdown\"", "\"simhash\"", "wholePage");
    }

    @Test
    void theManifestKeepsWhatIsWanted() throws Exception {
        CrawlOptions.Builder options = site.options()
                .content(content ->
                        content.text(true).markdown(true).simhash(true).wholePage(true));
        site.crawl(options, "one");
        assertThat(CrawlReader.open(folder.resolve("one"))
                        .manifest()
                        .crawlOptions()
                        .build()
                        .content()
                        .text())
                .isEqualTo(new TextOptions(true, true, true, true));
    }

    @Test
    void whatIsWantedCannotChangeWhenTheCrawlGoesOn() throws Exception {
        site.crawl(site.options().content(content -> content.text(true)), "one");
        Manifest manifest = CrawlReader.open(folder.resolve("one")).manifest();
        for (UnaryOperator<CrawlOptions.Builder> change : List.<UnaryOperator<CrawlOptions.Builder>>of(
                options -> options.content(content -> content.text(false).simhash(true)),
                options -> options.content(content -> content.markdown(true)),
                options -> options.content(content -> content.wholePage(true)))) {
            CrawlOptions now = change.apply(manifest.crawlOptions()).build();
            assertThatThrownBy(() -> ResumeRules.check(manifest, now)).hasMessageContaining("cannot change");
            ResumeRules.checkRecrawl(manifest, now);
        }
    }

    @Test
    void aPageThatIsNotModifiedKeepsItsText() throws Exception {
        site.crawl(site.options().content(content -> content.text(true).markdown(true)), "one");
        site.recrawl("one", "two");
        assertThat(site.page("two", "/").status()).isEqualTo(304);
        assertThat(site.page("two", "/").pageText())
                .isEqualTo(site.page("one", "/").pageText());
        assertThat(site.page("two", "/feed").status()).as("has no text").isEqualTo(304);
        site.recrawl("two", "less", changed -> changed.content(content -> content.markdown(false)));
        assertThat(site.page("less", "/").status()).isEqualTo(304);
        assertThat(site.page("less", "/").text())
                .isEqualTo(site.page("one", "/").text());
        assertThat(site.page("less", "/").markdown()).isNull();
    }

    @Test
    void aPageWhoseRecordLacksTheTextIsAskedUnconditionally() throws Exception {
        site.crawl("one");
        site.recrawl("one", "two", changed -> changed.content(content -> content.text(true)));
        assertThat(site.page("two", "/").status()).isEqualTo(200);
        assertThat(site.page("two", "/").text()).contains("The lake");
        site.recrawl("two", "three", changed -> changed.content(content -> content.markdown(true)));
        assertThat(site.page("three", "/").status()).isEqualTo(200);
        assertThat(site.page("three", "/").markdown()).contains("# The lake");
        site.recrawl("three", "four", changed -> changed.content(content -> content.wholePage(true)));
        assertThat(site.page("four", "/").status()).isEqualTo(200);
        assertThat(site.page("four", "/").text()).contains("Imprint");
    }

    @Test
    void aRecordThatLostItsTextIsAskedUnconditionally() throws Exception {
        site.crawl(site.options().content(content -> content.text(true)), "one");
        Path records = folder.resolve("one/pages.jsonl");
        Files.writeString(records, Files.readString(records).replaceAll("\"text\":\"[^\"]*\",?", ""));
        site.recrawl("one", "two");
        assertThat(site.page("two", "/").status()).isEqualTo(200);
        assertThat(site.page("two", "/").text()).contains("The lake");
    }

    @Test
    void aHandlerHasTheContentOfAPage() throws Exception {
        Map<String, String> markdown = new ConcurrentHashMap<>();
        Map<String, String> texts = new ConcurrentHashMap<>();
        Map<String, String> whole = new ConcurrentHashMap<>();
        Crawler.of(site.options().build())
                .onPage(page -> {
                    String path = site.path(page.url());
                    markdown.put(path, page.markdown());
                    texts.put(path, page.mainText());
                    whole.put(path, page.wholeContent().text());
                    assertThat(page.mainContent() == page.mainContent()).isEqualTo(!path.equals("/feed"));
                })
                .run();
        assertThat(markdown.get("/")).startsWith("# The lake\n\n## North");
        assertThat(texts.get("/")).startsWith("The lake\n\nNorth").doesNotContain("Imprint");
        assertThat(whole.get("/")).contains("Imprint");
        assertThat(markdown.get("/feed")).isEmpty();
        assertThat(texts.get("/lost")).contains("The lake");
    }

    @Test
    void pagesThatSayNearlyTheSameAreFound() throws Exception {
        String text = "<h2>North</h2><p>" + SENTENCE.repeat(3);
        site.put("/reserved", 404, "", "");
        site.put("/north", 200, "", "<link rel=canonical href=/south>" + page(text));
        site.put("/south", 200, "", page(text).replace("Imprint", "Contact"));
        site.put(
                "/",
                200,
                "",
                page("<p>Other words about a mountain. <a href=/north>a</a> <a href=/south>b</a>"
                        + "Rocks and ice. ".repeat(9)));
        site.crawl(site.options().content(content -> content.simhash(true)), "one");
        CrawlReader crawl = CrawlReader.open(folder.resolve("one"));
        assertThat(crawl.nearDuplicates(NearDuplicatePages.DISTANCE))
                .containsExactly(new NearDuplicate(site.url("/north"), site.url("/south"), 0));
        site.crawl("two");
        assertThat(CrawlReader.open(folder.resolve("two")).nearDuplicates(7)).isEmpty();
    }

    @Test
    void aWholePageIsAskedForAsSomething() {
        assertThatThrownBy(() -> site.options()
                        .content(content -> content.wholePage(true))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ask for its text, its Markdown or its SimHash too");
    }

    @Test
    void aFieldCannotHaveTheNameOfTextThatIsRecorded() {
        CrawlOptions.Builder quotes = site.options().field("text=.quote");
        assertThat(quotes.build().content().fields()).containsExactly("text=.quote");
        assertThatThrownBy(() -> quotes.content(content -> content.text(true)).build())
                .hasMessageContaining("A field cannot be named \"text\"");
    }
}
