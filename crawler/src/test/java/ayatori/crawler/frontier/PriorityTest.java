package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.FetchRobots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of a host's URLs: by priority, then by depth, then as they were found. */
final class PriorityTest {
    private static final FrontierOptions ONE_AT_A_TIME = FREE.withConcurrency(1, 1);

    /** Links with priorities, each by its index. */
    private record Prioritized(Links links, IntToDoubleFunction priorities) implements ForwardingLinks {
        @Override
        public double priority(int index) {
            return priorities.applyAsDouble(index);
        }
    }

    private static Links links(int depth, double priority, String... urls) {
        return new Prioritized(FrontierDriver.links(depth, urls), _ -> priority);
    }

    private static void add(FrontierDriver driver, Links links, @Nullable String referrer) {
        driver.frontier.onLinks(driver.now, links, referrer, driver.outputs::add);
    }

    /** Fetches everything, one page at a time, and gives the URLs in their order. */
    private static List<String> order(FrontierDriver driver) {
        var urls = new ArrayList<String>();
        while (!driver.frontier.isDone()) {
            Fetch fetch = driver.fetch();
            urls.add(fetch.url());
            driver.ok(fetch);
        }
        return urls;
    }

    @Test
    void aHostsUrlsAreTakenByPriorityThenByDepthThenInOrder() {
        var driver = new FrontierDriver(ONE_AT_A_TIME);
        add(driver, links(0, 0.5, "http://a.test/seed"), null);
        add(driver, links(7, 0.5, "http://a.test/deep"), "http://a.test/");
        add(driver, links(1, 0.5, "http://a.test/1", "http://a.test/2"), "http://a.test/");
        add(driver, links(1, 0.0, "http://a.test/last"), "http://a.test/");
        add(driver, links(9, 1.0, "http://a.test/first"), "http://a.test/");
        add(driver, links(2, 0.64, "http://a.test/above"), "http://a.test/");
        add(driver, links(1, 0.6, "http://a.test/above-and-nearer"), "http://a.test/");
        assertThat(order(driver))
                .containsExactly(
                        "http://a.test/first",
                        "http://a.test/above-and-nearer",
                        "http://a.test/above",
                        "http://a.test/seed",
                        "http://a.test/1",
                        "http://a.test/2",
                        "http://a.test/deep",
                        "http://a.test/last");
    }

    @Test
    void noHostWaitsForAnothersPriorities() {
        var driver = new FrontierDriver(ONE_AT_A_TIME);
        for (int i = 0; i < 10; i++) {
            add(driver, links(0, 1.0, "http://important.test/" + i), null);
            add(driver, links(0, 0.0, "http://a.test/" + i), null);
        }
        List<String> order = order(driver);
        assertThat(IntStream.range(0, 20).filter(i -> order.get(i).startsWith("http://a.test/")))
                .containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19);
    }

    @Test
    void aRetryThatIsDueGoesBeforeEveryPriority() {
        var driver = new FrontierDriver(ONE_AT_A_TIME.withRetries(1));
        add(driver, links(0, 0.0, "http://a.test/fails"), null);
        driver.done(driver.fetch(), FrontierDriver.answered(500, 1));
        add(driver, links(0, 1.0, "http://a.test/first"), null);
        driver.now += 3_600 * SECOND;
        assertThat(driver.fetch().url()).isEqualTo("http://a.test/fails");
    }

    @Test
    void whatWasUnderWayGoesBackToTheFrontOfItsPriority() {
        var driver = new FrontierDriver(ONE_AT_A_TIME);
        add(driver, links(0, 0.2, "http://a.test/low/1", "http://a.test/low/2"), null);
        driver.fetch();
        add(driver, links(3, 0.3, "http://a.test/higher"), null);
        FrontierDriver again = driver.reopened(driver.now + SECOND);
        assertThat(order(again)).containsExactly("http://a.test/higher", "http://a.test/low/1", "http://a.test/low/2");
    }

    @Test
    void aRedirectsTargetHasThePriorityOfWhatLedToIt() {
        var driver = new FrontierDriver(ONE_AT_A_TIME);
        add(driver, links(0, 0.9, "http://a.test/moved"), null);
        add(driver, links(0, 0.8, "http://a.test/other"), null);
        Fetch moved = driver.fetch();
        var target = new Link("http://a.test/target", "http://a.test", 1, 2, 0, 1, null);
        driver.frontier.onFetched(
                driver.now,
                moved.id(),
                moved.incarnation(),
                FrontierDriver.answered(302, 1),
                new Prioritized(Links.of(List.of(target)), _ -> 0.1),
                driver.outputs::add);
        assertThat(order(driver)).containsExactly("http://a.test/target", "http://a.test/other");
    }

    @Test
    void onlyUrlsThatMayBeRequestedAreAskedForTheirPriority() {
        var driver = new FrontierDriver(ONE_AT_A_TIME);
        driver.seed("http://a.test/known");
        var asked = new ArrayList<Integer>();
        List<Link> links = Arrays.asList(
                FrontierDriver.link("http://a.test/known", 1, null),
                FrontierDriver.link("http://b.test/", 1, SkipReason.SCOPE),
                FrontierDriver.link("http://a.test/new", 1, null),
                FrontierDriver.link("http://a.test/new", 1, null));
        add(
                driver,
                new Prioritized(Links.of(links), index -> {
                    asked.add(index);
                    return 1.0;
                }),
                "http://a.test/");
        assertThat(asked).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0", "0.04, 0", "0.05, 1", "0.5, 5", "1.0, 10", "-7, 0", "99, 10", "NaN, 5", "Infinity, 10"})
    void aPriorityIsRoundedToTenths(double priority, int tenths) {
        assertThat(Priority.tenths(priority)).isEqualTo(tenths);
    }

    @Test
    void laneNumbersAscendByPriorityAndDepthAndFitTwoBytes() {
        int last = Lane.forAttempts(Integer.MAX_VALUE, true);
        for (int priority = Priority.TENTHS_MAX; priority >= 0; priority--) {
            for (int depth = 0; depth <= 2_047; depth++) {
                assertThat(Lane.of(priority, depth))
                        .isEqualTo(depth == 0 ? Math.max(last + 1, Lane.of(priority, 0)) : last + 1);
                last = Lane.of(priority, depth);
            }
            last = Lane.of(priority, Integer.MAX_VALUE);
        }
        assertThat(last).isLessThanOrEqualTo(0xFFFF);
    }

    /** A host, a model of its queue, and restarts. */
    @Test
    void theOrderIsThatOfASortedListWhateverHappens() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            boolean obeys = random.nextBoolean();
            var driver = new FrontierDriver(
                    ONE_AT_A_TIME.withObeyRobots(obeys).withDepthMax(random.nextBoolean() ? 9 : Integer.MAX_VALUE));
            var model = new TreeMap<List<Integer>, String>((a, b) -> Arrays.compare(
                    a.stream().mapToInt(n -> n).toArray(),
                    b.stream().mapToInt(n -> n).toArray()));
            Map<String, List<Integer>> places = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(3) > 0) {
                    int depth = random.nextInt(4);
                    double priority = random.nextInt(11) / 10.0;
                    String url = "http://a.test/" + i;
                    add(driver, links(depth, priority, url), "http://a.test/");
                    List<Integer> place = List.of(-(int) Math.round(10 * priority), depth, i);
                    places.put(url, place);
                    model.put(place, url);
                } else {
                    for (Output output : driver.tick()) {
                        if (output instanceof FetchRobots robots) {
                            driver.robots(robots, "");
                        } else {
                            Fetch fetch = (Fetch) output;
                            assertThat(fetch.url())
                                    .as("seed %d", seed)
                                    .isEqualTo(model.pollFirstEntry().getValue());
                            if (random.nextInt(4) == 0) {
                                model.put(places.get(fetch.url()), fetch.url());
                                driver = driver.reopened(driver.now + SECOND);
                            } else {
                                driver.ok(fetch);
                            }
                        }
                    }
                }
            }
        }
    }
}
