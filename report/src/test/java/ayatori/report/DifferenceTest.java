package ayatori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DifferenceTest {
    @TempDir
    Path temp;

    private SampleCrawl a;
    private SampleCrawl b;

    @BeforeEach
    void crawls() throws Exception {
        a = SampleCrawl.in(temp.resolve("a"));
        b = SampleCrawl.in(temp.resolve("b"));
        for (SampleCrawl crawl : List.of(a, b)) {
            crawl.write(
                    "summary.json",
                    "{\"end\":\"done\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"seconds\":1,\"pages\":1,\"bytes\":1,"
                            + "\"byStatus\":{},\"byError\":{},\"skipped\":{},\"queued\":0}");
        }
    }

    private String written(DifferenceFormat format) throws Exception {
        var out = new StringWriter();
        try (Difference difference = Difference.of(a.folder(), b.folder())) {
            difference.write(format, out);
        }
        return out.toString().replace(SampleCrawl.SITE, "");
    }

    private List<String> lines() throws Exception {
        return written(DifferenceFormat.TEXT).lines().skip(1).toList();
    }

    @Test
    void tellsNewPagesFromThoseThatAreGone() throws Exception {
        a.page("/").done();
        a.page("/old").done();
        a.page("/now-404").done();
        a.page("/robots").done();
        a.record("/was-404", 404).done();
        a.redirect("/redirect", "/");
        b.page("/").done();
        b.page("/new").done();
        b.page("/was-404").done();
        b.record("/now-404", 404).done();
        b.record("/failing", 500).done();
        b.skipped("/robots", "robots", "/", "Disallow: /robots, line 1");
        assertThat(written(DifferenceFormat.TEXT))
                .startsWith("2 new, 3 gone, 0 moved, 0 changed, 1 unchanged, 1 failing\n");
        assertThat(lines())
                .containsExactly(
                        "A  /new",
                        "A  /was-404",
                        "D  /now-404  (answers 404)",
                        "D  /old",
                        "D  /robots  (skipped: robots)",
                        "!  /failing  (answers 500)");
    }

    private void withOldAndNewImage() {
        for (SampleCrawl crawl : List.of(a, b)) {
            crawl.page("/same.png").set("role", "image").done();
        }
        a.page("/changed.css")
                .set("role", "style")
                .set("digest", "e".repeat(32))
                .done();
        b.page("/changed.css").set("role", "style").done();
        a.page("/").done();
        a.page("/old.png").set("role", "image").done();
        b.page("/").done();
        b.page("/new.png").set("role", "image").done();
    }

    @Test
    void comparesPagesAndNotWhatTheyLoad() throws Exception {
        withOldAndNewImage();
        assertThat(written(DifferenceFormat.TEXT)).startsWith("0 new, 0 gone, 0 moved, 0 changed, 1 unchanged\n");
    }

    @Test
    void comparesWhatPagesLoadIfBothCrawlsRequestedIt() throws Exception {
        var requisites = CrawlOptions.from(SampleCrawl.SITE + "/").extent(extent -> extent.requisites(true));
        a = SampleCrawl.in(temp.resolve("c"), requisites.build());
        b = SampleCrawl.in(temp.resolve("d"), requisites.build());
        withOldAndNewImage();
        assertThat(written(DifferenceFormat.TEXT))
                .startsWith("1 new, 1 gone, 0 moved, 1 changed, 2 unchanged\n")
                .contains("A  /new.png", "D  /old.png", "M  /changed.css  (content)");
    }

    @Test
    void saysWhatChanged() throws Exception {
        a.page("/status").done();
        b.record("/status", 500).done();
        a.page("/title").title("Old").done();
        b.page("/title").title("New").set("digest", "f".repeat(32)).done();
        a.page("/links").links("/a", "/b").done();
        b.page("/links").links("/b", "/c", "/d").set("digest", "f".repeat(32)).done();
        a.page("/bytes").done();
        b.page("/bytes").set("digest", "f".repeat(32)).done();
        a.redirect("/redirect", "/a");
        b.redirect("/redirect", "/b");
        a.record("/error", 404).set("digest", "0".repeat(32)).done();
        b.record("/error", 404).set("digest", "1".repeat(32)).done();
        a.page("/not-modified").done();
        b.page("/not-modified").set("status", 304).done();
        assertThat(lines())
                .containsExactly(
                        "M  /bytes  (content)",
                        "M  /links  (links +2 -1)",
                        "M  /redirect  (redirect /a -> /b)",
                        "M  /status  (status 200 -> 500)",
                        "M  /title  (title \"Old\" -> \"New\")");
    }

    @Test
    void comparesTextsWordByWord() throws Exception {
        a.page("/")
                .set("text", "The quick brown fox jumps over the lazy dog today.")
                .done();
        b.page("/")
                .set("text", "The quick red fox jumps over the lazy dog.")
                .set("digest", "f".repeat(32))
                .done();
        List<String> lines = lines();
        assertThat(lines.getFirst()).startsWith("M  /  (text, ");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "     The quick [-brown-] {+red+} fox jumps over the",
                        "     jumps over the lazy [-dog today.-] {+dog.+} ");
        assertThat(written(DifferenceFormat.HTML)).contains("<del>brown</del> <ins>red</ins>");
    }

    @Test
    void comparesTextsByTheirFingerprintsAlone() throws Exception {
        a.page("/").set("simhash", "00000000000000ff").done();
        b.page("/")
                .set("simhash", "0000000000000000")
                .set("digest", "f".repeat(32))
                .done();
        assertThat(lines()).containsExactly("M  /  (text, 88 % alike)");
    }

    @Test
    void pairsMovedPagesByTheirBytesAsGitDoes() throws Exception {
        String same = "a".repeat(32);
        a.page("/1/x").set("digest", same).done();
        a.page("/1/y").set("digest", same).done();
        a.page("/1/z").set("digest", same).done();
        a.page("/there").set("digest", "b".repeat(32)).done();
        b.page("/2/y").set("digest", same).done();
        b.page("/2/a").set("digest", same).done();
        b.redirect("/there", "/here");
        b.page("/here").set("digest", "b".repeat(32)).done();
        assertThat(lines())
                .containsExactly("D  /1/z", "R  /1/x -> /2/a", "R  /1/y -> /2/y", "R  /there -> /here  (redirects)");
    }

    @Test
    void comparesASiteAtTwoPlaces() throws Exception {
        SampleCrawl staging = SampleCrawl.in(temp.resolve("staging"), "http://127.0.0.1:8080");
        a.page("/").links("/a").done();
        staging.record("http://127.0.0.1:8080/", 200)
                .set("title", "Title of /")
                .set("links", List.of("http://127.0.0.1:8080/a"))
                .done();
        try (Difference difference = Difference.of(a.folder(), staging.folder())) {
            assertThat(difference.isAny()).isFalse();
            var out = new StringWriter();
            difference.write(DifferenceFormat.TEXT, out);
            assertThat(out.toString()).contains("compares https://example.org/ with http://127.0.0.1:8080/");
        }
    }

    @Test
    void keepsPagesThatARecrawlDidNotVisit() throws Exception {
        a.page("/").done();
        a.page("/kept").done();
        b.page("/").done();
        b.skipped("/kept", "not-due", "/", null);
        assertThat(written(DifferenceFormat.TEXT)).isEqualTo("0 new, 0 gone, 0 moved, 0 changed, 2 unchanged\n");
    }

    @Test
    void givesEverythingAsJson() throws Exception {
        a.page("/").title("Old").links("/a").done();
        b.page("/").title("New").links("/b").set("digest", "f".repeat(32)).done();
        b.page("/new").done();
        JsonNode json = JsonMapper.shared().readTree(written(DifferenceFormat.JSON));
        assertThat(json.at("/changed/0/title").toString()).isEqualTo("[\"Old\",\"New\"]");
        assertThat(json.at("/changed/0/linksAdded").toString()).isEqualTo("[\"/b\"]");
        assertThat(json.at("/changed/0/linksRemoved").toString()).isEqualTo("[\"/a\"]");
        assertThat(json.at("/new/0/url").stringValue()).isEqualTo("/new");
    }

    @Test
    void leavesWhatCameFromTheNetworkInert() throws Exception {
        String attack = "</title><script>alert(1)</script>\u202E\u001B[31m";
        a.page("/").title("x").set("text", "x").done();
        b.page("/")
                .title(attack)
                .set("text", attack)
                .set("digest", "f".repeat(32))
                .done();
        assertThat(written(DifferenceFormat.HTML)).doesNotContain("<script").doesNotContain("\u202E");
        assertThat(written(DifferenceFormat.TEXT)).doesNotContain("\u001B").doesNotContain("\u202E");
        assertThat(written(DifferenceFormat.JSON)).doesNotContain("\u001B").doesNotContain("\u202E");
    }

    @Test
    void refusesInOneSentenceWhatIsNoCrawl() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("none"));
        assertThatThrownBy(() -> Difference.of(a.folder(), folder))
                .isInstanceOf(ReportException.class)
                .hasMessage(folder + " is not a crawl folder: it has no crawl.json.");
        Files.delete(b.folder().resolve("pages.jsonl"));
        assertThatThrownBy(() -> Difference.of(a.folder(), b.folder())).hasMessageContaining("has no pages.jsonl");
    }
}
