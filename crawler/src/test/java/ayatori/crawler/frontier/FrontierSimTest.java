package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole crawls of {@linkplain SimulatedWeb small webs}, with crashes that lose everything since the last commit, with
 * late and duplicate results. Whatever happens, every URL is recorded exactly once and no host is asked too soon; the
 * {@linkplain SimulatedCrawl crawl} and the web check the latter at each request. {@code -Dsim.seeds=10000} makes it a quarter of
 * that: simulated crawls of the whole crawler have a frontier too.
 */
class FrontierSimTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("sim.seeds", 600) / 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recordsEveryUrlExactlyOnce(long seed) {
        var crawl = new SimulatedCrawl(seed, options(seed), seed % 4 == 0 ? 0 : crashes(seed));
        crawl.run();
        everyUrlOnce(crawl);
        assertThat(crawl.leftInStore('Q')).as("seed %d", seed).isZero();
        assertThat(crawl.leftInStore('F')).as("seed %d", seed).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recordsEveryUrlExactlyOnceWithinLimits(long seed) {
        var random = new SplittableRandom(seed);
        FrontierOptions options = options(seed)
                .withPagesMax(random.nextInt(1, 40), random.nextBoolean() ? random.nextInt(1, 10) : Long.MAX_VALUE);
        var crawl = new SimulatedCrawl(seed, options, crashes(seed));
        crawl.run();
        everyUrlOnce(crawl);
        assertThat(crawl.answered())
                .as("seed %d", seed)
                .isLessThanOrEqualTo(options.extent().pagesMax());
    }

    static LongStream seedsOfRequisites() {
        return LongStream.rangeClosed(1, Long.getLong("sim.seeds", 320) / 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seedsOfRequisites")
    void recordsEveryRequisiteExactlyOnce(long seed) {
        var random = new SplittableRandom(seed);
        FrontierOptions options = options(seed).withRequisites();
        if (random.nextInt(3) == 0) {
            options = options.withPagesMax(
                    random.nextInt(1, 40), random.nextBoolean() ? random.nextInt(1, 10) : Long.MAX_VALUE);
        }
        if (random.nextInt(4) == 0) {
            options = options.withDepthMax(random.nextInt(4));
        }
        var crawl = new SimulatedCrawl(seed, options, crashes(seed));
        crawl.run();
        everyUrlOnce(crawl);
        assertThat(crawl.answered())
                .as("seed %d", seed)
                .isLessThanOrEqualTo(options.extent().pagesMax());
        if (options.extent().pagesMax() == Long.MAX_VALUE) {
            assertThat(crawl.recordedUrls()).as("seed %d", seed).containsAll(crawl.expectedPages());
        }
        for (int kind : new int[] {'B', 'D', 'F', 'Q'}) {
            assertThat(crawl.leftInStore(kind)).as("seed %d, %c", seed, kind).isZero();
        }
    }

    @Test
    void theSameSeedGivesTheSameCrawl() {
        for (long seed = 1; seed <= 20; seed++) {
            var first = new SimulatedCrawl(seed, options(seed), crashes(seed));
            var second = new SimulatedCrawl(seed, options(seed), crashes(seed));
            first.run();
            second.run();
            assertThat(first.trace()).as("seed %d", seed).isEqualTo(second.trace());
        }
    }

    /** Each URL that a recorded page links to is itself recorded, as a page or as skipped, and only once. */
    private static void everyUrlOnce(SimulatedCrawl crawl) {
        List<String> recorded = crawl.recordedUrls();
        Set<String> distinct = new HashSet<>(recorded);
        assertThat(recorded).as("seed %d", crawl.seed).hasSameSizeAs(distinct);
        List<String> requisites = crawl.recordedRequisites();
        assertThat(requisites)
                .as("seed %d", crawl.seed)
                .doesNotHaveDuplicates()
                .noneMatch(crawl.skippedUrls()::contains);
        distinct.addAll(requisites);
        assertThat(distinct).as("seed %d", crawl.seed).isEqualTo(crawl.expectedUrls());
    }

    /** A crawl in memory ends with its process. */
    private static boolean isInMemory(long seed) {
        return seed % 8 == 0;
    }

    private static double crashes(long seed) {
        return isInMemory(seed) ? 0 : 0.02;
    }

    private static FrontierOptions options(long seed) {
        var random = new SplittableRandom(~seed);
        return (isInMemory(seed) ? FrontierOptions.DEFAULTS.withoutSaving() : FrontierOptions.DEFAULTS)
                .withHostsInMemory(seed % 4 == 0 ? 1_000 : 1 + (int) (seed % 5))
                .withConcurrency(random.nextInt(1, 10), random.nextInt(1, 5))
                .withRetries(random.nextInt(0, 4))
                .withObeyRobots(random.nextInt(3) > 0)
                .withDelay(
                        switch (random.nextInt(4)) {
                            case 0 -> null;
                            case 1 -> Duration.ZERO;
                            case 2 -> Duration.ofMillis(700);
                            default -> Duration.ofSeconds(5);
                        });
    }
}
