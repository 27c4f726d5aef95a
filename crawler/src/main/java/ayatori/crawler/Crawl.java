package ayatori.crawler;

import org.jspecify.annotations.Nullable;

/** A crawl under way. All methods may be called from any thread. */
public interface Crawl {
    /** {@return where the crawl stands; a new snapshot about every 100 ms} */
    CrawlProgress progress();

    /**
     * Waits until a crawl that goes on has read its folder.
     *
     * @return what it found; null if the crawl is a new one, or could not read its folder
     * @throws InterruptedException if the calling thread is interrupted
     */
    @Nullable Resumption resumption() throws InterruptedException;

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
