package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedSummaryTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456789Z");
    private static final CrawlOptions OPTIONS =
            CrawlOptions.from("https://example.org/").build();

    @TempDir
    private Path path;

    @Test
    void theSummaryComesBackOnceTheCrawlHasEnded() throws Exception {
        var report = new CrawlReport(
                CrawlReport.End.BUDGET,
                null,
                5,
                new TreeMap<>(Map.of(200, 4L, 0, 1L)),
                new TreeMap<>(Map.of("timeout", 1L)),
                new TreeMap<>(Map.of("scope", 7L)),
                12_345,
                Duration.ofMillis(6_789),
                1,
                Map.of(),
                0,
                true,
                9,
                new TreeMap<>(Map.of("gone", 2L)),
                4,
                new TreeMap<>(Map.of("price", 3L)),
                new TreeMap<>());
        try (var folder = CrawlFolder.create(path, Manifest.of(OPTIONS, NOON))) {
            assertThat(CrawlReader.open(path).summary()).isNull();
            folder.write(CrawlFolder.SUMMARY, SummaryJson.of(report, OPTIONS, NOON, NOON));
        }
        assertThat(CrawlReader.open(path).summary())
                .isEqualTo(new RecordedSummary(
                        "budget",
                        NOON,
                        NOON,
                        report.elapsed(),
                        5,
                        12_345,
                        report.byStatus(),
                        report.byError(),
                        report.skipped(),
                        report.lacking(),
                        report.misfits(),
                        9,
                        4,
                        report.byChange()));
    }
}
