package ayatori.report.site;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedSkip;
import ayatori.crawler.folder.RecordedSummary;
import ayatori.report.site.Overview.Count;
import ayatori.report.site.SiteReport.PageRef;
import ayatori.report.site.SiteReport.Row;
import ayatori.report.site.SiteReport.Rows;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the report of a crawl folder. */
public final class SiteReader {
    /** Depths that are told apart. */
    private static final int DEPTHS_SHOWN = 20;

    private final CrawlReader crawl;
    private final int rowsMax;
    private final @Nullable Finding all;
    private final CrawlOptions options;

    private SiteReader(CrawlReader crawl, int rowsMax, @Nullable Finding all) throws FolderException {
        this.crawl = crawl;
        this.rowsMax = rowsMax;
        this.all = all;
        this.options = crawl.manifest().crawlOptions().build();
    }

    /**
     * Reads the records and judges them.
     *
     * @param rowsMax rows of a finding that are shown
     * @param all a finding of which all rows are given, and no rows of others; null for none
     * @throws FolderException if there are no records, or they cannot be read
     * @throws IOException if the temporary file cannot be written
     */
    public static SiteReport read(CrawlReader crawl, int rowsMax, @Nullable Finding all)
            throws FolderException, IOException {
        return new SiteReader(crawl, rowsMax, all).read();
    }

    private int limit(Finding finding) {
        return all == null ? rowsMax : all == finding ? Integer.MAX_VALUE : 0;
    }

    private SiteReport read() throws FolderException, IOException {
        var keys = new UrlKeys(options.extent().canonicalForm());
        try (Site site = Survey.read(crawl, keys, options)) {
            SkipScan skips = SkipScan.read(crawl, site, keys, limit(Finding.SKIPPED), limit(Finding.BLOCKED_LINKED));
            var graph = new LinkGraph(site);
            graph.resolve();
            var judge = new Judge(site, crawl.manifest().recrawl() == null);
            judge.judge();
            var broken = new BrokenPlaces(site, graph, limit(Finding.BROKEN_LINK));
            var choice = new Choice(site);
            var reader = new RowReader(site, keys, judge, choice.firstOfDuplicates());
            for (Finding finding : Finding.values()) {
                if (site.canTell(finding) && !site.hits(finding).isEmpty()) {
                    reader.choose(finding, choice.of(finding, limit(finding)));
                }
            }
            List<Row> otherSites =
                    site.canTell(Finding.OTHER_SITES) ? site.otherSites.rows(limit(Finding.OTHER_SITES)) : List.of();
            needOthers(reader, broken, skips, otherSites);
            reader.read(crawl);
            var texts = LinkTexts.read(crawl, broken, reader.pages());
            return report(site, skips, broken, texts, reader, otherSites);
        }
    }

    private static void needOthers(RowReader reader, BrokenPlaces broken, SkipScan skips, List<Row> otherSites) {
        for (Row row : otherSites) {
            if (row.cells().getLast() instanceof PageRef page) {
                reader.need(page.number());
            }
        }
        for (int target : broken.targets()) {
            reader.need(target);
            broken.places(target).forEach(reader::need);
        }
        for (RecordedSkip skip : skips.shown) {
            reader.need(reader.number(skip.referrer()));
        }
        for (RecordedSkip skip : skips.blocked) {
            reader.need(reader.number(skip.referrer()));
        }
    }

    private SiteReport report(
            Site site, SkipScan skips, BrokenPlaces broken, LinkTexts texts, RowReader reader, List<Row> otherSites)
            throws FolderException {
        List<Rows> found = new ArrayList<>();
        List<Finding> untold = new ArrayList<>();
        for (Finding finding : Finding.values()) {
            if (!site.canTell(finding)) {
                untold.add(finding);
                continue;
            }
            int limit = limit(finding);
            List<Row> rows = switch (finding) {
                case BROKEN_LINK -> reader.broken(broken, texts, limit);
                case BLOCKED_LINKED -> reader.blocked(skips.blocked);
                case SKIPPED -> reader.skips(skips.shown);
                case OTHER_SITES -> otherSites;
                default -> reader.rows(finding, limit);
            };
            long count = switch (finding) {
                case BROKEN_LINK -> broken.count();
                case BLOCKED_LINKED -> skips.blockedCount;
                case SKIPPED -> skips.count;
                case OTHER_SITES -> site.otherSites.count();
                case HREFLANG_RETURN -> site.translationProblems;
                default -> site.hits(finding).cardinality();
            };
            found.add(new Rows(finding, count, rows));
        }
        return new SiteReport(overview(site, skips), found, untold, reader.pages());
    }

    private Overview overview(Site site, SkipScan skips) throws FolderException {
        PageTable pages = site.pages;
        int[] times = Distributions.sortedTimes(pages);
        List<String> seeds = options.startUrls();
        RecordedSummary summary = crawl.summary();
        String end = summary != null ? summary.end() : crawl.isRunning() ? "running" : "cut-off";
        return new Overview(
                seeds.isEmpty() ? crawl.folder().toString() : seeds.getFirst(),
                crawl.folder().toString(),
                crawl.manifest().program(),
                IntStream.range(0, pages.size())
                        .mapToObj(page -> Instant.ofEpochMilli(pages.answeredAt[page] - pages.elapsed[page]))
                        .min(Instant::compareTo)
                        .orElse(null),
                IntStream.range(0, pages.size())
                        .mapToObj(page -> Instant.ofEpochMilli(pages.answeredAt[page]))
                        .max(Instant::compareTo)
                        .orElse(null),
                end,
                pages.size(),
                count(pages, PageTable.ANSWERED),
                count(pages, PageTable.REDIRECT),
                count(pages, PageTable.FAILED),
                site.bytes,
                skips.count,
                site.hasLinks,
                site.distributions.statuses(),
                site.distributions.errors(),
                site.distributions.types(),
                clicks(site),
                site.distributions.times(),
                Distributions.percentile(times, 0.5),
                Distributions.percentile(times, 0.9),
                Distributions.percentile(times, 0.99),
                site.distributions.hosts(),
                site.distributions.hostCount(),
                site.folders.tree(),
                site.sections.sections(),
                skips.counts(),
                headers(site));
    }

    private static long count(PageTable pages, int flag) {
        return IntStream.range(0, pages.size())
                .filter(page -> pages.is(page, flag))
                .count();
    }

    private static List<Count> clicks(Site site) {
        PageTable pages = site.pages;
        var counts = new TreeMap<Integer, Long>();
        for (int page = 0; page < pages.size(); page++) {
            if (pages.isPage(page)) {
                int clicks = site.hasLinks ? pages.clicks[page] : pages.depth[page];
                counts.merge(clicks == PageTable.UNREACHED ? clicks : Math.min(clicks, DEPTHS_SHOWN), 1L, Long::sum);
            }
        }
        List<Count> shown = new ArrayList<>();
        counts.forEach((clicks, n) -> shown.add(new Count(
                clicks == PageTable.UNREACHED
                        ? "no way"
                        : clicks == DEPTHS_SHOWN ? DEPTHS_SHOWN + " or more" : String.valueOf(clicks),
                n,
                0)));
        return shown;
    }

    private static List<Count> headers(Site site) {
        List<Count> counts = new ArrayList<>();
        if (site.metadataPages > 0) {
            for (SecurityHeader header : SecurityHeader.values()) {
                counts.add(new Count(header.label(), site.headerCounts.getOrDefault(header, 0L), site.metadataPages));
            }
        }
        return counts;
    }
}
