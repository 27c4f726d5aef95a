package ayatori.crawler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many simulated crawls in shards, whose nodes die. {@code -Dsim.seeds=10000} makes it a tenth of that, {@code -Dcluster.seed=42}
 * repeats one of them.
 */
class ClusterSimTest {
    private static final long SEEDS = Long.getLong("sim.seeds", 1_000) / 10;

    @Test
    void losesNothingAndRepeatsNothing() {
        Long only = Long.getLong("cluster.seed");
        if (only != null) {
            crashesOf(only);
            return;
        }
        long crashes = LongStream.range(0, SEEDS)
                .parallel()
                .map(ClusterSimTest::crashesOf)
                .sum();
        assertThat(crashes).as("nodes that died").isGreaterThan(SEEDS / 2);
    }

    private static long crashesOf(long seed) {
        try {
            SimulatedCluster cluster = SimulatedCluster.run(seed);
            assertThat(cluster.problems()).as("seed %s", seed).isEmpty();
            return cluster.crashes();
        } catch (Exception e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
