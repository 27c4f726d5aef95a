package ayatori.crawler;

import ayatori.crawler.engine.CrawlEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** A crawl under way. All methods may be called from any thread. */
public final class Crawl {
    private static final CrawlProgress NOT_BEGUN =
            new CrawlProgress(CrawlProgress.State.RUNNING, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());

    private final CrawlEngine engine;

    Crawl(CrawlEngine engine) {
        this.engine = engine;
    }

    /** {@return where the crawl stands; a new snapshot about every 100 ms} */
    public CrawlProgress progress() {
        CrawlProgress progress = engine.progress();
        return progress == null ? NOT_BEGUN : progress;
    }

    /** Asks the crawl to stop. It starts nothing more, and ends when what is under way has ended, after 5 s at most. */
    public void stop() {
        engine.stop();
    }

    /**
     * Waits for the end.
     *
     * @return what was done
     * @throws InterruptedException if the calling thread is interrupted; the crawl is told to stop then
     */
    public CrawlReport await() throws InterruptedException {
        try {
            return engine.report().toCompletableFuture().get();
        } catch (InterruptedException e) {
            stop();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the crawl failed unexpectedly", e.getCause());
        }
    }
}
