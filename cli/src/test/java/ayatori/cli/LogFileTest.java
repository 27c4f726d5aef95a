package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlReport.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void appendsLinesOfTextWithoutCredentials() throws Exception {
        Path file = folder.resolve("crawl.log");
        try (LogFile log = LogFile.open(file, CLOCK)) {
            log.line("begins: https://ada:engine@example.org/\u001b[2J");
            Logger.getLogger("ayatori.test").log(Level.WARNING, "from http://u:p@h/ {0}", "x");
            for (int second = 1; second <= 12; second++) {
                log.update(ScriptedCrawl.progress(second));
            }
        }
        try (LogFile log = LogFile.open(file, CLOCK)) {
            log.ends(ScriptedCrawl.report(End.STOPPED, 1, Map.of("https://a.example/", "It is gone.")));
        }
        assertThat(Files.readString(file)).isEqualTo("""
                2026-11-28T12:00:00Z info  begins: https://***@example.org/\\x1b[2J
                2026-11-28T12:00:00Z warning  from http://***@h/ x
                2026-11-28T12:00:00Z info  12,340 pages, 1,234/s, 34.6 MB/s, queued 45,678, in flight 64, errors 12
                2026-11-28T12:00:00Z warning  https://a.example/: It is gone.
                2026-11-28T12:00:00Z info  ends (stopped): 1,234 pages in 12.3s, errors 5, skipped 3,471
                """);
    }

    @Test
    void writesJsonIfTheNameSaysSo() throws Exception {
        Path file = folder.resolve("crawl.jsonl");
        try (LogFile log = LogFile.open(file, CLOCK)) {
            log.ends(ScriptedCrawl.report(End.DONE, 1, Map.of()));
        }
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"time\":\"2026-11-28T12:00:00Z\",\"level\":\"info\",\"message\":\"ends (done): 1,234 pages"
                                + " in 12.3s, errors 5, skipped 3,471\",\"pages\":1234,\"errors\":5,\"skipped\":3471}\n");
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        assertThatThrownBy(() -> LogFile.open(folder.resolve("no/such/folder.log"), CLOCK))
                .hasMessageStartingWith("--log-file: the folder of ")
                .hasMessageEndingWith(" does not exist; create it first");
        assertThatThrownBy(() -> LogFile.open(folder, CLOCK)).hasMessageEndingWith(" cannot be written");
    }
}
