package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Router;
import java.nio.file.Path;

/** The prices of a shop: its lists lead from page to page, and each product has a page of its own. */
class Prices {
    record Product(String name, String price, boolean soldOut) {}

    CrawlReport crawl(String list, Path folder) throws Exception {
        var shop = Router.create()
                .onDefault(page -> {
                    page.followAll("a.product", "product");
                    page.followAll("a[rel=next]");
                })
                .on("product", page -> {
                    var name = page.select("h1").text();
                    var price = page.select(".price").text();
                    page.emit(new Product(
                            name, price, page.select(".stock").text().equals("Sold out")));
                });
        var options = CrawlOptions.from(list).followLinks(false).out(folder).build();
        return Crawler.of(options).onPage(shop).run();
    }

    void main(String[] args) throws Exception {
        var report = crawl(args[0], Path.of("prices"));
        IO.println(report.items() + " products in prices/items.jsonl");
    }
}
