package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CancelledError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl ends, whatever a page handler or a server does, and its files and counts agree. */
@Timeout(60)
final class CrawlEndTest {
    private static final String LINKS = "<a href=/1>1</a><a href=/2>2</a><a href=/3>3</a>";

    private static CrawlOptions.Builder options(SmallServer server) {
        return CrawlOptions.from(server.url("/")).delay(Delay.of(Duration.ZERO)).robots(false);
    }

    @Test
    void endsWhateverAHandlerThrows() throws Exception {
        for (Throwable thrown : List.of(
                new CancelledError("mine"),
                new IOException("disk"),
                new IllegalStateException("state"),
                new StackOverflowError(),
                new OutOfMemoryError("pretended"),
                new AssertionError())) {
            try (var server = new SmallServer(path -> SmallServer.ok("text/html", LINKS))) {
                CrawlReport report = Crawler.of(options(server).build())
                        .onPage(page -> {
                            throw sneaky(thrown);
                        })
                        .run();
                assertThat(report.end()).as(thrown.toString()).isEqualTo(CrawlReport.End.DONE);
                assertThat(report.pages()).isEqualTo(4);
                assertThat(report.handlerFailures()).isEqualTo(4);
            }
        }
    }

    @Test
    void callsTheHandlerOncePerRecord() throws Exception {
        var refused = Collections.synchronizedList(new ArrayList<String>());
        try (var server = new SmallServer(path -> {
            if (path.equals("/1") && refused.size() < 2) {
                refused.add(path);
                return SmallServer.status(500);
            }
            return path.equals("/2") ? SmallServer.status(500) : SmallServer.ok("text/html", LINKS);
        })) {
            var handled = new ArrayList<String>();
            CrawlReport report = Crawler.of(options(server).retries(2).build())
                    .onPage(page -> handled.add(page.status() + " " + page.url() + " " + page.attempts()))
                    .run();
            assertThat(handled)
                    .containsExactlyInAnyOrder(
                            "200 " + server.url("/") + " 1",
                            "200 " + server.url("/1") + " 3",
                            "500 " + server.url("/2") + " 3",
                            "200 " + server.url("/3") + " 1");
            assertThat(report.pages()).isEqualTo(handled.size());
            assertThat(report.handlerFailures()).isZero();
        }
    }

    @Test
    void recordsWhatWasUnderWayWhenItIsStopped(@TempDir Path folder) throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server = new SmallServer(path -> {
            if (!path.equals("/")) {
                asked.countDown();
                awaitForEver(release);
            }
            return SmallServer.ok("text/html", LINKS);
        })) {
            Crawl crawl = Crawler.of(options(server).out(folder.resolve("out")).build())
                    .start();
            asked.await();
            crawl.stop();
            CrawlReport report = crawl.await();
            release.countDown();
            Crawled crawled = Crawled.read(folder.resolve("out"));
            assertThat(report.end()).isEqualTo(CrawlReport.End.STOPPED);
            assertThat(crawled.pagesByUrl()).containsOnlyKeys(server.url("/"));
            assertThat(crawled.skipReasons())
                    .hasSize(3)
                    .containsEntry(server.url("/1"), "stopped")
                    .containsEntry(server.url("/2"), "stopped")
                    .containsEntry(server.url("/3"), "stopped");
            assertThat(report.skipped()).containsEntry("stopped", 3L);
        }
    }

    @Test
    void isStoppedByAHandlerThatNeverReturns() throws Exception {
        var called = new CountDownLatch(1);
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", LINKS))) {
            Crawl crawl = Crawler.of(options(server).build())
                    .onPage(page -> {
                        called.countDown();
                        ayatori.async.Async.sleep(Duration.ofDays(1));
                    })
                    .start();
            called.await();
            crawl.stop();
            assertThat(crawl.await().end()).isEqualTo(CrawlReport.End.STOPPED);
        }
    }

    @Test
    void countsWhatTheFilesHold(@TempDir Path folder) throws Exception {
        String links = String.join(
                "",
                IntStream.range(0, 300)
                        .mapToObj(i -> "<a href=/" + i + ">x</a>")
                        .toList());
        try (var server = new SmallServer(path -> SmallServer.ok("text/html", links))) {
            CrawlReport report = Crawler.of(options(server)
                            .maxPages(40)
                            .out(folder.resolve("out"))
                            .build())
                    .run();
            Crawled crawled = Crawled.read(folder.resolve("out"));
            assertThat(crawled.pages()).hasSize((int) report.pages());
            assertThat(crawled.skipped())
                    .hasSize(report.skipped().values().stream()
                            .mapToInt(Long::intValue)
                            .sum());
        }
    }

    private static void awaitForEver(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
