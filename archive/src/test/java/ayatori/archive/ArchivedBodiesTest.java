package ayatori.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import ayatori.export.Export;
import ayatori.export.ExportReport;
import ayatori.export.ExportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of HTML are made of the bodies in a crawl's archive. */
@SuppressWarnings("NullAway.Init") // JUnit calls write first
final class ArchivedBodiesTest {
    private static final String SITE = "https://example.org/";
    private static final String TIME = "2026-01-02T03:04:05Z";

    @TempDir
    private Path temporary;

    private Path crawl;
    private final StringBuilder records = new StringBuilder();

    @BeforeEach
    void write() throws Exception {
        crawl = temporary.resolve("crawl");
        CrawlFolder.create(crawl, Manifest.of(CrawlOptions.from(SITE).build(), Instant.parse(TIME)))
                .close();
        Files.writeString(crawl.resolve("skipped.jsonl"), "");
        record("", "text/html", "");
    }

    private void record(String path, String contentType, String more) throws Exception {
        records.append("{\"url\":\"" + SITE + path
                + "\",\"status\":200,\"depth\":0,\"bytes\":1,\"elapsedMs\":2,\"contentType\":\"" + contentType
                + "\",\"fetchedAt\":\"" + TIME + "\",\"attempts\":1" + more + "}\n");
        Files.writeString(crawl.resolve("pages.jsonl"), records);
    }

    private ExportReport export() throws Exception {
        return Export.run(
                ExportRequest.of(crawl, "files", temporary.resolve("out")).withOptions(Map.of("as", "html")));
    }

    @Test
    void aFileHasTheBodyAsItCame() throws Exception {
        record("a.php?x=1", "text/html", "");
        record("i.png", "image/png", "");
        record("frame", "text/html", ",\"role\":\"frame\"");
        record("gone", "text/html", "");
        new SampleWarc()
                .page(SITE, TIME, "<p>Home")
                .page(SITE + "a.php?x=1", TIME, "<meta charset=utf-8><p>Lämp")
                .page(SITE + "frame", TIME, "<p>Frame")
                .response(SITE + "i.png", TIME, 200, "image/png", "png")
                .to(crawl.resolve("archive/one.warc.gz"));
        ExportReport report = export();
        assertThat(report.summary()).isEqualTo("2 files");
        assertThat(report.warnings()).containsExactly("The body of 1 page is not in the archive, and missing.");
        assertThat(temporary.resolve("out/example.org/a_x=1.html")).hasContent("<meta charset=utf-8><p>Lämp");
        assertThat(temporary.resolve("out/files.jsonl")).hasContent("""
                {"url":"https://example.org/","file":"example.org/index.html"}
                {"url":"https://example.org/a.php?x=1","file":"example.org/a_x=1.html"}
                """);
    }

    @Test
    void anEncodingThatOnlyTheHeadersSayIsNotLost() throws Exception {
        new SampleWarc()
                .response(
                        SITE,
                        TIME,
                        200,
                        "Content-Type: text/html; charset=iso-8859-2\r\n",
                        "<p>L\u00E4mp \u00B1".getBytes(ISO_8859_1))
                .to(crawl.resolve("archive/one.warc.gz"));
        export();
        assertThat(new String(Files.readAllBytes(temporary.resolve("out/example.org/index.html")), UTF_8))
                .isEqualTo("\uFEFF<p>Lämp ą");
    }

    @Test
    void withoutBodiesThereIsASentence() throws Exception {
        assertThatThrownBy(this::export).hasMessageContaining("A crawl with --archive keeps the bodies.");
        new SampleWarc().page(SITE + "other", TIME, "<p>Other").to(crawl.resolve("archive/one.warc.gz"));
        assertThatThrownBy(this::export).hasMessageContaining("holds none of the pages to export");
        assertThat(temporary.resolve("out")).doesNotExist();
    }
}
