package ayatori.cli;

import ayatori.async.Async;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.web.http.ClientSession;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Crawls with Ayatori's own crawler. */
final class Crawls {

    private Crawls() {}

    @SuppressWarnings("ReferenceEquality") // that very handler says that nothing is to be handled
    static CrawlRunner runner() {
        CompletableFuture<Void> hushed = CompletableFuture.runAsync(
                Libraries::hush,
                task -> Thread.ofPlatform().name("loading").daemon().start(task));
        var _ = hushed.thenRun(Crawls::loadNetwork);
        return (options, pages) -> {
            hushed.join();
            return new Running(
                    pages == CrawlSession.IGNORE
                            ? Crawler.of(options).start()
                            : Crawler.of(options).onPage(pages).start());
        };
    }

    /**
     * Loads the network's hundreds of classes. Like logging, on a thread beside the one that reads the command line: one after
     * the other they would be a quarter of the time until the first request.
     */
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

    /** Libraries that tell of their doings where the program shows its own. Here, so that only a crawl loads logging. */
    private static final class Libraries {

        /** It tells at length that it has read the list of public suffixes. Kept, or else its level would be forgotten. */
        private static final Logger CRAWLER_COMMONS = Logger.getLogger("crawlercommons");

        /** It tells what servers do wrong, in words that they choose. The record of the crawl has it too. */
        private static final Logger NETTY = Logger.getLogger("io.netty");

        private Libraries() {}

        static void hush() {
            NETTY.setLevel(Level.SEVERE);
            CRAWLER_COMMONS.setLevel(Level.WARNING);
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(new LogLines());
            }
        }
    }

    private record Running(Crawl crawl) implements CrawlRunner.RunningCrawl {

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
