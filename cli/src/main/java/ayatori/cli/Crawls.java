package ayatori.cli;

import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;

/** Crawls with Ayatori's own crawler. */
final class Crawls {

    private Crawls() {}

    @SuppressWarnings("ReferenceEquality") // that very handler says that nothing is to be handled
    static CrawlRunner runner() {
        return (options, pages) -> new Running(
                pages == CrawlSession.IGNORE
                        ? Crawler.of(options).start()
                        : Crawler.of(options).onPage(pages).start());
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
