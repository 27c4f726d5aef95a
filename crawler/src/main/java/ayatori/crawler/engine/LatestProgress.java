package ayatori.crawler.engine;

import ayatori.crawler.CrawlProgress;
import java.util.function.Supplier;

/**
 * The latest snapshot of a crawl's progress. A snapshot goes through all hosts, and nobody pays for one that is not read: a new one
 * is taken at each look while they are read, else at every tenth.
 */
final class LatestProgress {
    private static final int UNREAD_LOOKS = 10;

    private final Supplier<CrawlProgress> snapshot;
    private volatile CrawlProgress latest;

    /** Whether somebody has read it. Set by any thread. */
    private volatile boolean isRead;

    private int looks;

    /** Takes the first snapshot. */
    LatestProgress(Supplier<CrawlProgress> snapshot) {
        this.snapshot = snapshot;
        this.latest = snapshot.get();
    }

    /** From any thread. */
    CrawlProgress read() {
        isRead = true;
        return latest;
    }

    /** Takes a snapshot if it is time for one. Called on the frontier loop, a few times a second. */
    void look() {
        if (isRead || ++looks == UNREAD_LOOKS) {
            renew();
        }
    }

    /** Takes a snapshot. */
    void renew() {
        isRead = false;
        looks = 0;
        latest = snapshot.get();
    }
}
