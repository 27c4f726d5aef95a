package ayatori.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.export.table.ExportException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportTest {
    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void createFolder() throws Exception {
        folder = temporary.resolve("crawl");
        out = temporary.resolve("out");
        SampleCrawl.usual(folder);
    }

    private ExportRequest to(String format) {
        return ExportRequest.of(folder, format, out);
    }

    private String exported(ExportRequest request) throws Exception {
        Export.run(request);
        return Files.readString(out);
    }

    @Test
    void csvHasAHeaderAndALineForEachPage() throws Exception {
        assertThat(exported(to("csv").withColumns("url", "status", "title", "price", "tags", "error.kind")))
                .isEqualTo("""
                        url,status,title,price,tags,error.kind\r
                        https://example.org/,200,Home,9.5,"[""x"",""y""]",\r
                        https://example.org/a,200,"'=1+1, ""quoted""\",12,,\r
                        https://example.org/gone,404,,,,\r
                        https://example.org/dead,0,,,,timeout\r
                        """);
    }

    @Test
    void csvHasNoLinksUnlessTheyAreChosen() throws Exception {
        assertThat(exported(to("csv")).lines().findFirst().orElseThrow())
                .startsWith("url,method,")
                .endsWith(",linkCount,price,tags");
        assertThat(exported(to("csv").withColumns("links").overwriting()))
                .contains("\"[\"\"https://example.org/a\"\",");
    }

    @Test
    void jsonLinesNestWhatTheRecordsNest() throws Exception {
        assertThat(exported(to("jsonl").withColumns("url", "error.kind", "error.message", "links", "price"))
                        .lines())
                .containsExactly(
                        "{\"url\":\"https://example.org/\",\"links\":[\"https://example.org/a\",\"https://example.org/gone\","
                                + "\"https://other.example/\"],\"price\":9.5}",
                        "{\"url\":\"https://example.org/a\",\"links\":[\"https://example.org/\"],\"price\":12}",
                        "{\"url\":\"https://example.org/gone\",\"links\":[]}",
                        "{\"url\":\"https://example.org/dead\",\"error\":{\"kind\":\"timeout\",\"message\":\"No answer.\"}}");
    }

    @Test
    void linksAndItemsAndSkippedUrlsAreTables() throws Exception {
        assertThat(exported(to("csv").ofTable("links")).lines())
                .containsExactly(
                        "from,to,position,nofollow",
                        "https://example.org/,https://example.org/a,0,false",
                        "https://example.org/,https://example.org/gone,1,false",
                        "https://example.org/,https://other.example/,2,true",
                        "https://example.org/a,https://example.org/,0,false");
        assertThat(exported(to("csv").ofTable("product").overwriting()).lines())
                .containsExactly(
                        "url,name,price,more",
                        "https://example.org/a,Jar,1,",
                        "https://example.org/a,Cup,2.5,\"{\"\"a\"\":1}\"");
        assertThat(exported(to("jsonl").ofTable("items").overwriting()).lines())
                .contains("{\"url\":\"https://example.org/\",\"name\":\"offer\",\"fields\":{\"name\":\"Jar\"}}");
        assertThat(exported(to("csv").ofTable("skipped").overwriting()).lines())
                .containsExactly("url,reason,referrer,rule,error", "https://other.example/,scope,,,");
    }

    @Test
    void urlsAreAFileOfSeeds() throws Exception {
        assertThat(exported(to("urls").where("status >= 400"))).isEqualTo("https://example.org/gone\n");
        assertThat(exported(to("urls").ofTable("product").overwriting())).isEqualTo("https://example.org/a\n");
    }

    @Test
    void graphsAreEdgesOrGraphml() throws Exception {
        assertThat(exported(to("graph")).lines())
                .startsWith("from,to", "https://example.org/,https://example.org/a")
                .hasSize(5);
        Path graphml = temporary.resolve("g.graphml");
        Export.run(ExportRequest.of(folder, "graph", graphml));
        assertThat(Files.readString(graphml))
                .contains("<node id=\"https://example.org/\"><data key=\"status\">200</data>")
                .contains("<node id=\"https://other.example/\"/>")
                .contains("<edge source=\"https://example.org/a\" target=\"https://example.org/\"/>");
        var document = javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(graphml.toFile());
        assertThat(document.getElementsByTagName("node").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("edge").getLength()).isEqualTo(4);
    }

    @Test
    void sitemapsHoldPagesThatMayBeIndexed() throws Exception {
        assertThat(exported(to("sitemap"))).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                <url><loc>https://example.org/</loc><lastmod>2026-11-28T12:00:00Z</lastmod></url>
                <url><loc>https://example.org/a</loc></url>
                </urlset>
                """);
    }

    @Test
    void aRunningOrKilledCrawlIsExportedUpToItsLastWholeRecord() throws Exception {
        Files.writeString(
                folder.resolve(CrawlFolder.PAGES), "{\"url\":\"https://exa", java.nio.file.StandardOpenOption.APPEND);
        assertThat(Export.run(to("csv")).rows()).containsExactly(java.util.Map.entry("pages", 4L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            csv     | staus,url | The table pages has no column "staus"; did you mean "status"?
            csv     | url,url   | The column "url" is named twice: name it once.
            urls    | url       | The format urls has its own columns: leave out --columns.
            cvs     | url       | There is no format "cvs"; did you mean "csv"?.
            files   | url       | The format files is not made of tables: leave out --columns.
            """)
    void wrongRequestsGetASentence(String format, String columns, String sentence) {
        assertThatThrownBy(() -> Export.run(to(format).withColumns(columns.split(","))))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith(sentence.replace("?.", "?"));
        assertThat(out).doesNotExist();
    }

    @Test
    void aTargetThatExistsStaysUnlessItIsToBeReplaced() throws Exception {
        Files.writeString(out, "mine");
        assertThatThrownBy(() -> Export.run(to("csv")))
                .hasMessage(out + " exists already: name another file, or replace it by --overwrite.");
        assertThat(out).hasContent("mine");
        assertThat(exported(to("csv").overwriting())).startsWith("url,");
        assertThatThrownBy(() -> Export.run(ExportRequest.of(folder, "csv", temporary)))
                .hasMessage(temporary + " is a folder: name a file.");
    }

    @Test
    void aFolderWithoutACrawlGetsASentence() {
        assertThatThrownBy(() -> Export.run(ExportRequest.of(temporary.resolve("none"), "csv", out)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("none");
    }

    @Test
    void anUnknownTableGetsTheNearestName() {
        assertThatThrownBy(() -> Export.run(to("csv").ofTable("prodct")))
                .hasMessage("The crawl has no table \"prodct\"; did you mean \"product\"?");
    }

    @Test
    void aDamagedRecordLeavesNoFile() throws Exception {
        Files.writeString(folder.resolve(CrawlFolder.SKIPPED), "{}\n");
        assertThatThrownBy(() -> Export.run(to("csv").ofTable("skipped")))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("line 1 of")
                .hasMessageContaining("damaged");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactly(folder);
        }
    }

    @Test
    void whatIsLeftOfAKilledExportIsReplaced() throws Exception {
        Files.writeString(temporary.resolve("out.part"), "half");
        Export.run(to("csv"));
        assertThat(temporary.resolve("out.part")).doesNotExist();
    }

    @Test
    void aStreamGetsTheSameBytes() throws Exception {
        var bytes = new ByteArrayOutputStream();
        Export.run(to("csv"), bytes);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(exported(to("csv")));
    }

    @Test
    void fieldsThatAreNamedLikeColumnsKeepTheirValues() throws Exception {
        var crawl = SampleCrawl.in(temporary.resolve("other"))
                .page("/", 200, "\"fields\":{\"status\":\"sold\",\"url\":1}")
                .item("/", "pages", "{\"url\":\"x\"}");
        Export.run(ExportRequest.of(crawl.folder(), "csv", out).withColumns("status", "fields.status", "fields.url"));
        assertThat(out).hasContent("status,fields.status,fields.url\r\n200,sold,1\r\n");
        assertThat(exported(ExportRequest.of(crawl.folder(), "csv", out)
                        .ofTable("items.pages")
                        .overwriting()))
                .isEqualTo("url,fields.url\r\nhttps://example.org/,x\r\n");
    }
}
