package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class DiffCommandTest {
    private static final String SITE = "https://example.org/";

    @TempDir
    Path temporary;

    private TestConsole console = TestConsole.piped();
    private Path before = Path.of("");
    private Path after = Path.of("");

    @BeforeEach
    void createFolders() throws Exception {
        before = crawl("before", page("", "Old", "1"), page("gone", "Gone", "2"), page("from", "Moves", "3"));
        after = crawl("after", page("", "New", "9"), page("new", "Fresh", "4"), page("to", "Moves", "3"));
    }

    private Path crawl(String name, String... pages) throws Exception {
        Path folder = ExportCommandTest.crawlIn(temporary.resolve(name));
        Files.writeString(folder.resolve("pages.jsonl"), String.join("", pages));
        Files.writeString(
                folder.resolve("summary.json"),
                "{\"end\":\"done\",\"startedAt\":\"2026-01-01T00:00:00Z\",\"seconds\":1,\"pages\":1,\"bytes\":1,"
                        + "\"byStatus\":{},\"byError\":{},\"skipped\":{},\"queued\":0}");
        return folder;
    }

    private static String page(String path, String title, String digest) {
        return "{\"url\":\"" + SITE + path + "\",\"status\":200,\"depth\":0,\"bytes\":1,\"title\":\"" + title
                + "\",\"digest\":\"" + digest.repeat(32) + "\",\"elapsedMs\":2,\"fetchedAt\":\"2026-01-02T03:04:05Z\""
                + ",\"attempts\":1,\"contentType\":\"text/html\"}\n";
    }

    private int run(String... arguments) {
        console = TestConsole.piped();
        return new Program(console.console(), new ScriptedCrawl(), _ -> {}).run(arguments);
    }

    @Test
    void tellsWhatChanged() {
        assertThat(run("diff", before.toString(), after.toString())).isZero();
        assertThat(console.out().lines())
                .containsExactly(
                        "1 new, 1 gone, 1 moved, 1 changed, 0 unchanged",
                        "A  " + SITE + "new",
                        "D  " + SITE + "gone",
                        "R  " + SITE + "from -> " + SITE + "to",
                        "M  " + SITE + "  (title \"Old\" -> \"New\")");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void theExitCodeTellsWhetherAnythingDiffersIfThatIsAskedFor() {
        assertThat(run("diff", before.toString(), after.toString(), "--exit-code"))
                .isEqualTo(ExitCode.FINDINGS);
        assertThat(run("diff", before.toString(), before.toString(), "--exit-code"))
                .isZero();
        assertThat(console.out()).isEqualTo("0 new, 0 gone, 0 moved, 0 changed, 3 unchanged\n");
    }

    @Test
    void writesAPageAndJson() throws Exception {
        Path html = temporary.resolve("changes.html");
        assertThat(run("diff", before.toString(), after.toString(), "--format=html", "--out=" + html))
                .isZero();
        assertThat(console.out()).isEqualTo(html + "\n  1 new, 1 gone, 1 moved, 1 changed, 0 unchanged\n");
        assertThat(Files.readString(html)).startsWith("<!doctype html>").contains(SITE + "gone");
        assertThat(run("diff", before.toString(), after.toString(), "--format=html", "--out=" + html))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .isEqualTo("ayatori: " + html + " exists already: name another file, or replace it by --overwrite.\n");
        assertThat(run("diff", before.toString(), after.toString(), "--format=json"))
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(console.out());
        assertThat(json.at("/moved/0/from").asString()).isEqualTo(SITE + "from");
        assertThat(json.at("/changed/0/title/1").asString()).isEqualTo("New");
    }

    @Test
    void refusesInOneSentenceWhatCannotBeCompared() throws Exception {
        Path none = Files.createDirectory(temporary.resolve("none"));
        assertThat(run("diff", before.toString(), none.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).isEqualTo("ayatori: " + none + " is not a crawl folder: it has no crawl.json.\n");
        Files.writeString(none.resolve("crawl.json"), "{\"format\":99,\"program\":\"9.0\",\"options\":{}}");
        assertThat(run("diff", none.toString(), after.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .contains("was written by a newer Ayatori (9.0)")
                .hasLineCount(1);
        assertThat(run("diff", before.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .isEqualTo("ayatori: two crawls are compared, not 1; write for example ayatori diff A B\n");
        assertThat(run("diff", before.toString(), after.toString(), "--format=xml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err())
                .startsWith("ayatori: ")
                .contains("xml", "html")
                .hasLineCount(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void comparesACrawlThatIsEmptyOrHalfWritten() throws Exception {
        Path empty = crawl("empty");
        assertThat(run("diff", empty.toString(), empty.toString())).isZero();
        assertThat(console.out()).isEqualTo("0 new, 0 gone, 0 moved, 0 changed, 0 unchanged\n");
        Path half = crawl(
                "half", page("", "Old", "1"), page("gone", "Gone", "2").strip().substring(0, 40));
        Files.delete(half.resolve("summary.json"));
        assertThat(run("diff", before.toString(), half.toString())).isZero();
        assertThat(console.out())
                .startsWith("0 new, 2 gone, 0 moved, 0 changed, 1 unchanged\n")
                .contains(
                        "the crawl in " + half + " is not done, so pages that are gone may only not have been reached");
    }

    @Test
    void endsQuietlyWhenTheReaderOfStandardOutputHasGone() {
        var gone = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws java.io.IOException {
                        throw new java.io.IOException("Broken pipe");
                    }
                },
                false,
                StandardCharsets.UTF_8);
        Style plain = new Style(false, true);
        var piped = new Console(
                gone, console.console().err(), plain, plain, false, () -> Window.USUAL, new NoTty(), Map.of());
        assertThat(new Program(piped, new ScriptedCrawl(), _ -> {}).run("diff", before.toString(), after.toString()))
                .isZero();
        assertThat(console.err()).isEmpty();
    }
}
