package ayatori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportTest {
    @TempDir
    Path temp;

    private String html(SampleCrawl crawl) throws Exception {
        Path out = temp.resolve("report.html");
        Report.write(new ReportRequest(crawl.folder(), out, null, true));
        return Files.readString(out);
    }

    private static JsonNode data(String html) {
        var block = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(block.find()).isTrue();
        return JsonMapper.shared().readTree(block.group(1));
    }

    @Test
    void isOneFileThatForbidsTheNetwork() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").links("/gone").done();
        crawl.record("/gone", 404).from("/").done();
        String html = html(crawl);
        assertThat(html)
                .contains("default-src 'none'; style-src &#39;sha256-")
                .contains("Broken links", "https://example.org/gone", "Titles missing");
        assertThat(html.replaceAll("(?s)<a [^>]*>", ""))
                .doesNotContainPattern("(src|href|srcset)=")
                .doesNotContain("url(");
    }

    @Test
    void leavesWhatCameFromTheNetworkInert() throws Exception {
        String attack = "</title></script><!--<script><img src=x onerror=alert(1)>\u202E\u0007{{folder}}'\"";
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/")
                .title(attack)
                .set("contentType", "text/html<script>")
                .set("canonical", "javascript:alert(1)")
                .meta("description", attack)
                .meta("robots", attack)
                .links("/<script>", "javascript:alert(1)")
                .done();
        crawl.page("/a").title(attack).meta("description", attack).done();
        crawl.record("/dead", 0)
                .from("/")
                .set("error", Map.of("kind", attack, "message", attack))
                .done();
        crawl.skipped("javascript:alert(1)//", attack, "/", attack);
        String html = html(crawl);
        assertThat(html).doesNotContain("<img").doesNotContain("\u202E").doesNotContain("href=\"javascript");
        assertThat(html.split("<script", -1)).hasSize(3); // the data and the script
        assertThat(html.split("<!--", -1)).hasSize(1);
        assertThat(data(html).path("texts").toString()).contains("alert(1)");
    }

    @Test
    void tellsTheWayToEachPage() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").links("/a").done();
        crawl.page("/a").from("/").links("/gone").done();
        crawl.record("/gone", 404).from("/a").done();
        JsonNode data = data(html(crawl));
        JsonNode pages = data.path("pages");
        int gone = data.at("/findings/broken-link/rows/0/0").intValue();
        int a = pages.get(gone).get(14).intValue();
        int home = pages.get(a).get(14).intValue();
        assertThat(pages.get(home).get(1).stringValue()).isEqualTo("https://example.org/");
        assertThat(pages.get(home).get(14).intValue()).isEqualTo(-1);
        assertThat(pages.get(a).get(0).intValue() + pages.get(a).get(1).stringValue())
                .isEqualTo("20a");
    }

    @Test
    void boundsTheRowsAndNamesTheCommandForTheRest() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").done();
        for (int i = 0; i < 1_200; i++) {
            crawl.page("/p" + i)
                    .title("")
                    .set("canonical", SampleCrawl.url("/q" + i))
                    .done();
            crawl.redirect("/q" + i, "/");
        }
        String html = html(crawl);
        assertThat(data(html).at("/findings/canonical-broken/rows").size()).isEqualTo(1_000);
        assertThat(data(html).at("/findings/canonical-broken/count").intValue()).isEqualTo(1_200);
        assertThat(html)
                .contains("1,000 of 1,200 rows are here. All of them: <code>ayatori report ")
                .contains("--finding canonical-broken --out canonical-broken.csv</code>");
    }

    @Test
    void saysWhichFindingsNeedAnotherCrawl() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").done();
        assertThat(html(crawl)).contains("Needs a crawl with --metadata", "Images without alt");
        assertThatThrownBy(() ->
                        Report.write(new ReportRequest(crawl.folder(), temp.resolve("x.csv"), "image-alt", false)))
                .hasMessage("The crawl cannot tell about image-alt: it takes a crawl with --metadata.");
        assertThatThrownBy(() ->
                        Report.write(new ReportRequest(crawl.folder(), temp.resolve("x.csv"), "brokn-link", false)))
                .hasMessageContaining("There is no finding \"brokn-link\"");
    }

    @Test
    void reportsAnEmptyCrawlInASentence() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.skipped("/", "robots", "/", "Disallow: /, line 1");
        assertThat(html(crawl))
                .contains("The crawl has recorded no page, so there is nothing to judge.")
                .contains("Disallow: /, line 1");
    }

    @Test
    void readsAFolderThatIsHalfWritten() throws Exception {
        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").done();
        crawl.write("pages.jsonl", "{\"url\":\"https://example.org/half");
        assertThat(html(crawl)).contains("The crawl ended before it was done").doesNotContain("/half");
    }

    @Test
    void refusesInOneSentenceWhatIsNoCrawlOrExistsAlready() throws Exception {
        Path folder = Files.createDirectory(temp.resolve("no-crawl"));
        assertThatThrownBy(() -> Report.write(ReportRequest.of(folder, temp.resolve("a.html"))))
                .isInstanceOf(ReportException.class)
                .hasMessage(folder + " is not a crawl folder: it has no crawl.json.");
        Files.writeString(folder.resolve("crawl.json"), "{\"format\":99,\"program\":\"9.0\",\"options\":{}}");
        assertThatThrownBy(() -> Report.write(ReportRequest.of(folder, temp.resolve("a.html"))))
                .hasMessageContaining("was written by a newer Ayatori (9.0)");

        SampleCrawl crawl = SampleCrawl.in(temp.resolve("crawl"));
        crawl.page("/").done();
        Path out = temp.resolve("b.html");
        Report.write(ReportRequest.of(crawl.folder(), out));
        assertThatThrownBy(() -> Report.write(ReportRequest.of(crawl.folder(), out)))
                .hasMessage(out + " exists already: name another file, or replace it by --overwrite.");
        assertThatThrownBy(() -> Report.write(ReportRequest.of(crawl.folder(), temp)))
                .hasMessage(temp + " is a folder: name a file.");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of("no-crawl", "crawl", "b.html"));
        }
    }
}
