package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A table of all pages that the sitemaps of a site list. Links are not followed. */
class SitemapTable {
    record Row(String url, int status, long bytes, String title) {}

    List<Row> table(String site) throws Exception {
        var rows = new ArrayList<Row>();
        Crawler.of(CrawlOptions.from(site).sitemaps(true).followLinks(false).build())
                .onPage(page -> rows.add(
                        new Row(page.url(), page.status(), page.bytes(), page.title() == null ? "" : page.title())))
                .run();
        rows.sort(Comparator.comparing(Row::url));
        return rows;
    }

    void main(String[] args) throws Exception {
        for (var row : table(args[0])) {
            IO.println("%d %8d  %s  %s".formatted(row.status(), row.bytes(), row.url(), row.title()));
        }
    }
}
