package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.Delay;
import ayatori.crawler.FailurePolicy;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Request;
import ayatori.crawler.Router;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.RecordedItem;
import ayatori.demosite.DemoSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What page handlers ask for, over several processes. */
@Timeout(60)
final class HandlerResumeTest {
    private static final PageHandler SHOP = Router.create()
            .onDefault(page -> {
                page.followAll("a.product", "product");
                page.followAll("a[rel=next]");
            })
            .on(
                    "product",
                    page -> page.emit(
                            "product", Map.of("name", page.select("h1").text())));

    private static CrawlOptions.Builder resumable(CrawlOptions.Builder options, Path out) {
        return options.followLinks(false)
                .delay(Delay.of(Duration.ZERO))
                .output(output -> output.out(out).resumable(true));
    }

    private static List<String> items(Path out) throws Exception {
        try (var items = CrawlReader.open(out).items()) {
            return items.map(RecordedItem::url).toList();
        }
    }

    @Test
    void itemsAndLabelsSurviveALimit(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (DemoSite site = DemoSite.start()) {
            String list = site.url().resolve("/bazaar/strings/").toString();
            CrawlReport first = Crawler.of(
                            resumable(CrawlOptions.from(list), out).maxPages(6).build())
                    .onPage(SHOP)
                    .run();
            assertThat(first.end()).isEqualTo(CrawlReport.End.BUDGET);
            assertThat(items(out)).hasSize((int) first.items());
            CrawlReport second = Crawler.resume(out, options -> options.maxPages(Long.MAX_VALUE))
                    .onPage(SHOP)
                    .run();
            assertThat(second.end()).isEqualTo(CrawlReport.End.DONE);
            assertThat(second.handlerFailures()).isZero();
            assertThat(second.items()).isEqualTo(12);
            assertThat(items(out)).hasSize(12).doesNotHaveDuplicates();
        }
    }

    @Test
    void aCrawlThatItsHandlerStoppedHandsThePageOverAgain(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        try (DemoSite site = DemoSite.start()) {
            String list = site.url().resolve("/bazaar/strings/").toString();
            CrawlReport first = Crawler.of(
                            resumable(CrawlOptions.from(list), out).build())
                    .onPage(page -> {
                        if (page.depth() == 1) {
                            throw new IllegalStateException("not prepared for that");
                        }
                        SHOP.handle(page);
                    })
                    .onHandlerFailure(FailurePolicy.STOP)
                    .run();
            assertThat(first.end()).isEqualTo(CrawlReport.End.FAILED);
            CrawlReport second = Crawler.resume(out).onPage(SHOP).run();
            assertThat(second.end()).isEqualTo(CrawlReport.End.DONE);
            assertThat(items(out)).hasSize(12).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRequestToStartWithIsNotMadeAgain(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        List<String> seen = new ArrayList<>();
        PageHandler handler = page -> {
            seen.add(page.method() + " " + page.status() + " " + page.label());
            if (page.ok()) {
                page.followAll(".letters a", "letter");
            }
        };
        try (DemoSite site = DemoSite.start()) {
            Request login = Request.post(site.url().resolve("/members/login").toString())
                    .form("user", "ada", "password", "cradle", "token", "loop-4711")
                    .label("lounge");
            Crawler.of(resumable(CrawlOptions.from(login), out).maxPages(1).build())
                    .onPage(handler)
                    .run();
            assertThat(seen).containsExactly("POST 303 lounge");
            Crawler.resume(out, options -> options.maxPages(Long.MAX_VALUE))
                    .onPage(handler)
                    .run();
            assertThat(seen)
                    .containsExactly(
                            "POST 303 lounge", "GET 200 lounge", "GET 200 letter", "GET 200 letter", "GET 200 letter");
        }
    }
}
