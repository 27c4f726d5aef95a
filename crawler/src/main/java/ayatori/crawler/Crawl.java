package ayatori.crawler;

/** A crawl under way. All methods may be called from any thread. */
public interface Crawl {
    /** {@return where the crawl stands; a new snapshot about every 100 ms} */
    CrawlProgress progress();

    /** Asks the crawl to stop. It starts no further requests, and ends when those under way have ended, after 5 s at most. */
    void stop();

    /**
     * Waits for the end.
     *
     * @return what was done
     * @throws InterruptedException if the calling thread is interrupted; the crawl is told to stop then
     */
    CrawlReport await() throws InterruptedException;
}
