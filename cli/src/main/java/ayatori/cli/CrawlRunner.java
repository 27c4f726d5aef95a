package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.PageHandler;
import java.nio.file.Path;
import java.util.List;

/** What the program needs from the crawler. Tests replace it by a scripted crawl. */
interface CrawlRunner {

    /** Starts loading what a crawl needs, because one is about to start. */
    default void prepare() {}

    /**
     * Starts a crawl.
     *
     * @param options what to crawl; an output folder is among them
     * @param renames whether to add a number to the folder's name if it exists
     * @param pages what to do with each page
     * @throws CrawlException if it cannot start, with a sentence for the user
     */
    RunningCrawl start(CrawlOptions options, boolean renames, PageHandler pages) throws CrawlException;

    /** A crawl under way. All methods may be called from any thread. */
    interface RunningCrawl {

        /** Its output folder. */
        Path folder();

        /** The names of the output files that are in the folder now. */
        List<String> files();

        /** A snapshot of its progress. */
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
