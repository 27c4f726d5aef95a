package ayatori.crawler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program of the child JVM: one crawl of the seeds named on the command line, after the output folder and how many requests at a time. */
final class HostileCrawl {
    private HostileCrawl() {}

    public static void main(String[] args) throws Exception {
        long[] body = {0};
        CrawlReport report = Crawler.of(CrawlOptions.from(List.of(args).subList(2, args.length))
                        .scope(ScopeKind.ANY)
                        .delay(Delay.of(Duration.ZERO))
                        .timeout(Duration.ofSeconds(8))
                        .concurrency(Integer.parseInt(args[1]))
                        .retries(0)
                        .maxPagesPerHost(250)
                        .sitemaps(true)
                        .out(Path.of(args[0]))
                        .build())
                .onPage(page -> body[0] += page.body().length)
                .run();
        System.out.println(report.end() + " " + report.pages() + " pages, " + body[0] + " bytes in "
                + report.elapsed().toMillis() + " ms, failed " + report.problem());
        System.exit(0);
    }
}
