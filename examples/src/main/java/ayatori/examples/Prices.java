package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Router;
import ayatori.crawler.extract.Select;
import java.math.BigDecimal;
import java.nio.file.Path;

/** The prices of a shop: its lists lead from page to page, and each product has a page of its own. */
class Prices {
    record Product(
            @Select("h1") String name,
            @Select(".price") BigDecimal price,
            @Select(".stock[data-count=0]") boolean soldOut) {}

    CrawlReport crawl(String list, Path folder) throws Exception {
        var shop = Router.create()
                .onDefault(page -> {
                    page.followAll("a.product", "product");
                    page.followAll("a[rel=next]");
                })
                .on("product", page -> page.emit(page.as(Product.class)));
        var options = CrawlOptions.from(list).followLinks(false).out(folder).build();
        return Crawler.of(options).maps(Product.class).onPage(shop).run();
    }

    void main(String[] args) throws Exception {
        var report = crawl(args[0], Path.of("prices"));
        IO.println(report.items() + " products in prices/items.jsonl");
    }
}
