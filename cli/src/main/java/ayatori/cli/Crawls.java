package ayatori.cli;

import ayatori.async.Async;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.PageHandler;
import ayatori.web.http.ClientSession;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Crawls with Ayatori's own crawler. */
final class Crawls implements CrawlRunner {
    private @Nullable CompletableFuture<Void> hushed;

    private Crawls() {}

    static CrawlRunner runner() {
        return new Crawls();
    }

    /**
     * Loads logging and the network, hundreds of classes each, on a thread beside the one that reads the command line: one after
     * the other they would be a quarter of the time until the first request.
     */
    @Override
    public void prepare() {
        hushed = CompletableFuture.runAsync(
                Libraries::hush,
                task -> Thread.ofPlatform().name("loading").daemon().start(task));
        var _ = hushed.thenRun(Crawls::loadNetwork);
    }

    private static void loadNetwork() {
        try {
            Async.run(() -> {
                ClientSession.create().close();
                return true;
            });
        } catch (Exception e) {
            // The crawl opens sessions of its own, and tells why it cannot.
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // that very handler says that nothing is to be handled
    public RunningCrawl start(CrawlOptions options, PageHandler pages) throws CrawlException {
        if (hushed == null) {
            Libraries.hush();
        } else {
            hushed.join();
        }
        Crawler crawler = Crawler.of(options);
        return new Running(
                pages == CrawlSession.IGNORE
                        ? crawler.start()
                        : crawler.onPage(pages).start());
    }

    /** Libraries that tell of their doings where the program shows its own. Here, so that only a crawl loads logging. */
    private static final class Libraries {

        /** It tells at length that it has read the list of public suffixes. Kept, or else its level would be forgotten. */
        private static final Logger CRAWLER_COMMONS = Logger.getLogger("crawlercommons");

        /** It tells what servers do wrong, in words that they choose. The record of the crawl has it too. */
        private static final Logger NETTY = Logger.getLogger("io.netty");

        private Libraries() {}

        static void hush() {
            // Here, before two threads do at once: SLF4J would complain of what the second has to say meanwhile.
            var _ = LoggerFactory.getILoggerFactory();
            NETTY.setLevel(Level.SEVERE);
            CRAWLER_COMMONS.setLevel(Level.WARNING);
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(new LogLines());
            }
        }
    }

    private record Running(Crawl crawl) implements RunningCrawl {

        @Override
        public CrawlProgress progress() {
            return crawl.progress();
        }

        @Override
        public void stop() {
            crawl.stop();
        }

        @Override
        public CrawlReport await() throws CrawlException, InterruptedException {
            return crawl.await();
        }
    }
}
