package ayatori.cluster.collect;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.SummaryJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Sums up a folder into which a whole crawl was collected. */
final class CollectSummary {
    private CollectSummary() {}

    /**
     * The summary of what the files hold, which are read once for it.
     *
     * @param ended when the crawl ended
     * @param queued URLs that were left
     * @param items records of items
     */
    static byte[] of(Path folder, CrawlReport.End end, Instant ended, long queued, long items) throws FolderException {
        CrawlReader reader = CrawlReader.open(folder);
        CrawlOptions options = reader.manifest().crawlOptions().build();
        Instant began = reader.manifest().created();
        CrawlStatus status = reader.status();
        var report = new CrawlReport(
                end,
                null,
                status.pages(),
                status.byStatus(),
                status.byError(),
                status.skipped(),
                status.bytes(),
                ended.isBefore(began) ? Duration.ZERO : Duration.between(began, ended),
                0,
                Map.of(),
                0,
                true,
                queued,
                status.byChange(),
                items,
                new TreeMap<>(),
                new TreeMap<>());
        return SummaryJson.of(report, options, began, ended);
    }
}
