package ayatori.cli;

import ayatori.crawler.CrawlProgress;

/** Where a running crawl shows itself. All methods may be called from any thread. */
interface ProgressDisplay extends AutoCloseable {

    /** Takes a snapshot, a few times a second. */
    void update(CrawlProgress progress);

    /** Shows a line that stays. */
    void line(String text);

    /** Clears what does not stay. May be called twice. */
    @Override
    void close();
}
