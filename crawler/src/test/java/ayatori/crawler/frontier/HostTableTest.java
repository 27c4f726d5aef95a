package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Hosts that come into memory and are evicted. */
class HostTableTest {
    private static final FrontierOptions FEW = FREE.withHostsInMemory(2).withConcurrency(1, 1);

    /** Makes hosts come into memory, so that the others are evicted. */
    private static void crowd(FrontierDriver driver) {
        for (int i = 0; i < 20; i++) {
            driver.seed("http://crowd" + i + ".test/" + driver.now);
        }
        for (int i = 0; i < 20; i++) {
            driver.ok(driver.fetch());
        }
    }

    @Test
    void hostsTakeLittleMemoryWhenNothingHappensToThem() {
        var driver = new FrontierDriver(FREE.withHostsInMemory(100).withConcurrency(1, 1));
        for (int i = 0; i < 20_000; i++) {
            driver.seed("http://h" + i + ".test/");
        }
        // Those that are ready, and a hundred more.
        assertThat(driver.frontier.memoryBytes()).isLessThan(20_000 * 200 + 2_000 * 1_100);
        assertThat(driver.frontier.counts().hosts()).isEqualTo(20_000);
        var again = driver.reopened(driver.now + SECOND);
        assertThat(again.frontier.memoryBytes()).isLessThan(20_000 * 200);
        assertThat(again.frontier.counts()).isEqualTo(driver.frontier.counts());
    }

    @Test
    void everyHostHasItsTurnAlthoughFewAreInMemory() {
        var driver = new FrontierDriver(FEW);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            driver.seed("http://h" + i + ".test/1", "http://h" + i + ".test/2");
            expected.add("http://h" + i + ".test/1");
            expected.add("http://h" + i + ".test/2");
        }
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Fetch fetch = driver.fetch();
            urls.add(fetch.url());
            driver.ok(fetch);
        }
        assertThat(urls).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void anEvictedHostKeepsItsBlock() {
        var driver = new FrontierDriver(FEW);
        driver.seed("http://a.test/1", "http://a.test/2");
        Fetch fetch = driver.fetch();
        driver.done(fetch, new Outcome.Answered(429, 0, 1, Duration.ofSeconds(100)));
        long blockedUntil = driver.now + 100 * SECOND;
        crowd(driver);
        assertThat(driver.tickAt(blockedUntil - 1)).isEmpty();
        var again = driver.reopened(driver.now);
        crowd(again);
        assertThat(again.tick()).isEmpty();
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(blockedUntil);
        again.now = blockedUntil;
        assertThat(again.fetch().origin()).isEqualTo("http://a.test");
    }

    @Test
    void anEvictedHostKeepsItsDelayAndThatOfItsNeighbours() {
        var driver = new FrontierDriver(FEW.withDelay(Duration.ofSeconds(30)));
        driver.seed("http://a.example.org/1", "http://b.example.org/1", "http://a.example.org/2");
        long start = driver.now;
        driver.ok(driver.fetch());
        crowd(driver);
        assertThat(driver.tickAt(start + 30 * SECOND - 1)).isEmpty();
        driver.now = start + 30 * SECOND;
        driver.ok(driver.fetch());
        assertThat(driver.tickAt(start + 60 * SECOND - 1)).isEmpty();
    }

    @Test
    void anEvictedHostWithPortsKeepsTheLongestCrawlDelay() {
        var driver = new FrontierDriver(FrontierOptions.DEFAULTS
                .withDelay(Duration.ofSeconds(1))
                .withHostsInMemory(1)
                .withConcurrency(1, 1));
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "delay 50");
        driver.now += 50 * SECOND;
        driver.ok(driver.fetch());
        driver.now += 50 * SECOND;
        driver.seed("http://a.test:81/1");
        driver.robots(driver.fetchRobots(), "");
        assertThat(driver.tickAt(driver.now + 50 * SECOND - 1)).isEmpty();
        driver.now++;
        assertThat(driver.fetch().url()).isEqualTo("http://a.test:81/1");
    }

    /** A name whose delay is longer than the others' may have been asked just before the process ended. */
    @Test
    void afterARestartNeighboursWaitForTheLongestDelay() {
        var driver = new FrontierDriver(
                FrontierOptions.DEFAULTS.withObeyRobots(false).withConcurrency(1, 1));
        driver.seed("http://slow.example.org/1", "http://fast.example.org/1", "http://fast.example.org/2");
        Fetch slow = driver.fetch();
        driver.now += 20 * SECOND;
        driver.done(slow, FrontierDriver.answered(200, 20_000));
        driver.now += 60 * SECOND;
        driver.ok(driver.fetch());
        var again = driver.reopened(driver.now + SECOND);
        long restart = again.now;
        assertThat(again.tickAt(restart + 20 * SECOND - 1)).isEmpty();
        again.now = restart + 20 * SECOND;
        assertThat(again.fetch().url()).isEqualTo("http://fast.example.org/2");
    }

    // ---- the clock is set back

    private static final long YEAR = 365 * 24 * 3600 * SECOND;

    private static FrontierDriver late(FrontierOptions options) {
        return new FrontierDriver(new MemoryStore(), options, 2 * YEAR);
    }

    private static FrontierDriver aYearBack(FrontierDriver driver) {
        return new FrontierDriver(((MemoryStore) driver.store).copy(), driver.options, driver.now - YEAR);
    }

    @Test
    void cutsARetryThatIsDueInAYear() {
        var driver = late(FREE);
        driver.seed("http://a.test/1");
        driver.done(driver.fetch(), FrontierDriver.answered(500, 1));
        driver.frontier.save();
        var again = aYearBack(driver);
        assertThat(again.frontier.nextWakeup(again.now) - again.now).isLessThanOrEqualTo(450 * SECOND);
        again.now = again.frontier.nextWakeup(again.now);
        assertThat(again.fetch().attempt()).isEqualTo(2);
    }

    @Test
    void cutsABlockThatEndsInAYear() {
        var driver = late(FREE.withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.done(driver.fetch(), new Outcome.Answered(503, 0, 1, Duration.ofSeconds(100)));
        driver.frontier.save();
        var again = aYearBack(driver);
        assertThat(again.frontier.busiestHosts(again.now, 1).getFirst().blockedUntilNanos() - again.now)
                .isEqualTo(Pace.BLOCK_NANOS_MAX);
    }

    @Test
    void cutsTheTimesOfRobots() {
        var driver = late(FrontierOptions.DEFAULTS.withDelay(Duration.ZERO));
        driver.seed("http://a.test/1", "http://b.test/1");
        driver.tick()
                .forEach(output -> driver.robots(
                        (Output.FetchRobots) output,
                        ((Output.FetchRobots) output).origin().startsWith("http://a")
                                ? new RobotsAnswer.Unreachable(1, null)
                                : new RobotsAnswer.None(1)));
        driver.ok(driver.fetch());
        driver.frontier.save();
        var again = aYearBack(driver);
        long restart = again.now;
        again.now = again.frontier.nextWakeup(again.now);
        assertThat(again.now - restart).isBetween(1L, 450 * SECOND);
        assertThat(again.fetchRobots().origin()).isEqualTo("http://a.test");
        // b.test's robots.txt holds for a day from the restart.
        again.now = restart + 24 * 3600 * SECOND + 1;
        again.seed("http://b.test/2");
        assertThat(again.fetchRobots().origin()).isEqualTo("http://b.test");
    }

    @Test
    void asksAHostThatHasNotStartedByItsNextFetchTimeOfBefore() {
        var driver = late(FREE.withDelay(Duration.ofSeconds(10)).withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.ok(driver.fetch());
        driver.frontier.save();
        var again = aYearBack(driver);
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(again.now + 10 * SECOND);
    }

    // ---- the flat arrays

    @Test
    void theHeapGivesHostsInTheOrderOfTheirTimes() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var heap = new WakeHeap();
            var expected = new TreeMap<Integer, Long>();
            for (int i = 0; i < 1_000; i++) {
                int host = random.nextInt(200);
                if (random.nextInt(3) == 0) {
                    heap.remove(host);
                    expected.remove(host);
                } else {
                    long time = random.nextLong(100);
                    heap.put(host, time);
                    expected.put(host, time);
                }
                assertThat(heap.isEmpty()).isEqualTo(expected.isEmpty());
                if (!expected.isEmpty()) {
                    int first = expected.entrySet().stream()
                            .min(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                            .orElseThrow()
                            .getKey();
                    assertThat(heap.first()).as("seed %d", seed).isEqualTo(first);
                    assertThat(heap.firstNanos()).isEqualTo(expected.get(first));
                }
            }
        }
    }

    @Test
    void theIndexTellsApartOriginsWithOneHash() {
        var index = new HostIndex(7);
        for (int host = 0; host < 1_000; host++) {
            index.add(host, host / 2);
        }
        for (int host = 0; host < 1_000; host += 2) {
            int first = index.first(host / 2);
            assertThat(List.of(first, index.next(first))).containsExactlyInAnyOrder(host, host + 1);
            assertThat(index.next(index.next(first))).isEqualTo(HostIndex.NONE);
        }
        assertThat(index.first(1_000)).isEqualTo(HostIndex.NONE);
    }
}
