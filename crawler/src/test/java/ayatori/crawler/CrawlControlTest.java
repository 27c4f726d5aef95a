package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.CrawlProgress.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running crawl that is paused, slowed down and watched; and header fields for one host. */
@Timeout(60)
final class CrawlControlTest {
    @TempDir
    private Path folder;

    private static CrawlOptions.Builder options(SmallServer server) {
        return CrawlOptions.from(server.url("/"))
                .robots(false)
                .retries(0)
                .delay(Delay.of(Duration.ZERO))
                .perHost(1);
    }

    private static void await(Crawl crawl, Predicate<CrawlProgress> reached) {
        while (!reached.test(crawl.progress())) {
            Thread.onSpinWait();
        }
    }

    @Test
    void asksNothingMoreWhilePausedAndGoesOnAfterwards() throws Exception {
        var paused = new CountDownLatch(1);
        try (var server = new SmallServer(path -> {
            if (path.equals("/")) {
                try {
                    paused.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return SmallServer.ok("text/html", path.equals("/") ? "<a href=/a>.</a><a href=/nothing>.</a>" : "x");
        })) {
            Crawl crawl = Crawler.of(options(server).build()).start();
            await(crawl, progress -> progress.inFlight() == 1);
            crawl.pause();
            await(crawl, progress -> progress.state() == State.PAUSED);
            paused.countDown();
            await(crawl, progress -> progress.pages() == 1); // what was under way ends
            CrawlProgress progress = crawl.progress();
            assertThat(progress.state()).isEqualTo(State.PAUSED);
            assertThat(progress.queued()).isEqualTo(2);
            assertThat(server.paths()).containsExactly("/");
            crawl.unpause();
            assertThat(crawl.await().pages()).isEqualTo(3);
        }
    }

    @Test
    void aCrawlThatIsPausedCanBeStopped() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "<a href=/a" + path + ">.</a>"))) {
            Crawl crawl = Crawler.of(options(server).build()).start();
            crawl.pause();
            crawl.stop();
            assertThat(crawl.await().end()).isEqualTo(CrawlReport.End.STOPPED);
        }
    }

    @Test
    void aCrawlThatIsPausedEndsWhenItsTimeIsOver() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "<a href=/a" + path + ">.</a>"))) {
            Crawl crawl = Crawler.of(
                            options(server).maxTime(Duration.ofMillis(300)).build())
                    .start();
            crawl.pause();
            assertThat(crawl.await().end()).isEqualTo(CrawlReport.End.BUDGET);
        }
    }

    @Test
    void refusesASpeedThatIsNone() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "x"))) {
            Crawl crawl = Crawler.of(options(server).build()).start();
            assertThatThrownBy(() -> crawl.speed(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> crawl.speed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            crawl.speed(2);
            crawl.await();
        }
    }

    @Test
    void tellsOfTheLatestPages() throws Exception {
        try (var server = new SmallServer(path ->
                path.equals("/gone") ? SmallServer.status(404) : SmallServer.ok("text/html", "<a href=/gone>.</a>"))) {
            Crawl crawl = Crawler.of(options(server).build()).start();
            crawl.await();
            CrawlProgress.Details details = crawl.progress().details();
            assertThat(details.recent())
                    .extracting(CrawlProgress.RecentPage::url)
                    .containsExactly(server.url("/gone"), server.url("/"));
            assertThat(details.failed())
                    .extracting(CrawlProgress.RecentPage::status)
                    .containsExactly(404);
            assertThat(details.byStatus()).containsEntry(200, 1L).containsEntry(404, 1L);
        }
    }

    @Test
    void onlyTheHostOfATableGetsItsHeaderFields() throws Exception {
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", "x"))) {
            Path out = folder.resolve("out");
            Crawler.of(options(server)
                            .robots(true)
                            .host(HostOptions.of("127.0.0.1").withHeader("X-Token", "s3cret"))
                            .host(HostOptions.of("localhost").withHeader("X-Other", "no"))
                            .out(out)
                            .build())
                    .run();
            assertThat(server.requests()).hasSize(2).allMatch(head -> head.contains("X-Token: s3cret"));
            assertThat(server.requests()).noneMatch(head -> head.contains("X-Other"));
            assertThat(out.resolve("crawl.json"))
                    .content()
                    .contains("{\"host\":\"127.0.0.1\",\"headers\":[\"X-Token\"]}")
                    .doesNotContain("s3cret");
        }
    }
}
