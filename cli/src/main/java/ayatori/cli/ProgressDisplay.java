package ayatori.cli;

import ayatori.crawler.CrawlProgress;

/** Shows a running crawl. All methods may be called from any thread. */
interface ProgressDisplay extends AutoCloseable {

    /** Shows a snapshot; called a few times a second. */
    void update(CrawlProgress progress);

    /** Prints a line that stays. */
    void line(String text);

    /** Clears everything but the lines. May be called twice. */
    @Override
    void close();
}
