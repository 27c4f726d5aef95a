package ayatori.crawler.engine;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.folder.RecordedProgress;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes where a crawl stands into its folder, about once a second. Belongs to the thread that waits for the crawl's end. */
final class ShownProgress {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");
    private static final Duration INTERVAL = Duration.ofMillis(900);

    private final Storage storage;
    private final CrawlClock clock;
    private Duration shownAt = Duration.ZERO;
    private boolean hasFailed;

    ShownProgress(Environment environment) {
        this.storage = environment.storage();
        this.clock = environment.clock();
    }

    /** Writes a snapshot, unless the last one is new or could not be written: a full disk is reported by the sinks. */
    void update(CrawlProgress progress) {
        Duration now = clock.elapsed();
        if (hasFailed || now.minus(shownAt).compareTo(INTERVAL) < 0) {
            return;
        }
        shownAt = now;
        try {
            storage.progress(RecordedProgress.of(progress, clock.start(), clock.instant()));
        } catch (IOException e) {
            hasFailed = true;
            LOG.debug("the progress cannot be written", e);
        }
    }
}
