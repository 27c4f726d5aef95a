package ayatori.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.export.table.ExportException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderFormatsTest {
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

    @Test
    void aFileHoldsThePagesOfTheCondition() throws Exception {
        ExportReport report = Export.run(to("sample").where("status = 404"));
        assertThat(out).hasContent("https://example.org/gone\n");
        assertThat(report.files()).containsExactly(out);
        assertThat(report.summary()).isEqualTo("1 URLs");
        assertThat(report.warnings()).containsExactly("Take care.");
    }

    @Test
    void aFolderIsRenamedWhenItIsWhole() throws Exception {
        Files.createDirectory(out); // an empty one is no obstacle
        Files.createDirectories(temporary.resolve("out.part/deep/left"));
        Export.run(to("sample-folder"));
        assertThat(out.resolve("deep/urls.txt")).isNotEmptyFile();
        assertThat(temporary.resolve("out.part")).doesNotExist();
    }

    @Test
    void aFolderThatHoldsSomethingIsNeverReplaced() throws Exception {
        Files.createDirectory(out);
        Files.writeString(out.resolve("mine"), "mine");
        assertThatThrownBy(() -> Export.run(to("sample-folder").overwriting()))
                .hasMessage(
                        out + " exists already: name another folder, or remove it. --overwrite replaces files only.");
        assertThat(out.resolve("mine")).hasContent("mine");
    }

    @Test
    void aFailureLeavesNothing() throws Exception {
        assertThatThrownBy(() -> Export.run(to("sample").withOptions(Map.of("fail", "It is late."))))
                .hasMessage("It is late.");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactly(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "csv"})
    void anOptionOfAnotherFormatGetsASentence(String format) {
        assertThatThrownBy(() -> Export.run(to(format).withOptions(Map.of("sign", "key"))))
                .isInstanceOf(ExportException.class)
                .hasMessage("The format " + format + " has no --sign: leave it out.");
    }

    @Test
    void columnsAndTablesAndStreamsAreForTables() {
        assertThatThrownBy(() -> Export.run(to("sample").withColumns("url")))
                .hasMessage("The format sample is not made of tables: leave out --columns.");
        assertThatThrownBy(() -> Export.run(to("sample").ofTable("links")))
                .hasMessage("The format sample is not made of tables: leave out --table.");
        assertThatThrownBy(() -> Export.run(to("sample"), OutputStream.nullOutputStream()))
                .hasMessage("The format sample needs a target: name one by --out.");
    }
}
