package ayatori.crawler;

import org.jspecify.annotations.Nullable;

/** A crawl under way. All methods may be called from any thread. */
public interface Crawl {
    /** {@return where the crawl stands; a new snapshot about every 100 ms while they are read, else every second} */
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
     * Starts no further requests until {@link #unpause}. Those under way end, and their pages are written. A limit of time goes
     * on.
     */
    void pause();

    /** Goes on after {@link #pause}. */
    void unpause();

    /**
     * Goes slower or faster from now on. Below 1, delays grow and fewer requests run at a time: at 0.5, the crawl is half as
     * fast as its options allow. Above 1, more requests run at a time over all hosts. Delays, and what a host may have at a
     * time, are never undercut.
     *
     * @param factor 1 for what the options say; between 0.01 and 16
     * @throws IllegalArgumentException if it is not within these bounds
     */
    void speed(double factor);

    /**
     * Waits for the end.
     *
     * @return what was done
     * @throws InterruptedException if the calling thread is interrupted; the crawl is told to stop then
     */
    CrawlReport await() throws InterruptedException;
}
