package ayatori.check.find;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedLinks;
import ayatori.web.url.CanonicalForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is hard to serve on loopback: https, hosts that refuse, soft 404s of several forms. */
final class LinkJudgeTest {
    private static final String HOME = "https://a.example/";

    @TempDir
    private Path folder;

    private final List<String> pages = new ArrayList<>();
    private final List<AskedUrl> asked = new ArrayList<>();

    private void page(String url, int status, String title, int bytes, String digest, String more) {
        pages.add("{\"url\":\"" + url + "\",\"status\":" + status + ",\"title\":\"" + title
                + "\",\"depth\":0,\"contentType\":\"text/html\",\"bytes\":" + bytes
                + ",\"elapsedMs\":1,\"fetchedAt\":\"2026-01-01T00:00:00Z\",\"attempts\":1,\"digest\":\"" + digest + "\""
                + more
                + "}");
    }

    private void asked(String url, boolean isProbe, int status, @Nullable String title, int bytes, String digest) {
        asked.add(new AskedUrl(url, Instant.EPOCH, isProbe, status, null, null, null, null, title, bytes, digest));
    }

    private static RecordedLinks.Place link(String to, @Nullable RequisiteRole role) {
        return new RecordedLinks.Place(to, null, to, role == null ? "a" : "img", "href", role, null, 1, null, false);
    }

    private List<String> findings(RecordedLinks.Place... places) throws Exception {
        Files.writeString(
                folder.resolve("crawl.json"),
                "{\"format\":1,\"program\":\"1\",\"created\":\"2026-01-01T00:00:00Z\",\"options\":{\"seeds\":[\"" + HOME
                        + "\"]}}");
        Files.write(folder.resolve("pages.jsonl"), pages);
        Files.writeString(folder.resolve("skipped.jsonl"), "");
        var urls = new CanonicalUrls(CanonicalForm.STANDARD);
        var judge = new LinkJudge(Answers.of(CrawlReader.open(folder), urls, asked), urls, IgnoredUrls.NONE);
        var page = new RecordedLinks(HOME, false, List.of(places), List.of());
        judge.note(page);
        judge.find(page);
        judge.judge(page);
        return judge.findings().stream()
                .map(finding -> finding.kind().label() + " " + finding.target())
                .toList();
    }

    @Test
    void whatAPageOfHttpsLoadsByHttpIsMixedContent() throws Exception {
        page(HOME, 200, "Home", 10, "1", "");
        asked("http://b.example/x.png", false, 200, null, 0, "2");
        assertThat(findings(link("http://b.example/x.png", RequisiteRole.IMAGE), link("http://b.example/x.png", null)))
                .containsExactly("mixed-content http://b.example/x.png");
    }

    @Test
    void aHostThatRefusesEverythingIsNoDeadOne() throws Exception {
        page(HOME, 200, "Home", 10, "1", "");
        asked("https://b.example/one", false, 403, null, 0, "2");
        asked("https://b.example/two", false, 429, null, 0, "2");
        asked("https://c.example/one", false, 403, null, 0, "2");
        asked("https://c.example/two", false, 200, null, 0, "2");
        asked("https://d.example/one", false, 404, null, 0, "2");
        assertThat(findings(
                        link("https://b.example/one", null),
                        link("https://b.example/two", null),
                        link("https://c.example/one", null),
                        link("https://d.example/one", null)))
                .containsExactly(
                        "broken-external https://c.example/one",
                        "broken-external https://d.example/one",
                        "refused https://b.example/one",
                        "refused https://b.example/two");
    }

    @Test
    void aSoft404IsToldByItsFormAndNotByItsTitle() throws Exception {
        page(HOME, 200, "Home", 500, "1", "");
        page(HOME + "same", 200, "Oops", 100, "f", "");
        page(HOME + "longer-path", 200, "Oops", 110 - 2 * ("/made-up".length() - "/longer-path".length()), "2", "");
        page(HOME + "real", 200, "Oops", 150, "3", "");
        page(HOME + "other", 200, "Not found", 110, "4", "");
        asked(HOME + "made-up", true, 200, "Oops", 110, "f");
        assertThat(findings(link(HOME + "same", null), link(HOME + "real", null)))
                .containsExactly("soft-404 https://a.example/longer-path", "soft-404 https://a.example/same");
    }

    @Test
    void nothingIsToldOfAHostThatAnswersEverythingAlike() throws Exception {
        page(HOME, 200, "App", 100, "f", "");
        page(HOME + "x", 200, "App", 100, "f", "");
        asked(HOME + "made-up", true, 200, "App", 100, "f");
        assertThat(findings(link(HOME + "x", null))).isEmpty();
    }
}
