package ayatori.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.text.SimHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports of what pages say: files, llms.txt, chunks, near-duplicates. */
@SuppressWarnings("NullAway.Init") // JUnit calls write first
final class TextExportTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private SampleCrawl crawl;

    @BeforeEach
    void write() throws Exception {
        folder = temporary.resolve("site");
        crawl = SampleCrawl.in(folder);
    }

    private TextExportTest page(String path, String markdown, String more) {
        String text = markdown.replaceAll("[#*|`>-]", "");
        crawl.page(
                path,
                200,
                "\"title\":\"Title of " + path + "\"," + more + "\"simhash\":\""
                        + HexFormat.of().toHexDigits(SimHash.of(text)) + "\",\"text\":" + SampleCrawl.quoted(text)
                        + ",\"markdown\":" + SampleCrawl.quoted(markdown));
        return this;
    }

    private ExportReport export(String format, Map<String, String> options) throws Exception {
        return Export.run(
                ExportRequest.of(folder, format, temporary.resolve("out")).withOptions(options));
    }

    private List<JsonNode> chunks(Map<String, String> options) throws Exception {
        Export.run(ExportRequest.of(folder, "chunks", temporary.resolve("chunks"))
                .withOptions(options)
                .overwriting());
        List<JsonNode> chunks = new ArrayList<>();
        for (String line : Files.readAllLines(temporary.resolve("chunks"))) {
            chunks.add(JsonMapper.shared().readTree(line));
        }
        return chunks;
    }

    /** A text with words of its own. */
    private static String text(int number) {
        var text = new StringBuilder();
        for (int word = 0; word < 60; word++) {
            text.append(Integer.toString((number + 1) * 7919 * (word + 3), 36)).append(' ');
        }
        return text.toString().strip();
    }

    @Test
    void filesHoldTheMarkdownOfPages() throws Exception {
        page("/", "# Home\n\nText.", "\"lang\":\"en\",").page("/docs/a.html", "# A\n\nMore.", "");
        crawl.page("/paper.pdf", 200, "\"simhash\":\"00000000000000ff\",\"text\":\"Paper\"");
        crawl.page("/style.css", 200, "").page("/lost", 404, "");
        ExportReport report = export("files", Map.of());
        assertThat(report.summary()).isEqualTo("3 files");
        Path out = temporary.resolve("out/example.org");
        assertThat(out.resolve("index.md")).hasContent("""
                ---
                url: "https://example.org/"
                title: "Title of /"
                lang: "en"
                fetched: 2026-01-02T03:04:05.678Z
                ---

                # Home

                Text.
                """);
        assertThat(out.resolve("docs/a.md")).content().endsWith("# A\n\nMore.\n");
        assertThat(out.resolve("paper.pdf.txt")).hasContent("Paper\n");
        assertThat(temporary.resolve("out/files.jsonl")).hasContent("""
                {"url":"https://example.org/","file":"example.org/index.md"}
                {"url":"https://example.org/docs/a.html","file":"example.org/docs/a.md"}
                {"url":"https://example.org/paper.pdf","file":"example.org/paper.pdf.txt"}
                """);
    }

    @Test
    void filesAreTextOnRequestAndOnlyOfChosenPages() throws Exception {
        page("/", "# Home\n\nText.", "").page("/a", "# A\n\nMore.", "");
        Export.run(ExportRequest.of(folder, "files", temporary.resolve("out"))
                .withOptions(Map.of("as", "text"))
                .where("url ends with \"/a\""));
        assertThat(temporary.resolve("out/example.org/a.txt")).hasContent(" A\n\nMore.\n");
        assertThat(temporary.resolve("out/example.org/index.txt")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsASentence() {
        crawl.page("/", 200, "");
        assertThatThrownBy(() -> export("files", Map.of()))
                .hasMessage("The crawl recorded no Markdown of its pages: crawl with --markdown.");
        assertThatThrownBy(() -> export("files", Map.of("as", "text")))
                .hasMessage("The crawl recorded no text of its pages: crawl with --text.");
        assertThatThrownBy(() -> export("files", Map.of("as", "html")))
                .hasMessageStartingWith("Records hold no bodies of pages, so there is no HTML to export as files");
        assertThatThrownBy(() -> export("files", Map.of("as", "txt"))).hasMessageContaining("did you mean \"text\"?");
        assertThatThrownBy(() -> export("files", Map.of("tokens", "9")))
                .hasMessage("The format files has no --tokens: leave it out.");
        assertThatThrownBy(() -> export("chunks", Map.of("tokens", "9")))
                .hasMessage("--tokens takes a number from 64 to 1000000, not \"9\".");
        assertThatThrownBy(() -> export("llms-txt", Map.of())).hasMessageContaining("crawl with --markdown");
        assertThat(temporary.resolve("out")).doesNotExist();
        assertThatThrownBy(() -> Export.run(ExportRequest.of(folder, "csv", temporary.resolve("out"))
                        .ofTable("near_duplicates")))
                .hasMessageContaining("crawl with --simhash, --text or --markdown");
    }

    @Test
    void chunksGoToAStreamAsToAFile() throws Exception {
        page("/a", "# A\n\n" + text(1), "");
        chunks(Map.of());
        var out = new ByteArrayOutputStream();
        Export.run(ExportRequest.of(folder, "chunks", null), out);
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(temporary.resolve("chunks")));
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> Export.run(ExportRequest.of(folder, "chunks", null), gone))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThatThrownBy(() -> Export.run(ExportRequest.of(folder, "files", null), out))
                .hasMessage("The format files needs a target: name one by --out.");
    }

    @Test
    void chunksTellWhereTheyStand() throws Exception {
        page("/a", "# A\n\n" + text(1) + "\n\n## Part\n\n" + text(2), "\"lang\":\"en\",\"anchors\":[\"\",\"part\"],");
        List<JsonNode> chunks = chunks(Map.of("tokens", "200"));
        assertThat(chunks).hasSize(2);
        JsonNode part = chunks.get(1);
        assertThat(part.path("url").asString()).isEqualTo("https://example.org/a");
        assertThat(part.path("anchor").asString()).isEqualTo("part");
        assertThat(part.path("title").asString()).isEqualTo("Title of /a");
        assertThat(part.path("path").toString()).isEqualTo("[\"A\",\"Part\"]");
        assertThat(part.path("lang").asString()).isEqualTo("en");
        assertThat(part.path("tokens").asInt()).isBetween(60, 200);
        assertThat(part.path("text").asString()).isEqualTo("## Part\n\n" + text(2));
        assertThat(part.path("id").asString())
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(chunks.get(0).path("id").asString());
        assertThat(chunks.get(0).has("anchor")).isFalse();
        assertThat(chunks(Map.of("tokens", "200")).get(1)).isEqualTo(part);
    }

    @Test
    void nearDuplicatesBoilerplateAndReservedPagesAreLeftOut() throws Exception {
        String notice = "All rights reserved by the museum of lakes, which is open on weekdays.";
        for (int number = 0; number < 8; number++) {
            page("/" + number, "# Page " + number + "\n\n" + text(number) + "\n\n" + notice, "");
        }
        page("/copy", "# Page 0\n\n" + text(0) + "\n\n" + notice, "");
        page("/reserved", "# Reserved\n\n" + text(20), "\"ai\":{\"noai\":true},");
        page("/signal", "# Signal\n\n" + text(21), "\"ai\":{\"contentSignal\":\"search=yes, ai-train=no\"},");
        page("/image", "# Image\n\n" + text(22), "\"ai\":{\"noimageai\":true},");
        ExportReport report = export("chunks", Map.of());
        assertThat(report.summary())
                .isEqualTo("9 chunks of 9 pages, without 1 near-duplicate and 2 pages that reserve themselves");
        assertThat(chunks(Map.of()))
                .hasSize(9)
                .allSatisfy(chunk -> assertThat(chunk.path("text").asString()).doesNotContain("All rights"));
        assertThat(chunks(Map.of("ignore-opt-outs", "true"))).hasSize(11);
        ExportReport llms = Export.run(ExportRequest.of(folder, "llms-txt", temporary.resolve("llms")));
        assertThat(llms.summary()).startsWith("9 pages, without 1 near-duplicate");
        assertThat(temporary.resolve("llms/llms-full.txt"))
                .content()
                .contains("# Page 3\n\nSource: https://example.org/3\n\n" + text(3) + "\n\n# Page 4")
                .doesNotContain("All rights", "Reserved");
    }

    @Test
    void aPageThatWasCopiedOftenIsNoBoilerplate() throws Exception {
        for (int number = 0; number < 7; number++) {
            page("/" + number, "# Page\n\n" + text(1), "");
        }
        assertThat(chunks(Map.of())).hasSize(1);
    }

    @Test
    void llmsTxtListsThePagesInSections() throws Exception {
        page("/guide/", "# The guide to lakes\n\nLakes are *deep*. " + text(1), "")
                .page(
                        "/guide/fish/",
                        "# Fish\n\n" + "Fish swim. " + text(2),
                        "\"metadata\":{\"description\":\"On [fish].\"},")
                .page("/guide/fish/carp", "# Carp\n\nA fish. " + text(3), "")
                .page("/guide/boats/sail", "Sails.\n\n" + text(4), "")
                .page("/guide/tools_and_nets/a(b)", "# Net\n\nNets. " + text(5), "")
                .page("/guide/tools_and_nets/c", "# Hook\n\nHooks. " + text(6), "");
        export("llms-txt", Map.of());
        String list = Files.readString(temporary.resolve("out/llms.txt"));
        assertThat(list.replaceAll("(?m): .*$", "").replaceAll("(?m)^> .*$", "> …"))
                .isEqualTo("""
                # The guide to lakes

                > …

                ## Pages

                - [The guide to lakes](https://example.org/guide/)
                - [Title of /guide/boats/sail](https://example.org/guide/boats/sail)

                ## Fish

                - [Fish](https://example.org/guide/fish/)
                - [Carp](https://example.org/guide/fish/carp)

                ## Tools and nets

                - [Net](https://example.org/guide/tools_and_nets/a%28b%29)
                - [Hook](https://example.org/guide/tools_and_nets/c)
                """);
        assertThat(list).contains("> Lakes are deep. ", "): On [fish].\n", "): Sails.\n");
    }

    @Test
    void nearDuplicatesAreATable() throws Exception {
        page("/print", "# A\n\n" + text(1), "\"canonical\":\"https://example.org/a\",")
                .page("/a", "# A\n\n" + text(1), "\"canonical\":\"https://example.org/a\",")
                .page("/b", "# B\n\n" + text(2), "")
                .page("/c", "# A\n\n" + text(1), "")
                .page("/empty", "", "")
                .page("/empty2", "", "");
        Path out = temporary.resolve("near.csv");
        Export.run(ExportRequest.of(folder, "csv", out).ofTable("near_duplicates"));
        assertThat(Files.readString(out)).isEqualToNormalizingNewlines("""
                url,of,distance
                https://example.org/print,https://example.org/a,0
                https://example.org/c,https://example.org/a,0
                """);
    }
}
