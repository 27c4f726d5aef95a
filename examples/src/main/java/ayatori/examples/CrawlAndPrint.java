package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;

/** A crawl that calls a lambda for each page. */
public final class CrawlAndPrint {
    private CrawlAndPrint() {}

    /**
     * Crawls up to a thousand pages of a site and prints their titles.
     *
     * @param args the seed
     * @throws Exception if the crawl cannot start
     */
    public static void main(String[] args) throws Exception {
        var options = CrawlOptions.from(args[0]).maxPages(1_000).depth(1).build();
        var report = Crawler.of(options)
                .onPage(page -> System.out.println(page.status() + " " + page.url() + "  " + page.title()))
                .run();
        System.out.println(report.pages() + " pages");
    }
}
