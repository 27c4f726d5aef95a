package ayatori.export;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.folder.CrawlFolder;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are never in memory: a JVM with 24 MB of heap exports a folder of three times that size. */
final class SmallHeapTest {
    private static final int PAGES = 12_000;
    private static final int LINKS = 100;

    @TempDir
    Path temporary;

    @Test
    void largeTablesAreExportedInASmallHeap() throws Exception {
        Path folder = SampleCrawl.in(temporary.resolve("crawl")).folder();
        var random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(CrawlFolder.PAGES))) {
            for (int page = 0; page < PAGES; page++) {
                out.write("{\"url\":\"https://example.org/" + page + "\",\"status\":200,\"depth\":1,\"bytes\":1,"
                        + "\"elapsedMs\":1,\"fetchedAt\":\"2026-01-02T03:04:05Z\",\"attempts\":1,\"links\":[\"x\"");
                for (int link = 1; link < LINKS; link++) {
                    out.write(",\"https://example.org/a/path/of/some/length/" + random.nextInt(PAGES) + "\"");
                }
                out.write("]}\n");
            }
        }
        assertThat(Files.size(folder.resolve(CrawlFolder.PAGES))).isGreaterThan(50 << 20);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Exports.class.getName(),
                        folder.toString(),
                        temporary.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        try (var lines = Files.lines(temporary.resolve("links.csv"))) {
            assertThat(lines.count()).isEqualTo(1 + (long) PAGES * LINKS);
        }
        try (var lines = Files.lines(temporary.resolve("pages.jsonl"))) {
            assertThat(lines.count()).isEqualTo(PAGES);
        }
    }

    /** The program of the JVM with the small heap. */
    static final class Exports {
        private Exports() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            Path out = Path.of(arguments[1]);
            Export.run(ExportRequest.of(folder, "csv", out.resolve("links.csv")).ofTable("links"));
            Export.run(ExportRequest.of(folder, "jsonl", out.resolve("pages.jsonl")));
        }
    }
}
