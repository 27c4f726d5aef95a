package ayatori.crawler.hostile;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.ScopeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The program of the child JVM: one crawl into the folder that is its first argument, with the time limit for a request
 * that is its second, of the seeds from the fourth on. The third says whether robots.txt and sitemaps are read.
 */
final class HostileCrawl {
    /** More than there are seeds: none is to wait for another. */
    private static final int CONCURRENCY = 128;

    private HostileCrawl() {}

    public static void main(String[] args) throws Exception {
        long[] body = {0};
        boolean rules = Boolean.parseBoolean(args[2]);
        CrawlReport report = Crawler.of(CrawlOptions.from(List.of(args).subList(3, args.length))
                        .scope(ScopeKind.ANY)
                        .delay(Delay.of(Duration.ZERO))
                        .pace(pace -> pace.timeout(Duration.parse(args[1]))
                                .concurrency(CONCURRENCY)
                                .retries(0))
                        .extent(extent -> extent.maxPagesPerHost(rules ? 130 : Long.MAX_VALUE))
                        .robots(rules)
                        .sitemaps(rules)
                        .out(Path.of(args[0]))
                        .build())
                .onPage(page -> body[0] += page.body().length)
                .run();
        System.out.println(report.end() + " " + report.pages() + " pages, " + body[0] + " bytes in "
                + report.elapsed().toMillis() + " ms, failed " + report.problem());
        System.exit(0);
    }
}
