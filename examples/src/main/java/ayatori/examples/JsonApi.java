package ayatori.examples;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Crawler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON API that gives a few entries at a time, and a cursor for the next ones. */
class JsonApi {
    record Stock(List<Entry> items, @Nullable String next) {}

    record Entry(String name, int count) {}

    Map<String, Integer> stock(String api) throws Exception {
        var counts = new TreeMap<String, Integer>();
        Crawler.of(CrawlOptions.from(api).build())
                .onPage(page -> {
                    var stock = page.json(Stock.class);
                    stock.items().forEach(entry -> counts.put(entry.name(), entry.count()));
                    if (stock.next() != null) {
                        page.follow("?cursor=" + stock.next());
                    }
                })
                .run();
        return counts;
    }

    void main(String[] args) throws Exception {
        stock(args[0]).forEach((name, count) -> IO.println(name + ": " + count));
    }
}
