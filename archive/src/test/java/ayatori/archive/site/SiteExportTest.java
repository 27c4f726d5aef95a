package ayatori.archive.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.archive.SampleWarc;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteExportTest {
    private static final String HOME = "https://example.org/";
    private static final String TIME = "2026-01-02T03:04:05Z";

    @TempDir
    Path temporary;

    private Path crawl = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void folder() throws Exception {
        crawl = temporary.resolve("crawl");
        out = temporary.resolve("copy");
        CrawlFolder.create(crawl, Manifest.of(CrawlOptions.from(HOME).build(), Instant.parse(TIME)))
                .close();
        Files.writeString(crawl.resolve("skipped.jsonl"), "");
        Files.writeString(
                crawl.resolve("pages.jsonl"),
                "{\"url\":\"" + HOME
                        + "\",\"status\":200,\"depth\":0,\"bytes\":1,\"elapsedMs\":2,\"title\":\"Home & <all>\","
                        + "\"contentType\":\"text/html\",\"fetchedAt\":\"" + TIME + "\",\"attempts\":1}\n");
    }

    private String page(String path) throws Exception {
        return Files.readString(out.resolve(path));
    }

    private void export(SampleWarc warc) throws Exception {
        warc.to(crawl.resolve("archive/one.warc.gz"));
        Export.run(ExportRequest.of(crawl, "site", out));
    }

    private static SampleWarc image(SampleWarc warc, String url) {
        return warc.response(url, TIME, 200, "Content-Type: image/png\r\n", "png".getBytes(UTF_8));
    }

    @Test
    void linksAndRequisitesAreRelativeAndWhatIsNotKeptIsOnTheWebOrNotAskedFor() throws Exception {
        SampleWarc warc = new SampleWarc()
                .page(
                        HOME,
                        TIME,
                        "<head><base href=/docs/><link rel=stylesheet href=/s.css integrity=x><link rel=preload href=/s.css></head>"
                                + "<a href=one#f>one</a> <a href=moved>moved</a> <a href=//other.org/>other</a>"
                                + "<img src=/i.png srcset='/i.png 1x, /gone.png 2x'><img src=/gone.png><iframe src=/gone></iframe>"
                                + "<p style=\"background: url(&quot;/i.png&quot;)\"><script src=/gone.js></script>")
                .page(HOME + "docs/one", TIME, "<a href=../>home</a>")
                .response(HOME + "docs/moved", TIME, 302, "Location: one\r\n", new byte[0])
                .response(HOME + "s.css", TIME, 200, "text/css", "p { background: url(i.png) url(gone.png) }");
        export(image(warc, HOME + "i.png"));
        assertThat(page("example.org/index.html"))
                .contains("href=\"docs/one.html#f\">one", "href=\"docs/one.html\">moved", "href=\"https://other.org/\"")
                .contains("rel=stylesheet href=\"s.css\" data-not-kept-integrity", "rel=preload data-not-kept-href")
                .contains(
                        "src=\"i.png\" srcset=\"i.png 1x\"",
                        "src=\"data:image/gif",
                        "src=\"../not-kept.html#https://example.org/gone\"")
                .contains("url(&quot;i.png&quot;)", "data-not-kept-src=/gone.js", "Content-Security-Policy");
        assertThat(page("example.org/docs/one.html")).contains("href=\"../index.html\"");
        assertThat(page("example.org/s.css")).contains("url(\"i.png\") url(\"data:,\")");
        assertThat(page("index.html")).contains("href=\"example.org/index.html\">Home &amp; &lt;all&gt;");
    }

    @Test
    void namesDifferWhereLetterCaseDoesNotCount() throws Exception {
        SampleWarc warc = new SampleWarc().page(HOME, TIME, "<img src=A.png><img src=a.png><img src=a.png/b.png>");
        for (String path : new String[] {"A.png", "a.png", "a.png/b.png"}) {
            image(warc, HOME + path);
        }
        export(warc);
        assertThat(page("example.org/index.html"))
                .contains("src=\"A.png\"", "src=\"a~2.png\"", "src=\"a.png~2/b.png\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "COM1.txt", "a:b", "x.", "..", "a\u202eb", "<>|", "lpt9"})
    void namesAreSafe(String wanted) {
        String name = SitePaths.name(wanted);
        assertThat(name)
                .matches("[^<>:\"/\\\\|?*\u202e]+[^. <>:\"/\\\\|?*]")
                .doesNotMatch("(?i)(con|com1|lpt9)(\\..*)?");
    }

    @Test
    void whatIsNotKeptIsOnAPageThatSaysSoOrOnTheWebButNothingLeadsThereByItself() throws Exception {
        SampleWarc warc = new SampleWarc()
                .page(
                        HOME,
                        TIME,
                        "<head><meta http-equiv=refresh content='5; url=/gone?a&amp;b'></head><frameset><frame src=//other.org/f>")
                .page(HOME + "b", TIME, "<meta http-equiv=refresh content=\"0;URL='/'\"><a href='/gone#x'>gone</a>")
                .response(HOME + "broken", TIME, 500, "text/html", "Broken.");
        export(warc);
        assertThat(page("example.org/index.html"))
                .contains("content=\"5; url=../not-kept.html#https://example.org/gone?a&amp;b\"")
                .contains("src=\"../not-kept.html#https://other.org/f\"");
        assertThat(page("example.org/b.html"))
                .contains("content=\"0;URL='index.html'\"", "href=\"https://example.org/gone#x\"");
        assertThat(page("not-kept.html"))
                .contains("not in the copy", "location.hash")
                .doesNotContain("src=");
        assertThat(out.resolve("example.org/broken.html")).doesNotExist();
    }

    @Test
    void aDrawingLoadsNothingFromTheWeb() throws Exception {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
                + "<style>@import 'https://cdn.example/x.css'; rect { fill: url(#own) }</style>"
                + "<image xlink:href='/i.png'/><image href='https://cdn.example/i.png'/><rect mask='url(/m.svg#m)' fill='url(#g)'/>"
                + "<a href='https://example.org/'><text>x</text></a></svg>";
        SampleWarc warc = new SampleWarc()
                .page(HOME, TIME, "<object data=d/x.svg></object>")
                .response(HOME + "d/x.svg", TIME, 200, "image/svg+xml", svg);
        export(image(warc, HOME + "i.png"));
        assertThat(page("example.org/d/x.svg"))
                .contains("xlink:href=\"../i.png\"", "data-not-kept-href='https://cdn.example/i.png'")
                .contains("mask=\"url(&quot;data:,&quot;)\" fill='url(#g)'", "@import \"data:text/css,\"")
                .contains("fill: url(#own)", "<a href=\"../index.html\">")
                .doesNotContain("<meta");
    }

    @Test
    void theIndexBeginsWithTheSeedAndEscapes() throws Exception {
        export(new SampleWarc().page(HOME, TIME, "home"));
        assertThat(page("index.html"))
                .contains("Copy of https://example.org/", "As it was on 2026-01-02", "<h2>Start</h2>")
                .contains("Home &amp; &lt;all&gt;");
    }

    @Test
    void aCrawlWithoutAnArchiveIsRefused() {
        assertThatThrownBy(() -> Export.run(ExportRequest.of(crawl, "site", out)))
                .hasMessageContaining("has no archive");
    }
}
