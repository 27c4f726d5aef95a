package ayatori.cluster.collect;

import ayatori.cluster.client.ClusterStatus;
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

/** Sums up a folder into which a whole crawl was collected. */
final class CollectSummary {
    private CollectSummary() {}

    /**
     * The summary of what the files hold, which are read once for it.
     *
     * @param cluster what the nodes have counted that no record tells
     * @param records records of pages and of requisites
     * @param items records of items
     */
    static byte[] of(Path folder, CrawlReport.End end, ClusterStatus cluster, long records, long items)
            throws FolderException {
        CrawlReader reader = CrawlReader.open(folder);
        CrawlOptions options = reader.manifest().crawlOptions().build();
        Instant began = reader.manifest().created();
        CrawlStatus status = reader.status();
        Instant ended = cluster.since();
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
                cluster.queued(),
                status.byChange(),
                items,
                cluster.lacking(),
                cluster.misfits(),
                records - status.pages());
        return SummaryJson.of(report, options, began, ended);
    }
}
