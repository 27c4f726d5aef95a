package ayatori.crawler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.sink.Sink;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a loop and as a stream. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first
final class CrawlPagesTest {
    private DemoSite site;

    @BeforeAll
    void start() throws Exception {
        site = DemoSite.start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private CrawlOptions.Builder options() {
        return CrawlOptions.from(site.url().resolve("/bazaar/strings/").toString())
                .scope(ScopeKind.PREFIX)
                .delay(Delay.of(Duration.ZERO));
    }

    @Test
    void givesEachPageToALoop(@TempDir Path folder) throws Exception {
        int count = 0;
        try (CrawlPages pages =
                Crawler.of(options().out(folder.resolve("out")).build()).pages()) {
            for (Page page : pages) {
                count++;
                page.emit("title", Map.of("title", String.valueOf(page.title())));
            }
            assertThat(pages.report().end()).isEqualTo(CrawlReport.End.DONE);
            assertThat(pages.report().pages()).isEqualTo(count).isEqualTo(15);
            assertThat(pages.report().items()).isEqualTo(15);
            assertThatThrownBy(pages::iterator).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void leavingTheLoopStopsTheCrawl(@TempDir Path folder) throws Exception {
        CrawlPages left;
        try (CrawlPages pages =
                Crawler.of(options().out(folder.resolve("out")).build()).pages()) {
            left = pages;
            int count = 0;
            for (Page _ : pages) {
                if (++count == 2) {
                    break;
                }
            }
        }
        assertThat(left.report().end()).isEqualTo(CrawlReport.End.STOPPED);
        assertThat(left.report().pages()).isEqualTo(1); // the second one was left
        assertThat(Crawled.read(folder.resolve("out")).pages()).hasSize(1);
    }

    @Test
    void aCrawlThatFailsEndsTheLoopByAnException(@TempDir Path folder) throws Exception {
        var sink = new FailingSink();
        try (CrawlPages pages = Crawler.of(options().build())
                .writeTo(sink, page -> new byte[] {1})
                .pages()) {
            assertThatThrownBy(() -> pages.forEach(page -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    /** A sink on a full disk. */
    private static final class FailingSink implements Sink {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void append(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("no space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {}

        @Override
        public long length() {
            return 0;
        }

        @Override
        public void truncate(long length) {}

        @Override
        public long checksum(long from, long to) {
            return UNVERIFIABLE;
        }

        @Override
        public void close() {}
    }

    @Test
    void refusesAHandlerBesides() {
        assertThatThrownBy(() -> Crawler.of(options().build()).onPage(_ -> {}).pages())
                .hasMessage("The pages go to a handler already: leave out onPage.");
    }

    /** Records its signals. */
    private static class Recording implements Flow.Subscriber<Page> {
        final List<String> pages = Collections.synchronizedList(new ArrayList<>());
        final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        final CountDownLatch subscribed = new CountDownLatch(1);
        final LinkedBlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscribed.countDown();
        }

        @Override
        public void onNext(Page page) {
            pages.add(page.url());
            arrived.add(page.url());
        }

        @Override
        public void onError(Throwable e) {
            ends.add(String.valueOf(e.getMessage()));
        }

        @Override
        public void onComplete() {
            ends.add("complete");
        }

        Flow.Subscription subscription() throws InterruptedException {
            subscribed.await();
            return java.util.Objects.requireNonNull(subscription);
        }
    }

    @Test
    void publishesAsManyPagesAsAreRequested() throws Exception {
        var subscriber = new Recording();
        Crawler.of(options().build()).publisher().subscribe(subscriber);
        subscriber.subscription().request(2);
        subscriber.arrived.take();
        subscriber.arrived.take();
        subscriber.subscription().request(3);
        for (int i = 0; i < 3; i++) {
            subscriber.arrived.take();
        }
        assertThat(subscriber.pages).hasSize(5);
        assertThat(subscriber.ends).isEmpty();
        subscriber.subscription().request(Long.MAX_VALUE);
        assertThat(subscriber.ends.take()).isEqualTo("complete");
        assertThat(subscriber.pages).hasSize(15).doesNotHaveDuplicates();
        assertThat(subscriber.ends).isEmpty();
    }

    @Test
    void completesWithoutDemandWhenNothingIsLeft() throws Exception {
        var subscriber = new Recording();
        Crawler.of(options().depth(0).build()).publisher().subscribe(subscriber);
        subscriber.subscription().request(1);
        assertThat(subscriber.ends.take()).isEqualTo("complete");
        assertThat(subscriber.pages).hasSize(1);
    }

    @Test
    void aRequestOfNothingIsAnError() throws Exception {
        var subscriber = new Recording();
        Crawler.of(options().build()).publisher().subscribe(subscriber);
        subscriber.subscription().request(0);
        assertThat(subscriber.ends.take()).isEqualTo("The number of pages requested must be positive, not 0.");
        subscriber.subscription().request(-1);
        assertThat(subscriber.ends).isEmpty();
        assertThat(subscriber.pages).isEmpty();
    }

    @Test
    void aCancelledSubscriptionStopsTheCrawlWithoutFurtherSignals() throws Exception {
        var subscriber = new Recording() {
            @Override
            public void onNext(Page page) {
                super.onNext(page);
                java.util.Objects.requireNonNull(subscription).cancel();
                crawl.add(page.crawl());
            }

            final LinkedBlockingQueue<Crawl> crawl = new LinkedBlockingQueue<>();
        };
        Crawler.of(options().build()).publisher().subscribe(subscriber);
        subscriber.subscription().request(Long.MAX_VALUE);
        assertThat(subscriber.crawl.take().await().end()).isEqualTo(CrawlReport.End.STOPPED);
        assertThat(subscriber.pages).hasSize(1);
        assertThat(subscriber.ends).isEmpty();
    }

    @Test
    void aSecondSubscriberIsRefused() throws Exception {
        Flow.Publisher<Page> publisher = Crawler.of(options().depth(0).build()).publisher();
        var first = new Recording();
        var second = new Recording();
        publisher.subscribe(first);
        publisher.subscribe(second);
        assertThat(second.ends.take()).isEqualTo("The pages of a crawl go to one subscriber.");
        first.subscription().request(1);
        assertThat(first.ends.take()).isEqualTo("complete");
        assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aCrawlThatCannotStartIsAnError(@TempDir Path folder) throws Exception {
        java.nio.file.Files.createFile(folder.resolve("pages.jsonl"));
        var subscriber = new Recording();
        Crawler.of(options().out(folder).build()).publisher().subscribe(subscriber);
        assertThat(subscriber.ends.take()).contains("already holds a crawl");
    }
}
