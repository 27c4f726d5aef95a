package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.FetchRobots;
import ayatori.crawler.frontier.Output.Skip;
import ayatori.crawler.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the robots.txt files of many hosts: it is bounded, and what is evicted is asked for again. */
final class RobotsMemoryTest {
    private static final FrontierOptions DURABLE = FREE.withObeyRobots(true);
    private static final FrontierOptions IN_MEMORY = DURABLE.withoutSaving();
    private static final String SHORT = "deny /no/\n";
    private static final String LONG = SHORT + " ".repeat(500_000);

    @Test
    void onADiskTextsHaveNoBudgetAndEachHostIsAskedOnce() {
        int hosts = 1_500;
        var driver = new FrontierDriver(DURABLE.withHostsInMemory(10));
        assertThat(crawled(driver, hosts, SHORT + " ".repeat(7_000))).isEqualTo(hosts);
        assertThat(parsedByDriver).isZero();
    }

    @Test
    void onADiskLargeTextsAreStoredAndParsedByTheDriver() {
        int hosts = 50;
        HostRules.Parser parser = (origin, text) -> {
            throw new AssertionError(
                    "the rules of " + origin + ", " + text.length + " bytes, are parsed on the frontier's loop");
        };
        var driver = new FrontierDriver(DURABLE.withHostsInMemory(10), parser);
        assertThat(crawled(driver, hosts, LONG)).isEqualTo(hosts);
        assertThat(parsedByDriver).isPositive();
    }

    @Test
    void aLargeTextIsParsedAfterARestart() {
        var driver = new FrontierDriver(DURABLE);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), LONG);
        driver.ok(driver.fetch());
        var again = driver.reopened(driver.now);
        again.seed("http://a.test/no/2", "http://a.test/3");
        FetchRobots parse = again.fetchRobots();
        assertThat(new String(Objects.requireNonNull(parse.text()), StandardCharsets.US_ASCII))
                .isEqualTo(LONG);
        assertThat(again.tick()).isEmpty();
        assertThat(again.robots(parse, parsed(parse))).isTrue();
        assertThat(again.robots(parse, parsed(parse))).isFalse();
        assertThat(again.tick()).hasSize(2);
        assertThat(again.skips()).containsExactly(new Skip("http://a.test/no/2", SkipReason.ROBOTS, null));
    }

    @Test
    void parsingChangesNothingOfTheHostsPace() {
        var driver = new FrontierDriver(DURABLE.withDelay(Duration.ofSeconds(5)));
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), LONG);
        driver.now += 5 * FrontierDriver.SECOND;
        driver.ok(driver.fetch());
        var again = driver.reopened(driver.now + 100 * FrontierDriver.SECOND);
        again.seed("http://a.test/2", "http://a.test/3");
        again.now += 5 * FrontierDriver.SECOND; // every host waits one delay after a restart
        FetchRobots parse = again.fetchRobots();
        again.robots(parse, parsed(parse));
        again.ok(again.fetch());
        assertThat(again.tick()).isEmpty();
        again.now += 5 * FrontierDriver.SECOND;
        assertThat(again.fetch().url()).isEqualTo("http://a.test/3");
    }

    @Test
    void rulesThatAreTooOldAreAskedForAndNotParsed() {
        var driver = new FrontierDriver(DURABLE);
        driver.seed("http://a.test/1");
        driver.robots(driver.fetchRobots(), LONG);
        driver.ok(driver.fetch());
        var again = driver.reopened(driver.now + 25 * 3_600 * FrontierDriver.SECOND);
        again.seed("http://a.test/2");
        assertThat(again.fetchRobots().text()).isNull();
    }

    private int parsedByDriver;

    private static RobotsAnswer parsed(FetchRobots command) {
        return new RobotsAnswer.Parsed(new FrontierDriver.ToyRules(Objects.requireNonNull(command.text()), 0));
    }

    @Test
    void textsTakeNoMoreThanTheirBudgetAndAreAskedForAgain() {
        int hosts = 1_500;
        var driver = new FrontierDriver(IN_MEMORY);
        int asked = crawled(driver, hosts, SHORT + " ".repeat(30_000));
        assertThat(asked).isBetween(hosts + 1, 3 * hosts);
    }

    @Test
    void largeTextsAreNotStoredAndAreAskedForAgain() {
        int hosts = 200;
        HostRules.Parser parser = (_, text) -> new FrontierDriver.ToyRules(text, text.length);
        var driver = new FrontierDriver(IN_MEMORY, parser);
        int asked = crawled(driver, hosts, LONG);
        assertThat(asked).isBetween(hosts + 1, 3 * hosts);
        assertThat(((MemoryStore) driver.store).heapBytes()).isLessThan(1 << 20);
    }

    /** Crawls three URLs on each of some hosts, one of which is denied; returns how often robots.txt was asked for. */
    private int crawled(FrontierDriver driver, int hosts, String rules) {
        for (int i = 0; i < hosts; i++) {
            driver.seed("http://h" + i + ".test/1", "http://h" + i + ".test/no/2", "http://h" + i + ".test/3");
        }
        int asked = 0;
        int pages = 0;
        while (!driver.frontier.isDone()) {
            long wakeup = driver.frontier.nextWakeup(driver.now);
            assertThat(wakeup).isNotEqualTo(Nanos.NEVER);
            driver.now = wakeup;
            for (Output output : driver.tick()) {
                switch (output) {
                    case FetchRobots robots
                    when robots.text() != null -> {
                        driver.robots(robots, parsed(robots));
                        parsedByDriver++;
                    }
                    case FetchRobots robots -> {
                        byte[] text = rules.getBytes(StandardCharsets.US_ASCII);
                        driver.robots(
                                robots,
                                new RobotsAnswer.Rules(text, 0).parsed(new FrontierDriver.ToyRules(text, text.length)));
                        asked++;
                    }
                    case Fetch fetch -> {
                        driver.ok(fetch);
                        pages++;
                    }
                    case Skip skip -> assertThat(skip.reason()).isEqualTo(SkipReason.ROBOTS);
                    case Output.Forward forward -> throw new AssertionError(forward);
                }
            }
            assertThat(((MemoryStore) driver.store).heapBytes())
                    .isLessThan(driver.options.isSaved() ? Long.MAX_VALUE : 2 * Robots.TEXT_BYTES_MAX);
        }
        assertThat(pages).isEqualTo(2 * hosts);
        assertThat(driver.skips()).hasSize(hosts);
        return asked;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500_000})
    void parsesNothingThatComesParsed(int bytes) {
        HostRules.Parser parser = (origin, _) -> {
            throw new AssertionError("the rules of " + origin + " are parsed");
        };
        var driver = new FrontierDriver(DURABLE, parser);
        driver.seed("http://a.test/no/1", "http://a.test/2");
        byte[] text = "deny /no/\n".getBytes(StandardCharsets.US_ASCII);
        var answer = new RobotsAnswer.Rules(new byte[bytes], 0).parsed(new FrontierDriver.ToyRules(text, bytes));
        driver.robots(driver.fetchRobots(), answer);
        assertThat(driver.tick()).hasSize(2);
        assertThat(driver.skips()).containsExactly(new Skip("http://a.test/no/1", SkipReason.ROBOTS, null));
    }

    @Test
    void parsesOnceWhileTheRulesAreInMemory() {
        var counter = new int[1];
        var driver = new FrontierDriver(DURABLE);
        var frontier = Frontier.open(
                driver.store,
                DURABLE,
                (origin, text) -> {
                    counter[0]++;
                    return FrontierDriver.TOY_ROBOTS.parse(origin, text);
                },
                new java.util.Random(1),
                driver.now);
        frontier.onLinks(
                driver.now, FrontierDriver.links(0, "http://a.test/1", "http://a.test/2"), null, driver.outputs::add);
        frontier.tick(driver.now, 10, driver.outputs::add);
        var ask = (FetchRobots) driver.outputs.getLast();
        frontier.onRobots(driver.now, ask.id(), ask.incarnation(), new RobotsAnswer.Rules(new byte[0], 0));
        assertThat(frontier.tick(driver.now, 10, driver.outputs::add)).isEqualTo(2);
        assertThat(counter[0]).isEqualTo(1);
    }

    @Test
    void keepsNoMoreParsedRulesThanFitIntoMemory() {
        int rulesBytes = 1 << 20;
        int[] parsed = new int[1];
        HostRules large = new HostRules() {
            @Override
            public boolean allowed(String url) {
                return true;
            }

            @Override
            public @Nullable Duration crawlDelay() {
                return null;
            }

            @Override
            public long memoryBytes() {
                return rulesBytes;
            }
        };
        var robots = new Robots(
                new MemoryStore(),
                new Keys(),
                DURABLE,
                (_, _) -> {
                    parsed[0]++;
                    return large;
                },
                _ -> {});
        int kept = (int) (Robots.PARSED_BYTES_MAX / rulesBytes);
        List<Host> hosts = IntStream.range(0, 4 * kept)
                .mapToObj(i -> new Host(
                        i,
                        "http://h" + i + ".test",
                        new HostName("h" + i + ".test", DURABLE, new Gate(i, 1), new Speed())))
                .toList();
        hosts.forEach(host -> robots.learn(host, new RobotsAnswer.Rules(new byte[0], 0), 0));
        parsed[0] = 0;
        for (Host host : hosts.subList(hosts.size() - kept, hosts.size())) {
            assertThat(robots.denial(host, host.origin())).isNull();
        }
        assertThat(parsed[0]).as("of those asked for last, parsed again").isZero();
        for (Host host : hosts.subList(0, hosts.size() - kept)) {
            assertThat(robots.denial(host, host.origin())).isNull();
        }
        assertThat(parsed[0]).as("of the others, parsed again").isEqualTo(hosts.size() - kept);
    }
}
