package ayatori.warc;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedPage;
import ayatori.demosite.DemoSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of whole crawls. */
@Timeout(60)
final class ArchivedCrawlTest {
    static CrawlOptions.Builder archived(String seed, Path out) {
        return CrawlOptions.from(seed)
                .delay(Delay.of(Duration.ZERO))
                .output(output ->
                        output.out(out).resumable(true).formats(EnumSet.of(OutputFormat.JSONL, OutputFormat.WARC)));
    }

    /** The URLs with an answer, in order; a URL that was asked for twice is there twice. */
    private static List<String> captured(List<WarcFiles.Read> records) {
        return records.stream()
                .filter(record -> record.type().equals("response") || record.type().equals("revisit"))
                .map(WarcFiles.Read::url)
                .toList();
    }

    private static List<String> answered(Path out) throws Exception {
        try (var pages = CrawlReader.open(out).pages()) {
            return pages.filter(page -> page.status() > 0)
                    .map(RecordedPage::url)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = false)
    void everyAnswerIsInAFileOnceAndTheFilesAreValid(boolean isZstd, @TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (DemoSite site = DemoSite.start()) {
            CrawlReport report = Crawler.of(archived(site.url().toString(), out)
                            .maxPages(40)
                            .output(output -> output.archive(
                                    archive -> archive.withFileBytes(10_000).withZstd(isZstd)))
                            .build())
                    .run();
            assertThat(report.problem()).isNull();
        }
        List<WarcFiles.Read> records = WarcFiles.records(out);
        assertThat(WarcFiles.of(out)).hasSizeGreaterThan(1);
        assertThat(records.stream().filter(record -> record.type().equals("warcinfo")))
                .hasSameSizeAs(WarcFiles.of(out));
        List<String> captured = captured(records);
        assertThat(captured).doesNotHaveDuplicates().containsAll(answered(out));
        assertThat(captured).anyMatch(url -> url.endsWith("/robots.txt"));
    }
}
