package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.MS;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.frontier.Output.Fetch;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delay and concurrency of hosts that share a name, a registered domain or an address. */
class GatesTest {
    private static final FrontierOptions SLOW = FREE.withDelay(Duration.ofSeconds(2));

    static List<List<String>> neighbours() {
        return List.of(
                List.of("http://a.test/", "https://a.test/", "http://a.test:8080/", "https://a.test.:444/"),
                List.of("http://a.shop.test/", "https://b.shop.test/", "http://shop.test/", "http://x.y.shop.test:81/"),
                List.of("http://a.co.uk/", "http://www.a.co.uk/", "http://b.a.co.uk/", "https://a.co.uk/"),
                List.of("http://127.0.0.1/", "http://127.0.0.1:81/", "http://127.0.0.1:82/", "https://127.0.0.1/"),
                List.of("http://[::1]/", "http://[::1]:81/", "https://[::1]/", "https://[::1]:9/"));
    }

    static List<List<String>> strangers() {
        return List.of(
                List.of("http://a.test/", "http://b.test/"),
                List.of("http://a.co.uk/", "http://b.co.uk/"),
                List.of("http://a.github.io/", "http://b.github.io/"),
                List.of("http://127.0.0.1/", "http://127.0.0.2/"),
                List.of("http://10.0.0.1/", "http://11.0.0.1/"),
                List.of("http://[::1]/", "http://[::2]/"),
                List.of("http://localhost/", "http://intranet/"));
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void neighboursShareADelay(List<String> urls) {
        var driver = new FrontierDriver(SLOW);
        driver.seed(urls.toArray(String[]::new));
        long start = driver.now;
        for (int i = 0; i < urls.size(); i++) {
            long time = start + 2L * i * SECOND;
            assertThat(driver.tickAt(Math.max(start, time - 1))).hasSize(i == 0 ? 1 : 0);
            if (i > 0) {
                assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(time);
                assertThat(driver.tickAt(time)).hasSize(1);
            }
        }
        assertThat(driver.outputs)
                .extracting(output -> ((Fetch) output).url())
                .containsExactlyInAnyOrderElementsOf(urls);
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void neighboursShareTheLimitOfRequests(List<String> urls) {
        var driver = new FrontierDriver(FREE.withConcurrency(64, 2));
        for (String url : urls) {
            driver.seed(url + "1", url + "2", url + "3");
        }
        List<Fetch> underWay = new ArrayList<>(driver.fetches());
        int done = 0;
        while (!underWay.isEmpty()) {
            assertThat(underWay).hasSizeLessThanOrEqualTo(2);
            driver.ok(underWay.removeFirst());
            done++;
            underWay.addAll(driver.fetches());
        }
        assertThat(done).isEqualTo(3 * urls.size());
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void strangersDoNotHoldEachOtherBack(List<String> urls) {
        var driver = new FrontierDriver(SLOW.withConcurrency(64, 1));
        driver.seed(urls.toArray(String[]::new));
        assertThat(driver.fetched()).containsExactlyInAnyOrderElementsOf(urls);
    }

    private static Outcome from(String address) {
        return new Outcome.Answered(200, 1_000, MS, null, address(address));
    }

    private static InetAddress address(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesAtOneAddressShareADelayOnceItIsKnown() {
        var driver = new FrontierDriver(SLOW);
        driver.seed("http://a.test/1", "http://b.test/1", "http://c.test/1");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches).hasSize(3);
        long start = driver.now;
        driver.done(fetches.get(0), from("192.0.2.1"));
        driver.done(fetches.get(1), from("192.0.2.1"));
        driver.done(fetches.get(2), from("192.0.2.2"));
        driver.seed("http://a.test/2", "http://b.test/2", "http://c.test/2");
        assertThat(driver.tickAt(start + 2 * SECOND)).hasSize(2);
        assertThat(driver.tickAt(start + 4 * SECOND - 1)).isEmpty();
        assertThat(driver.tickAt(start + 4 * SECOND)).hasSize(1);
    }

    @Test
    void namesAtOneAddressShareTheLimitOfRequestsAlsoAfterARestart() {
        var driver = new FrontierDriver(FREE.withConcurrency(64, 2));
        driver.seed("http://a.test/1", "http://b.test/1", "http://c.test/1");
        driver.fetches().forEach(fetch -> driver.done(fetch, from("2001:db8::1")));
        String[] more = {"http://a.test/2", "http://a.test/3", "http://b.test/2", "http://b.test/3", "http://c.test/2"};
        driver.seed(more);
        FrontierDriver again = driver.reopened(driver.now);
        assertThat(driver.fetches()).hasSize(2);
        List<Fetch> underWay = again.fetches();
        assertThat(underWay).hasSize(2);
        again.done(underWay.getFirst(), from("2001:db8::1"));
        assertThat(again.fetches()).hasSize(1);
    }

    @Test
    void aNameThatMovesCountsAtItsNewAddress() {
        var driver = new FrontierDriver(FREE.withConcurrency(64, 2));
        driver.seed("http://a.test/1", "http://b.test/1");
        driver.fetches().forEach(fetch -> driver.done(fetch, from("192.0.2.1")));
        driver.seed("http://a.test/2", "http://a.test/3", "http://b.test/2", "http://b.test/3");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches).hasSize(2);
        driver.done(fetches.getFirst(), from("192.0.2.2"));
        // One name has gone, and no request is lost at either address.
        List<Fetch> more = driver.fetches();
        assertThat(more).isNotEmpty();
        for (Fetch fetch = fetches.getLast(); fetch != null; fetch = more.isEmpty() ? null : more.removeFirst()) {
            driver.done(fetch, from(fetch.origin().contains("a.") ? "192.0.2.2" : "192.0.2.1"));
            more = new ArrayList<>(more);
            more.addAll(driver.fetches());
        }
        assertThat(driver.frontier.isDone()).isTrue();
    }

    private static List<String> waiting(FrontierDriver driver) {
        return driver.frontier.busiestHosts(driver.now, 50).stream()
                .map(host -> host.origin() + " " + host.neighbourhood())
                .toList();
    }

    @Test
    void tellsForWhichNeighboursAHostWaits() {
        var driver = new FrontierDriver(SLOW);
        driver.seed("http://a.shop.test/", "http://b.shop.test/1", "http://b.shop.test/2", "https://x.y.shop.test:81/");
        driver.tick();
        assertThat(waiting(driver))
                .containsExactly(
                        "http://a.shop.test null",
                        "http://b.shop.test shop.test",
                        "https://x.y.shop.test:81 shop.test");
        driver.tickAt(driver.now + 2 * SECOND);
        assertThat(waiting(driver)).contains("https://x.y.shop.test:81 shop.test");
        driver.tickAt(driver.now + 2 * SECOND);
        assertThat(waiting(driver)).noneMatch(host -> host.startsWith("https://x.y.shop.test:81 shop"));
    }

    @Test
    void tellsThatTheRequestsAtAnAddressAreTaken() {
        var driver = new FrontierDriver(FREE.withConcurrency(64, 1));
        driver.seed("http://a.test/1", "http://b.test/1", "http://c.test/1");
        driver.fetches().forEach(fetch -> driver.done(fetch, from("192.0.2.1")));
        driver.seed("http://a.test/2", "http://b.test/2", "http://c.test/2");
        driver.tick();
        assertThat(waiting(driver))
                .containsExactly("http://a.test null", "http://b.test 192.0.2.1", "http://c.test 192.0.2.1");
    }

    @Test
    void tellsThatOtherPortsOfANameHaveItsTurns() {
        var driver = new FrontierDriver(FREE.withConcurrency(64, 1));
        driver.seed("http://127.0.0.1:81/", "http://127.0.0.1:82/");
        driver.tick();
        assertThat(waiting(driver)).containsExactly("http://127.0.0.1:81 null", "http://127.0.0.1:82 127.0.0.1");
    }

    @Test
    void namesWithoutEndAreAskedLikeOne() {
        var driver = new FrontierDriver(SLOW);
        int names = 20_000;
        var urls = new String[names];
        for (int i = 0; i < names; i++) {
            urls[i] = "http://n" + i + ".wild.test/";
        }
        driver.seed(urls);
        for (int i = 0; i < 2_000; i++) {
            driver.ok(driver.fetch());
            driver.now += 2 * SECOND;
        }
        assertThat(driver.outputs).extracting(output -> ((Fetch) output).url()).doesNotHaveDuplicates();
    }

    @Test
    void hostsThatAreHeldTakeTheirTurnsInOrder() {
        var driver = new FrontierDriver(SLOW.withConcurrency(64, 8));
        driver.seed(
                "http://a.x.test/1",
                "http://a.x.test/2",
                "http://b.x.test/1",
                "http://b.x.test/2",
                "http://c.x.test/1");
        List<String> order = new ArrayList<>(driver.fetched());
        for (int i = 0; i < 4; i++) {
            driver.now += 2 * SECOND;
            order.addAll(driver.fetched());
        }
        assertThat(order)
                .containsExactly(
                        "http://a.x.test/1",
                        "http://b.x.test/1",
                        "http://c.x.test/1",
                        "http://a.x.test/2",
                        "http://b.x.test/2");
    }

    @Test
    void aBlockHoldsForEveryPortOfAName() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/1", "https://a.test/1");
        List<Fetch> fetches = driver.fetches();
        driver.done(fetches.getFirst(), new Outcome.Answered(429, 100, MS, Duration.ofSeconds(30)));
        driver.ok(fetches.getLast(), "https://a.test:444/1");
        long start = driver.now;
        assertThat(driver.tickAt(start + 30 * SECOND - 1)).isEmpty();
        assertThat(driver.tickAt(start + 30 * SECOND)).hasSize(2);
    }

    @Test
    void robotsAndItsCrawlDelayAreAnOriginsOwnButTheSpacingIsTheNames() {
        var driver = new FrontierDriver(FREE.withObeyRobots(true));
        driver.seed("http://a.test/no/1", "http://a.test/2", "https://a.test/no/1");
        for (Output output : List.copyOf(driver.tick())) {
            var robots = (Output.FetchRobots) output;
            driver.robots(robots, robots.origin().startsWith("https") ? "" : "deny /no/\ndelay 10");
        }
        long start = driver.now;
        List<Output> given = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            List<Output> now = driver.tickAt(start + 10L * i * SECOND);
            assertThat(now).filteredOn(Fetch.class::isInstance).hasSizeLessThanOrEqualTo(1);
            now.forEach(output -> {
                if (output instanceof Fetch fetch) {
                    driver.ok(fetch);
                }
            });
            given.addAll(now);
        }
        assertThat(given)
                .filteredOn(Fetch.class::isInstance)
                .extracting(output -> ((Fetch) output).url())
                .containsExactlyInAnyOrder("http://a.test/2", "https://a.test/no/1");
        assertThat(driver.skips()).extracting(Output.Skip::url).containsExactly("http://a.test/no/1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 1_000})
    void aShardIsInItsRange(int shards) {
        for (int i = 0; i < 100; i++) {
            assertThat(Shard.of("host" + i + ".test", shards)).isBetween(0, shards - 1);
        }
    }
}
