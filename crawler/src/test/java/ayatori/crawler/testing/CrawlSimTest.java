package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Many simulated crawls over several processes each. {@code -Dsim.seeds=10000} sets how many, {@code -Dsim.seed=42} repeats
 * one of them.
 */
class CrawlSimTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 1_000);

    /** Processes that are killed and handlers that fail log a lot. Held here, since loggers are not. */
    private final Logger log = Logger.getLogger("ayatori");

    @BeforeEach
    void silenceTheLog() {
        // Not by its level: without a logger the crawler prints a handler's failure to the standard error.
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void restoreTheLog() {
        log.setUseParentHandlers(true);
    }

    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        Long only = Long.getLong("sim.seed");
        if (only != null) {
            crashesOf(only);
            return;
        }
        int threads = Runtime.getRuntime().availableProcessors();
        var next = new AtomicLong();
        long crashes = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> crashesOfAll(next)));
            }
            for (Future<Long> worker : workers) {
                crashes += worker.get();
            }
        }
        assertThat(crashes).as("processes that died").isGreaterThan(SEEDS / 2);
    }

    /** Runs seeds until there are no more, or one fails in any thread. */
    private static long crashesOfAll(AtomicLong next) throws Exception {
        long crashes = 0;
        for (long seed = next.getAndIncrement(); seed < SEEDS; seed = next.getAndIncrement()) {
            try {
                crashes += crashesOf(seed);
            } catch (Throwable e) {
                next.set(SEEDS);
                throw e;
            }
        }
        return crashes;
    }

    private static int crashesOf(long seed) throws Exception {
        String repeat =
                "mvn verify -pl crawler -am -Dtest=CrawlSimTest -Dsurefire.failIfNoSpecifiedTests=false -Dsim.seed="
                        + seed;
        try {
            SimulatedCrawl crawl = SimulatedCrawl.run(seed);
            assertThat(crawl.problems()).as(repeat).isEmpty();
            return crawl.crashes();
        } catch (Exception e) {
            throw new AssertionError(repeat, e);
        }
    }
}
