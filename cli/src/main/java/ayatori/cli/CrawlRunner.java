package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Resumption;
import ayatori.crawler.sink.Sink;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /**
     * Starts a crawl whose records of pages go to a sink too.
     *
     * @param options what to crawl, with or without an output folder
     * @param records where the records go
     * @param pages what to do with each page
     * @throws CrawlException if it cannot start, with a sentence for the user
     */
    RunningCrawl stream(CrawlOptions options, Sink records, PageHandler pages) throws CrawlException;

    /**
     * Goes on with a crawl.
     *
     * @param folder its folder
     * @param changes gets the recorded options, and changes some
     * @param pages what to do with each page
     * @throws CrawlException if it cannot go on, with a sentence for the user
     * @throws IllegalArgumentException if the changed options make no sense, with a sentence for the user
     */
    RunningCrawl resume(Path folder, UnaryOperator<CrawlOptions.Builder> changes, PageHandler pages)
            throws CrawlException;

    /**
     * Crawls again what a crawl knows.
     *
     * @param previous its folder
     * @param out the output folder
     * @param due whether only those known pages are visited that have probably changed
     * @param changes gets the recorded options, and changes some
     * @param pages what to do with each page
     * @throws CrawlException if it cannot start, with a sentence for the user
     * @throws IllegalArgumentException if the changed options make no sense, with a sentence for the user
     */
    RunningCrawl recrawl(
            Path previous, Path out, boolean due, UnaryOperator<CrawlOptions.Builder> changes, PageHandler pages)
            throws CrawlException;

    /** A crawl under way. All methods may be called from any thread. */
    interface RunningCrawl {

        /** Its output folder; null if it writes to standard output alone. */
        @Nullable Path folder();

        /** What a crawl that goes on has found in its folder; null for a new crawl. Waits until the folder has been read. */
        @Nullable Resumption resumption() throws InterruptedException;

        /** The names of the output files that are in the folder now. */
        List<String> files();

        /** A snapshot of its progress. */
        CrawlProgress progress();

        /** Asks it to finish what is in flight and end; does not wait. */
        void stop();

        /** Starts nothing more until told otherwise. */
        void pause(boolean nowPaused);

        /** Goes slower or faster: 1 for what the options say. */
        void speed(double factor);

        /**
         * Waits for its end, after which its files are whole.
         *
         * @throws CrawlException if it could not go on, with a sentence for the user
         */
        CrawlReport await() throws CrawlException, InterruptedException;
    }
}
