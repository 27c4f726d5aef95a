package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.PageHandler;

/** All that the program needs of the crawler: the seam behind which tests put a crawl that follows a script. */
interface CrawlRunner {

    /** Tells that a crawl may be started soon, so that what it needs can be loaded meanwhile. */
    default void prepare() {}

    /**
     * Starts a crawl.
     *
     * @throws CrawlException if it cannot start, with a sentence for the user
     */
    RunningCrawl start(CrawlOptions options, PageHandler pages) throws CrawlException;

    /** A crawl under way. All methods may be called from any thread. */
    interface RunningCrawl {

        /** Where it stands. */
        CrawlProgress progress();

        /** Asks it to finish what is in flight and end; does not wait. */
        void stop();

        /**
         * Waits for its end, after which its files are whole.
         *
         * @throws CrawlException if it could not go on, with a sentence for the user
         */
        CrawlReport await() throws CrawlException, InterruptedException;
    }
}
