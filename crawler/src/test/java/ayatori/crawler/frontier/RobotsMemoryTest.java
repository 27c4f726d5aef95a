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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the robots.txt files of many hosts: it is bounded, and what is evicted is asked for again. */
final class RobotsMemoryTest {
    private static final FrontierOptions OBEYING = FREE.withObeyRobots(true);

    @Test
    void textsTakeNoMoreThanTheirBudgetAndAreAskedForAgain() {
        int hosts = 1_500;
        var driver = new FrontierDriver(OBEYING);
        int asked = crawled(driver, hosts, "deny /no/\n" + " ".repeat(30_000));
        assertThat(asked).isBetween(hosts + 1, 3 * hosts);
    }

    @Test
    void largeTextsAreNotStoredAndAreAskedForAgain() {
        int hosts = 200;
        HostRules.Parser parser = (_, text) -> new FrontierDriver.ToyRules(text, text.length);
        var driver = new FrontierDriver(OBEYING, parser);
        int asked = crawled(driver, hosts, "deny /no/\n" + " ".repeat(500_000));
        assertThat(asked).isBetween(hosts + 1, 3 * hosts);
        assertThat(((MemoryStore) driver.store).heapBytes()).isLessThan(1 << 20);
    }

    /** Crawls three URLs on each of some hosts, one of which is denied; returns how often robots.txt was asked for. */
    private static int crawled(FrontierDriver driver, int hosts, String rules) {
        for (int i = 0; i < hosts; i++) {
            driver.seed("http://h" + i + ".test/1", "http://h" + i + ".test/no/2", "http://h" + i + ".test/3");
        }
        int asked = 0;
        int pages = 0;
        while (!driver.frontier.isDone()) {
            for (Output output : driver.tick()) {
                switch (output) {
                    case FetchRobots robots -> {
                        driver.robots(robots, rules);
                        asked++;
                    }
                    case Fetch fetch -> {
                        driver.ok(fetch);
                        pages++;
                    }
                    case Skip skip -> assertThat(skip.reason()).isEqualTo(SkipReason.ROBOTS);
                }
            }
            assertThat(((MemoryStore) driver.store).heapBytes()).isLessThan(2 * Robots.TEXT_BYTES_MAX);
        }
        assertThat(pages).isEqualTo(2 * hosts);
        assertThat(driver.skips()).hasSize(hosts);
        return asked;
    }

    @Test
    void aRestartKeepsTheBudgetOfTexts() {
        var driver = new FrontierDriver(OBEYING);
        String rules = "deny /no/\n" + " ".repeat(30_000);
        for (int i = 0; i < 1_000; i++) {
            driver.seed("http://h" + i + ".test/1");
            driver.robots(driver.fetchRobots(), rules);
            driver.ok(driver.fetch());
        }
        var again = driver.reopened(driver.now);
        for (int i = 1_000; i < 2_000; i++) {
            again.seed("http://h" + i + ".test/1");
            again.robots(again.fetchRobots(), rules);
            again.ok(again.fetch());
        }
        assertThat(((MemoryStore) again.store).heapBytes()).isLessThan(Robots.TEXT_BYTES_MAX * 3 / 2);
    }

    @Test
    void aRestartAsksAgainForALargeText() {
        var driver = new FrontierDriver(OBEYING);
        driver.seed("http://a.test/1", "http://b.test/1");
        List<Output> asked = driver.tick();
        driver.robots((FetchRobots) asked.get(0), "deny /no/\n" + " ".repeat(500_000));
        driver.robots((FetchRobots) asked.get(1), "deny /no/\n");
        driver.fetches().forEach(driver::ok);
        var again = driver.reopened(driver.now);
        again.seed("http://a.test/no/2", "http://b.test/no/2");
        assertThat(again.tick())
                .hasSize(2)
                .anyMatch(output ->
                        output instanceof FetchRobots robots && robots.origin().equals("http://a.test"))
                .anyMatch(output -> output.equals(new Skip("http://b.test/no/2", SkipReason.ROBOTS, null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500_000})
    void parsesNothingThatComesParsed(int bytes) {
        HostRules.Parser parser = (origin, _) -> {
            throw new AssertionError("the rules of " + origin + " are parsed");
        };
        var driver = new FrontierDriver(OBEYING, parser);
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
        var driver = new FrontierDriver(OBEYING);
        var frontier = Frontier.open(
                driver.store,
                OBEYING,
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
                OBEYING,
                (_, _) -> {
                    parsed[0]++;
                    return large;
                },
                _ -> {});
        List<Host> hosts = IntStream.range(0, Robots.PARSED_MAX)
                .mapToObj(i ->
                        new Host(i, "http://h" + i + ".test", new HostName("h" + i + ".test", OBEYING, new Gate(i, 1))))
                .toList();
        hosts.forEach(host -> robots.learn(host, new RobotsAnswer.Rules(new byte[0], 0), 0));
        int kept = (int) (Robots.PARSED_BYTES_MAX / rulesBytes);
        assertThat(kept).isBetween(1, Robots.PARSED_MAX / 2);
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
