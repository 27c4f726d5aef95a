package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many simulated crawls, each killed up to three times. {@code -Dsim.seed=42} repeats one of them. */
class CrawlSimTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 1_000);

    /** A process that is killed complains about it. Held here, since loggers are not. */
    private final Logger log = Logger.getLogger("ayatori.crawler");

    @BeforeEach
    void silenceTheDying() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreTheLog() {
        log.setLevel(null);
    }

    @Test
    void losesNothingAndRepeatsNothing() throws Exception {
        Long only = Long.getLong("sim.seed");
        long first = only == null ? 0 : only;
        long end = only == null ? SEEDS : only + 1;
        int crashes = 0;
        for (long seed = first; seed < end; seed++) {
            SimulatedCrawl crawl = SimulatedCrawl.run(seed);
            assertThat(crawl.problems()).as("seed " + seed).isEmpty();
            crashes += crawl.crashes();
        }
        assertThat(only != null || crashes > SEEDS / 2).isTrue();
    }
}
