package ayatori.report.site;

import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.report.site.Overview.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was found and not requested. */
final class SkipScan {
    /** Skipped URLs of one reason that are shown; else one reason would fill the table. */
    private static final int REASON_SHOWN_MAX = 200;

    /** Different reasons; a newer version may have others. */
    private static final int REASONS_MAX = 1_000;

    final Map<String, Long> counts = new HashMap<>();
    final List<RecordedSkip> shown = new ArrayList<>();
    final List<RecordedSkip> blocked = new ArrayList<>();
    long count;
    long blockedCount;

    private SkipScan() {}

    static SkipScan read(CrawlReader crawl, Site site, UrlKeys keys, int skipsMax, int blockedMax)
            throws FolderException {
        var scan = new SkipScan();
        try (Stream<RecordedSkip> skips = crawl.skipped()) {
            skips.forEach(skip -> scan.add(skip, site, keys, skipsMax, blockedMax));
        }
        return scan;
    }

    private void add(RecordedSkip skip, Site site, UrlKeys keys, int skipsMax, int blockedMax) {
        count++;
        if (counts.size() < REASONS_MAX || counts.containsKey(skip.reason())) {
            long ofReason = counts.merge(skip.reason(), 1L, Long::sum);
            if (shown.size() < skipsMax && (ofReason <= REASON_SHOWN_MAX || skipsMax == Integer.MAX_VALUE)) {
                shown.add(skip);
            }
        }
        if (skip.reason().startsWith("robots") && skip.referrer() != null) {
            blockedCount++;
            site.blocked.put(keys.of(skip.url()), 1);
            if (blocked.size() < blockedMax) {
                blocked.add(skip);
            }
        }
    }

    List<Count> counts() {
        List<Count> all = new ArrayList<>();
        counts.forEach((reason, n) -> all.add(new Count(reason, n, 0)));
        return Distributions.largest(all, 20);
    }
}
