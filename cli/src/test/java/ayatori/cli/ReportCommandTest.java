package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
    @TempDir
    Path temporary;

    private TestConsole console = TestConsole.piped();
    private Path folder = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void createFolder() throws Exception {
        folder = ExportCommandTest.crawlIn(temporary.resolve("site"));
        out = temporary.resolve("site.html");
    }

    private static int run(TestConsole on, String... arguments) {
        return new Program(on.console(), new ScriptedCrawl(), _ -> {}).run(arguments);
    }

    private int run(String... arguments) {
        console = TestConsole.piped();
        return run(console, arguments);
    }

    private void refuses(String sentence, String... arguments) {
        assertThat(run(arguments)).as(sentence).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("ayatori: " + sentence + "\n");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void writesAPageAndTellsWhatItHolds() throws Exception {
        assertThat(run("report", folder.toString(), "--out=" + out)).isZero();
        assertThat(Files.readString(out)).startsWith("<!doctype html>").contains("https://example.org/a");
        assertThat(console.out()).startsWith(out + "\n  3 pages, 2 errors, ");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void writesAllRowsOfOneFinding() throws Exception {
        Path csv = temporary.resolve("broken.csv");
        assertThat(run("report", folder.toString(), "--finding=broken-link", "--out=" + csv))
                .isZero();
        assertThat(Files.readString(csv)).startsWith("URL,Answer,On page,").contains("https://example.org/b,404,");
        assertThat(console.out()).isEqualTo(csv + "\n  2 rows\n");
        refuses(
                "The crawl cannot tell about image-alt: it takes a crawl with --metadata.",
                "report",
                folder.toString(),
                "--finding=image-alt",
                "--overwrite",
                "--out=" + csv);
        assertThat(run("report", folder.toString(), "--finding=brokn")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("There is no finding \"brokn\"").hasLineCount(1);
    }

    @Test
    void replacesNoFileUnlessItIsTold() throws Exception {
        Files.writeString(out, "mine");
        refuses(
                out + " exists already: name another file, or replace it by --overwrite.",
                "report",
                folder.toString(),
                "--out=" + out);
        assertThat(Files.readString(out)).isEqualTo("mine");
        assertThat(run("report", folder.toString(), "--out=" + out, "--overwrite", "--quiet"))
                .isZero();
        assertThat(Files.readString(out)).startsWith("<!doctype html>");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void ofTwoReportsIntoOneFileOneIsRefused() throws Exception {
        var consoles = List.of(TestConsole.piped(), TestConsole.piped());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> reports = consoles.stream()
                    .<Callable<Integer>>map(on -> () -> run(on, "report", folder.toString(), "--out=" + out))
                    .toList();
            List<Integer> exitCodes = threads.invokeAll(reports).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();
            assertThat(exitCodes).containsExactly(ExitCode.DONE, ExitCode.USAGE);
        }
        assertThat(consoles.stream().map(TestConsole::err).toList())
                .containsExactlyInAnyOrder(
                        "", "ayatori: " + out + " exists already: name another file, or replace it by --overwrite.\n");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactlyInAnyOrder(folder, out);
        }
    }

    @Test
    void reportsAnEmptyCrawl() throws Exception {
        Files.writeString(folder.resolve("pages.jsonl"), "");
        assertThat(run("report", folder.toString(), "--out=" + out)).isZero();
        assertThat(console.out()).isEqualTo(out + "\n  the crawl has recorded no page, so there is nothing to judge\n");
        assertThat(Files.readString(out)).contains("there is nothing to judge");
    }

    @Test
    void reportsAFolderThatIsHalfWritten() throws Exception {
        Files.writeString(
                folder.resolve("pages.jsonl"), "{\"url\":\"https://example.org/half", StandardOpenOption.APPEND);
        assertThat(run("report", folder.toString(), "--out=" + out)).isZero();
        assertThat(console.out()).contains("3 pages, ");
        assertThat(Files.readString(out)).doesNotContain("/half");
    }

    @Test
    void refusesInOneSentenceWhatIsNoCrawl() throws Exception {
        Path none = Files.createDirectory(temporary.resolve("none"));
        refuses(none + " is not a crawl folder: it has no crawl.json.", "report", none.toString(), "--out=" + out);
        Path missing = temporary.resolve("missing");
        assertThat(run("report", missing.toString(), "--out=" + out)).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .startsWith("ayatori: ")
                .contains(missing.toString())
                .hasLineCount(1);
        Files.writeString(none.resolve("crawl.json"), "{\"format\":99,\"program\":\"9.0\",\"options\":{}}");
        assertThat(run("report", none.toString(), "--out=" + out)).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .contains("was written by a newer Ayatori (9.0)")
                .hasLineCount(1);
        Files.writeString(none.resolve("crawl.json"), "{\"format\":");
        assertThat(run("report", none.toString(), "--out=" + out)).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("ayatori: ").hasLineCount(1);
        refuses(
                "one crawl is reported at a time, not 2 (ayatori report --help shows more)",
                "report",
                folder.toString(),
                folder.toString());
        Files.writeString(folder.resolve("pages.jsonl"), "no JSON\n", StandardOpenOption.APPEND);
        assertThat(run("report", folder.toString(), "--out=" + out)).isEqualTo(ExitCode.FAILED);
        assertThat(console.err())
                .startsWith("ayatori: ")
                .contains("pages.jsonl", "4")
                .hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void saysInOneSentenceThatTheFileCannotBeWritten() {
        Path below = folder.resolve("pages.jsonl").resolve("x.html");
        assertThat(run("report", folder.toString(), "--out=" + below)).isEqualTo(ExitCode.FAILED);
        assertThat(console.err())
                .startsWith("ayatori: " + below + " cannot be written: ")
                .hasLineCount(1);
        refuses(temporary + " is a folder: name a file.", "report", folder.toString(), "--out=" + temporary);
    }
}
