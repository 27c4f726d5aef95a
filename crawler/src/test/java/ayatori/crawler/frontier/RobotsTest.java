package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.FetchRobots;
import ayatori.crawler.frontier.Output.Skip;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** robots.txt: asked for first, obeyed, kept for a day, and what happens when it cannot be had. */
class RobotsTest {
    private static final FrontierOptions OBEYING = FREE.withObeyRobots(true);
    private static final long HOUR = 3_600 * SECOND;
    private static final RobotsAnswer UNREACHABLE = new RobotsAnswer.Unreachable(0, null);

    @Test
    void aHostOfWhichNothingCanBeRequestedIsAskedAgainAfterARestart() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.robots(driver.fetchRobots(), new RobotsAnswer.NoHost(1));
        assertThat(driver.tick()).isNotEmpty().allMatch(Output.Fetch.class::isInstance);
        FrontierDriver again = driver.reopened(driver.now + 1_000 * FrontierDriver.SECOND);
        again.now += 1_000 * FrontierDriver.SECOND;
        again.fetchRobots();
    }

    /** Rules that name the line by which they deny. */
    private record NamedRules(FrontierDriver.ToyRules rules) implements HostRules {
        @Override
        public boolean allowed(String url) {
            return rules.allowed(url);
        }

        @Override
        public @Nullable String denyingLine(String url) {
            return rules.lines().stream()
                    .filter(line -> url.contains(line.substring("deny ".length())))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable Duration crawlDelay() {
            return null;
        }

        @Override
        public long memoryBytes() {
            return 0;
        }
    }

    private static FrontierDriver withNamedRules(FrontierOptions options) {
        HostRules.Parser parser = (_, text) -> new NamedRules(new FrontierDriver.ToyRules(text, 0));
        return new FrontierDriver(options, parser);
    }

    @Test
    void aSkipNamesTheLineThatDeniesIt() {
        FrontierDriver driver = withNamedRules(OBEYING);
        driver.seed("http://a.test/no/1", "http://a.test/2", "http://a.test/never/3");
        driver.robots(driver.fetchRobots(), "deny /no/\ndeny /never/");
        driver.tick();
        assertThat(driver.skips())
                .containsExactly(
                        new Skip("http://a.test/no/1", SkipReason.ROBOTS, null, "deny /no/"),
                        new Skip("http://a.test/never/3", SkipReason.ROBOTS, null, "deny /never/"));
    }

    @Test
    void aSkipNamesTheLineAfterARestart() {
        FrontierDriver driver = withNamedRules(OBEYING);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "deny /no/");
        driver.ok(driver.fetch());
        FrontierDriver again = driver.reopened(driver.now);
        again.seed("http://a.test/no/2");
        assertThat(again.tick()).containsExactly(new Skip("http://a.test/no/2", SkipReason.ROBOTS, null, "deny /no/"));
    }

    @Test
    void aSkipNamesNoLineIfTheRulesAreEvictedAlready() {
        FrontierDriver driver = withNamedRules(OBEYING.withHostsInMemory(1));
        driver.seed("http://a.test/no/1", "http://b.test/no/1");
        for (Output output : driver.tick()) {
            driver.robots((FetchRobots) output, "deny /no/");
        }
        driver.tick();
        assertThat(driver.skips())
                .containsExactly(
                        new Skip("http://a.test/no/1", SkipReason.ROBOTS, null),
                        new Skip("http://b.test/no/1", SkipReason.ROBOTS, null, "deny /no/"));
    }

    @Test
    void asksForRobotsBeforeAnythingElse() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1", "http://a.test/no/2", "http://a.test/3");
        FetchRobots robots = driver.fetchRobots();
        assertThat(robots.origin()).isEqualTo("http://a.test");
        assertThat(robots.slot()).isZero();
        assertThat(driver.frontier.counts().inFlight()).isEqualTo(1);
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.robots(robots, "deny /no/")).isTrue();
        assertThat(driver.robots(robots, "")).isFalse();
        assertThat(driver.tick())
                .extracting(output -> output instanceof Fetch fetch
                        ? fetch.url()
                        : ((Skip) output).reason().label())
                .containsExactly("http://a.test/1", "robots", "http://a.test/3");
        assertThat(driver.skips()).containsExactly(new Skip("http://a.test/no/2", SkipReason.ROBOTS, null));
    }

    @Test
    void asksEachHostOnceADay() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "deny /no/");
        driver.ok(driver.fetch());
        driver.now += 24 * HOUR - 1;
        driver.seed("http://a.test/2");
        driver.ok(driver.fetch());
        driver.now += 1;
        driver.seed("http://a.test/3", "http://a.test/no/");
        driver.robots(driver.fetchRobots(), "deny /3");
        assertThat(driver.tick())
                .hasSize(2)
                .anyMatch(output -> output instanceof Skip skip && skip.url().equals("http://a.test/3"))
                .anyMatch(output -> output instanceof Fetch fetch && fetch.url().equals("http://a.test/no/"));
    }

    @Test
    void aHostWithoutRulesAllowsEverything() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), new RobotsAnswer.None(0));
        assertThat(driver.fetched()).containsExactly("http://a.test/1");
    }

    @Test
    void crawlDelayMakesTheHostSerialAndCountsFromTheEnd() {
        var driver = new FrontierDriver(OBEYING.withDelay(Duration.ofSeconds(1)));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        FetchRobots robots = driver.fetchRobots();
        driver.now += 3 * SECOND;
        driver.robots(robots, "delay 10");
        long start = driver.now;
        assertThat(driver.tickAt(start + 10 * SECOND - 1)).isEmpty();
        Fetch first = (Fetch) driver.tickAt(start + 10 * SECOND).get(0);
        assertThat(driver.tickAt(start + 50 * SECOND)).isEmpty();
        driver.ok(first);
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 60 * SECOND);
        // It outlives a restart, without robots.txt being asked for again.
        var again = driver.reopened(start + 55 * SECOND);
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(start + 65 * SECOND);
        again.now = start + 65 * SECOND;
        again.fetch();
        assertThat(again.tickAt(start + 100 * SECOND)).isEmpty();
    }

    @Test
    void aLongerDelayOfOursStands() {
        var driver = new FrontierDriver(OBEYING.withDelay(Duration.ofSeconds(20)));
        driver.seed("http://a.test/1");
        long start = driver.now;
        driver.robots(driver.fetchRobots(), "delay 10");
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 20 * SECOND);
    }

    @Test
    void waitsAndAsksAgainWhenRobotsCannotBeHad() {
        var driver = new FrontierDriver(OBEYING.withRetries(2));
        driver.seed("http://a.test/1");
        for (int i = 0; i < 2; i++) {
            driver.robots(driver.fetchRobots(), UNREACHABLE);
            assertThat(driver.tick()).isEmpty();
            long wait = driver.frontier.nextWakeup(driver.now) - driver.now;
            assertThat(wait).isBetween(SECOND / 2, 3 * SECOND);
            driver.now += wait;
        }
        driver.robots(driver.fetchRobots(), "");
        assertThat(driver.fetched()).containsExactly("http://a.test/1");
    }

    @Test
    void deniesAHostWhoseRobotsCannotBeHadAndAsksAgainAfterAnHour() {
        var driver = new FrontierDriver(OBEYING.withRetries(0));
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.robots(driver.fetchRobots(), UNREACHABLE);
        assertThat(driver.tick())
                .hasSize(2)
                .allMatch(output -> output instanceof Skip skip && skip.reason() == SkipReason.ROBOTS_UNREACHABLE);
        assertThat(driver.frontier.isDone()).isTrue();
        driver.now += HOUR - 1;
        driver.seed("http://a.test/3");
        assertThat(driver.tick()).hasSize(1).allMatch(Skip.class::isInstance);
        driver.now += 1;
        driver.seed("http://a.test/4");
        driver.robots(driver.fetchRobots(), new RobotsAnswer.None(0));
        assertThat(driver.fetched()).containsExactly("http://a.test/4");
    }

    @Test
    void olderRulesHoldWhileNewOnesCannotBeHad() {
        var driver = new FrontierDriver(OBEYING.withRetries(0));
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "deny /no/");
        driver.ok(driver.fetch());
        driver.now += 25 * HOUR;
        driver.seed("http://a.test/no/2", "http://a.test/3");
        driver.robots(driver.fetchRobots(), UNREACHABLE);
        assertThat(driver.tick())
                .hasSize(2)
                .anyMatch(output -> output instanceof Skip skip && skip.url().equals("http://a.test/no/2"))
                .anyMatch(output -> output instanceof Fetch fetch && fetch.url().equals("http://a.test/3"));
    }

    @Test
    void retryAfterOnRobotsBlocksTheHost() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), new RobotsAnswer.Unreachable(0, Duration.ofSeconds(77)));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 77 * SECOND);
    }

    @Test
    void retryAfterIsHeededWhateverTheAnswerToRobots() {
        for (RobotsAnswer answer : List.of(
                new RobotsAnswer.None(0, Duration.ofSeconds(77), null),
                new RobotsAnswer.Rules(new byte[0], 0, Duration.ofSeconds(77), null))) {
            var driver = new FrontierDriver(OBEYING);
            driver.seed("http://a.test/1");
            driver.robots(driver.fetchRobots(), answer);
            assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 77 * SECOND);
        }
    }

    @Test
    void aRestartDoesNotForgetTheWaitForRobots() {
        var driver = new FrontierDriver(OBEYING.withRetries(9));
        driver.seed("http://a.test/");
        for (int i = 0; i < 8; i++) {
            driver.now = Math.max(driver.now, driver.frontier.nextWakeup(driver.now));
            driver.robots(driver.fetchRobots(), UNREACHABLE);
        }
        long due = driver.frontier.nextWakeup(driver.now);
        assertThat(due - driver.now).isGreaterThan(60 * SECOND);
        assertThat(driver.reopened(driver.now).frontier.nextWakeup(driver.now)).isEqualTo(due);
        // A clock that was set back by years does not block the host for years.
        var back = driver.reopened(0);
        assertThat(back.frontier.nextWakeup(0)).isLessThanOrEqualTo(24 * HOUR);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_601, 86_400, 365 * 86_400, Long.MAX_VALUE})
    void givesUpAHostWithALongerCrawlDelayThanIsWaited(long seconds) {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.robots(driver.fetchRobots(), "delay " + seconds);
        String rule = "Crawl-delay: " + Math.min(seconds, Long.MAX_VALUE / SECOND);
        assertThat(driver.tick())
                .containsExactly(
                        new Skip("http://a.test/1", SkipReason.CRAWL_DELAY, null, rule),
                        new Skip("http://a.test/2", SkipReason.CRAWL_DELAY, null, rule));
        assertThat(driver.frontier.isDone()).isTrue();
        var again = driver.reopened(driver.now);
        again.seed("http://a.test/3");
        assertThat(again.tick()).containsExactly(new Skip("http://a.test/3", SkipReason.CRAWL_DELAY, null, rule));
        // The next day it is asked again.
        again.now += 25 * HOUR;
        again.seed("http://a.test/4");
        again.robots(again.fetchRobots(), "delay 1");
        assertThat(again.tickAt(again.now + HOUR)).hasSize(1).allMatch(Fetch.class::isInstance);
    }

    @Test
    void waitsForALongCrawlDelayThatIsNotTooLong() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), "delay 3600");
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + HOUR);
    }

    @Test
    void aHostWithCostlyRulesHoldsUpNoOther() {
        HostRules.Parser parser = (origin, text) -> new FrontierDriver.ToyRules(text, text.length);
        var driver = new FrontierDriver(OBEYING.withConcurrency(10, 4), parser);
        driver.seed("http://costly.test/no/0", "http://plain.test/0");
        for (Output output : driver.tick()) {
            var robots = (FetchRobots) output;
            driver.robots(robots, robots.origin().contains("costly") ? "deny /no/\n" + " ".repeat(500_000) : "");
        }
        driver.tick();
        for (int i = 1; i <= 2_000; i++) {
            driver.seed("http://costly.test/no/" + i, "http://plain.test/" + i);
        }
        for (Output output : List.copyOf(driver.outputs)) {
            if (output instanceof Fetch fetch) {
                driver.ok(fetch);
            }
        }
        // Each tick looks at a bounded amount of rules and lets the other host go on.
        for (int i = 0; i < 100; i++) {
            List<Output> given = driver.tick();
            assertThat(given.stream().filter(Skip.class::isInstance)).hasSizeLessThanOrEqualTo(3);
            List<Output.Fetch> fetches = given.stream()
                    .filter(Fetch.class::isInstance)
                    .map(Fetch.class::cast)
                    .toList();
            assertThat(fetches).as("tick %d", i).hasSize(4);
            fetches.forEach(driver::ok);
            assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now);
        }
    }

    @Test
    void aRestartAsksAgainForWhatWasUnderWayAndKeepsWhatWasKnown() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/no/1", "http://b.test/1");
        var robots = driver.tick();
        assertThat(robots).hasSize(2);
        driver.robots((FetchRobots) robots.get(0), "deny /no/");
        var again = driver.reopened(driver.now + 1);
        assertThat(again.robots((FetchRobots) robots.get(1), "")).isFalse();
        var given = again.tick();
        assertThat(given).hasSize(2);
        assertThat(given.get(0)).isEqualTo(new Skip("http://a.test/no/1", SkipReason.ROBOTS, null));
        assertThat(((FetchRobots) given.get(1)).origin()).isEqualTo("http://b.test");
    }
}
