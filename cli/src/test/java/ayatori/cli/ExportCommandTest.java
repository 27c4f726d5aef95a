package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.Manifest;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {
    @TempDir
    Path temporary;

    private final TestConsole console = TestConsole.piped();
    private Path folder = Path.of("");

    @BeforeEach
    void createFolder() throws Exception {
        folder = crawlIn(temporary.resolve("site"));
    }

    static Path crawlIn(Path folder) throws Exception {
        CrawlFolder.create(
                        folder,
                        Manifest.of(
                                CrawlOptions.from("https://example.org/").build(),
                                Instant.parse("2026-01-01T00:00:00Z")))
                .close();
        Files.writeString(folder.resolve("skipped.jsonl"), "");
        Files.writeString(folder.resolve("pages.jsonl"), page("", 200) + page("a", 404) + page("b", 404));
        return folder;
    }

    private static String page(String path, int status) {
        return "{\"url\":\"https://example.org/" + path + "\",\"status\":" + status + ",\"depth\":0,\"bytes\":1,"
                + "\"elapsedMs\":2,\"fetchedAt\":\"2026-01-02T03:04:05Z\",\"attempts\":1}\n";
    }

    private int run(String... arguments) {
        return new Program(console.console(), new ScriptedCrawl(), _ -> {}).run(arguments);
    }

    @Test
    void writesAFileAndTellsHowManyRows() throws Exception {
        Path out = temporary.resolve("errors.csv");
        assertThat(run(
                        "export",
                        folder.toString(),
                        "--to=csv",
                        "--columns",
                        "url, status",
                        "--where",
                        "status >= 400",
                        "--out=" + out))
                .isZero();
        assertThat(Files.readString(out))
                .isEqualTo("url,status\r\nhttps://example.org/a,404\r\nhttps://example.org/b,404\r\n");
        assertThat(console.out()).isEqualTo(out + "\n  pages 2 rows\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void writesToStandardOutput() {
        assertThat(run("export", folder.toString(), "--to=urls", "--where=status = 200", "--out=-"))
                .isZero();
        assertThat(console.out()).isEqualTo("https://example.org/\n");
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
        assertThat(new Program(piped, new ScriptedCrawl(), _ -> {})
                        .run("export", folder.toString(), "--to=jsonl", "--out=-"))
                .isZero();
        assertThat(console.err()).isEmpty();
    }

    @Test
    void whatIsWrongGetsASentence() throws Exception {
        Path taken = Files.writeString(temporary.resolve("taken.csv"), "");
        assertThat(run("export", folder.toString(), "--to=csv", "--out=" + taken))
                .isEqualTo(2);
        assertThat(run("export", folder.toString(), "--to=cvs")).isEqualTo(2);
        assertThat(run("export", folder.toString())).isEqualTo(2);
        assertThat(run("export", temporary.toString(), "--to=csv")).isEqualTo(2);
        assertThat(run("export", folder.toString(), "--to=csv", "--where=staus = 1", "--out=-"))
                .isEqualTo(2);
        assertThat(run("export", folder.toString(), "--to=sitemap", "--out=-")).isEqualTo(2);
        assertThat(run("export", folder.toString(), "--to=csv", "--out=" + taken + "/under"))
                .isEqualTo(1);
        assertThat(console.err().lines().map(line -> line.replace(temporary.toString(), "T")))
                .containsExactly(
                        "ayatori: T/taken.csv exists already: name another file, or replace it by --overwrite.",
                        "ayatori: There is no format \"cvs\"; did you mean \"csv\"?",
                        "ayatori: no format given; write for example ayatori export T/site --to csv",
                        "ayatori: T is not a crawl folder: it has no crawl.json.",
                        "ayatori: The condition staus = 1 is wrong at character 1: the table pages has no column"
                                + " \"staus\"; did you mean \"status\"?",
                        "ayatori: The format sitemap needs a file: name one by --out.",
                        "ayatori: T/taken.csv/under cannot be written: there is a file of that name.");
    }
}
