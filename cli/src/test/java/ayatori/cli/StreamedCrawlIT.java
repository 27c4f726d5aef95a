package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.demosite.DemoSite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code ayatori crawl --stdout} and {@code --format csv} against the demo site. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class StreamedCrawlIT {
    @TempDir
    Path temporary;

    private final TestConsole console = TestConsole.piped();

    private static int run(Console console, String... arguments) {
        return new Program(console, Crawls.runner(), _ -> {}).run(arguments);
    }

    @Test
    void standardOutputHasRecordsAndNothingElse() throws Exception {
        try (var site = DemoSite.start()) {
            assertThat(run(
                            console.console(),
                            "crawl",
                            "--stdout",
                            "--delay=0",
                            "--depth=1",
                            site.url().toString()))
                    .isZero();
        }
        List<String> lines = console.out().lines().toList();
        assertThat(lines).hasSizeGreaterThan(3);
        assertThat(JsonMapper.shared().readTree(lines.getFirst()).get("title").asString())
                .isEqualTo("Museum of String Figures");
        lines.forEach(line ->
                assertThat(JsonMapper.shared().readTree(line).isObject()).isTrue());
        assertThat(console.err())
                .contains("Without --out this crawl cannot be resumed.")
                .contains("Done · ");
    }

    @Test
    void withAFolderBothAreWritten() throws Exception {
        Path out = temporary.resolve("out");
        try (var site = DemoSite.start()) {
            assertThat(run(
                            console.console(),
                            "crawl",
                            "--stdout",
                            "--quiet",
                            "--format=csv",
                            "--delay=0",
                            "--depth=1",
                            "--out=" + out,
                            site.url().toString()))
                    .isZero();
        }
        assertThat(console.out()).isEqualTo(Files.readString(out.resolve("pages.jsonl")));
        assertThat(console.err()).isEmpty();
        assertThat(Files.readString(out.resolve("pages.csv")).lines())
                .hasSize((int) console.out().lines().count() + 1)
                .startsWith(
                        "url,status,title,depth,referrer,contentType,charset,bytes,elapsedMs,fetchedAt,attempts,"
                                + "truncated,etag,lastModified,digest,redirectTo,error.kind,error.message,canonical,lang,linkCount");
    }

    @Test
    void theCrawlEndsQuietlyWhenTheReaderHasGone() throws Exception {
        var read = new ByteArrayOutputStream();
        var head = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (read.size() > 100) {
                            throw new IOException("Broken pipe");
                        }
                        read.write(b);
                    }
                },
                false,
                StandardCharsets.UTF_8);
        Style plain = new Style(false, true);
        var piped = new Console(
                head, console.console().err(), plain, plain, false, () -> Window.USUAL, new NoTty(), Map.of());
        try (var site = DemoSite.start()) {
            assertThat(run(
                            piped,
                            "crawl",
                            "--stdout",
                            "--quiet",
                            "--depth=12",
                            site.url().toString()))
                    .isZero();
        }
        assertThat(console.err()).isEmpty();
    }

    @Test
    void filesNeedAFolder() {
        assertThat(run(console.console(), "crawl", "--stdout", "--compress", "http://localhost:1/"))
                .isEqualTo(2);
        assertThat(run(console.console(), "crawl", "--stdout", "--format=csv", "http://localhost:1/"))
                .isEqualTo(2);
        assertThat(console.err().lines())
                .containsExactly(
                        "ayatori: --compress is for the files of an output folder: name one by --out",
                        "ayatori: --format is for the files of an output folder: name one by --out");
    }
}
