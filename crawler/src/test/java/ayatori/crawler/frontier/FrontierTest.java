package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static ayatori.crawler.frontier.FrontierDriver.answered;
import static ayatori.crawler.frontier.FrontierDriver.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.Skip;
import ayatori.crawler.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Order, identity, budgets and counts. Politeness, retries and robots have tests of their own. */
class FrontierTest {
    @Test
    void fetchesASeedAndSaysAllAboutIt() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/x?y");

        Fetch fetch = driver.fetch();

        assertThat(fetch)
                .isEqualTo(new Fetch(
                        fetch.id(),
                        driver.frontier.incarnation(),
                        "http://a.test/x?y",
                        "http://a.test",
                        0,
                        0,
                        false,
                        null,
                        1,
                        List.of(),
                        false,
                        0,
                        PageRequest.GET,
                        null,
                        true));
        assertThat(driver.frontier.isDone()).isFalse();
        assertThat(driver.ok(fetch)).isEqualTo(Verdict.FINAL);
        assertThat(driver.frontier.isDone()).isTrue();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void remembersWhoReferredAndHowDeep() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/");
        driver.ok(driver.fetch(), "http://a.test/one", "http://b.test/two");

        assertThat(driver.fetches())
                .extracting(Fetch::url, Fetch::referrer, Fetch::depth)
                .containsExactlyInAnyOrder(
                        tuple("http://a.test/one", "http://a.test/", 1),
                        tuple("http://b.test/two", "http://a.test/", 1));
    }

    @Test
    void keepsUrlsWithCredentialsWhole() {
        var driver = new FrontierDriver(FREE);
        driver.addLinks("http://a.test/x", new Link("http://me:pw@a.test/y", "http://a.test", 1, 2, 1, 0, null));
        Fetch fetch = driver.reopened(driver.now).fetch();
        assertThat(fetch.url()).isEqualTo("http://me:pw@a.test/y");
        assertThat(fetch.referrer()).isEqualTo("http://a.test/x");
        assertThat(fetch.origin()).isEqualTo("http://a.test");
    }

    @Test
    void refusesAUrlThatIsNotAscii() {
        var driver = new FrontierDriver(FREE);
        assertThatThrownBy(() -> driver.addLinks(
                        "http://a.test/", new Link("http://a.test/é", "http://a.test", 1, 2, 1, 0, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASCII");
    }

    @Test
    void takesEachUrlOnce() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/", "http://a.test/", "http://a.test/b");
        driver.seed("http://a.test/");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches).extracting(Fetch::url).containsExactly("http://a.test/", "http://a.test/b");
        driver.ok(fetches.get(0), "http://a.test/", "http://a.test/b");
        driver.ok(fetches.get(1), "http://a.test/", "http://a.test/b");
        assertThat(driver.fetched()).isEmpty();
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void goesBreadthFirstWithinAHost() {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1));
        driver.addLinks(
                "http://x.test/",
                link("http://a.test/3a", 3, null),
                link("http://a.test/1a", 1, null),
                link("http://a.test/2a", 2, null),
                link("http://a.test/1b", 1, null),
                link("http://a.test/3b", 3, null));
        assertThat(crawlInOrder(driver))
                .containsExactly(
                        "http://a.test/1a",
                        "http://a.test/1b",
                        "http://a.test/2a",
                        "http://a.test/3a",
                        "http://a.test/3b");
    }

    @Test
    void givesHostsTheirTurns() {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/1", "http://c.test/1");
        driver.seed("http://b.test/2");
        assertThat(crawlInOrder(driver))
                .containsExactly(
                        "http://a.test/1",
                        "http://b.test/1",
                        "http://c.test/1",
                        "http://a.test/2",
                        "http://b.test/2",
                        "http://a.test/3");
    }

    @Test
    void numbersAHostsRequestsByTheLowestFreeSlot() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 3));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://a.test/4", "http://b.test/1");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches).extracting(Fetch::slot).containsExactlyInAnyOrder(0, 1, 2, 0);
        List<Fetch> ofA =
                fetches.stream().filter(f -> f.origin().equals("http://a.test")).toList();
        driver.ok(ofA.get(1));
        assertThat(driver.fetch().slot()).isEqualTo(1);
    }

    @Test
    void keepsWithinBothBoundsOfRequestsUnderWay() {
        var driver = new FrontierDriver(FREE.withConcurrency(3, 2));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/1", "http://b.test/2");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches)
                .extracting(Fetch::url)
                .containsExactly("http://a.test/1", "http://b.test/1", "http://a.test/2");
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(Long.MAX_VALUE);
        driver.ok(fetches.get(1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now);
        assertThat(driver.fetched()).containsExactly("http://b.test/2");
    }

    @Test
    void givesNoMoreOutputsThanTheBudget() {
        var driver = new FrontierDriver(FREE.withConcurrency(100, 100));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        var out = new ArrayList<Output>();
        assertThat(driver.frontier.tick(driver.now, 2, out::add)).isEqualTo(2);
        assertThat(out).hasSize(2);
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now);
        assertThat(driver.frontier.tick(driver.now, 2, out::add)).isEqualTo(1);
    }

    @Test
    void ignoresADuplicateAndALateResult() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/");
        Fetch fetch = driver.fetch();
        var later = driver.reopened(driver.now + SECOND);
        assertThat(later.ok(fetch, "http://a.test/late")).isEqualTo(Verdict.STALE);
        assertThat(later.frontier.counts().queued()).isEqualTo(1);

        assertThat(driver.ok(fetch)).isEqualTo(Verdict.FINAL);
        assertThat(driver.ok(fetch, "http://a.test/again")).isEqualTo(Verdict.STALE);
        assertThat(driver.frontier.isDone()).isTrue();
        assertThat(driver.frontier.onRobots(driver.now, fetch.id(), fetch.incarnation(), new RobotsAnswer.None(0)))
                .isFalse();
    }

    @Test
    void everyOpeningHasANewIncarnation() {
        var driver = new FrontierDriver(FREE);
        long first = driver.frontier.incarnation();
        assertThat(driver.reopened(driver.now).frontier.incarnation()).isGreaterThan(first);
        assertThat(driver.reopened(driver.now - SECOND).frontier.incarnation()).isGreaterThan(first);
        // So has one whose store lost all trace of the first.
        var forgetful = new FrontierDriver(new MemoryStore(), FREE, driver.now + SECOND);
        assertThat(forgetful.frontier.incarnation()).isGreaterThan(first);
    }

    @Test
    void recordsASkippedUrlOnce() {
        var driver = new FrontierDriver(FREE);
        driver.addLinks("http://a.test/", link("http://b.test/", 1, SkipReason.SCOPE));
        driver.addLinks("http://a.test/2", link("http://b.test/", 1, SkipReason.SCOPE));
        assertThat(driver.skips()).containsExactly(new Skip("http://b.test/", SkipReason.SCOPE, "http://a.test/"));
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.frontier.isDone()).isTrue();
    }

    /** Each call costs the same with ten hosts and with thirty thousand. */
    @Test
    void nothingGrowsWithTheNumberOfIdleHosts() {
        var driver = new FrontierDriver(FREE.withConcurrency(100_000, 1));
        for (int i = 0; i < 30_000; i++) {
            driver.frontier.onLinks(
                    driver.now, FrontierDriver.links(0, "http://h" + i + ".test/"), "http://x.test/", _ -> {});
        }
        List<Fetch> fetches = new ArrayList<>();
        while (fetches.size() < 30_000) {
            assertThat(driver.frontier.tick(driver.now, 200_000, output -> fetches.add((Fetch) output)))
                    .isPositive();
        }
        fetches.forEach(driver::ok);
        driver.seed("http://h5.test/1");
        long start = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            driver.frontier.busiestHosts(driver.now, 10);
            driver.frontier.drain(driver.now, 0, driver.outputs::add);
        }
        // A hundred thousand passes over thirty thousand hosts take longer.
        assertThat(System.nanoTime() - start).isLessThan(10 * SECOND);
        assertThat(driver.frontier.drain(driver.now, 10, driver.outputs::add)).isEqualTo(1);
        assertThat(driver.frontier.busiestHosts(driver.now, 10)).isEmpty();
    }

    @Test
    void memoryIsCountedWhereItIsHeld() {
        var driver = new FrontierDriver(FREE);
        long before = driver.frontier.memoryBytes();
        for (int i = 0; i < 1_000; i++) {
            driver.seed("http://h" + i + ".test/");
        }
        assertThat(driver.frontier.memoryBytes() - before).isBetween(500_000L, 2_000_000L);
        assertThat(driver.reopened(driver.now).frontier.memoryBytes()).isEqualTo(driver.frontier.memoryBytes());
    }

    @Test
    void aRedirectIsALinkOfTheSameDepthThatCountsRedirects() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/");
        Fetch fetch = driver.fetch();
        Links target = Links.of(List.of(new Link("http://a.test/home", "http://a.test", 1, 2, 0, 1, null)));
        driver.frontier.onFetched(
                driver.now, fetch.id(), fetch.incarnation(), answered(301, 5), target, driver.outputs::add);
        Fetch followed = driver.reopened(driver.now).fetch();
        assertThat(followed).extracting(Fetch::depth, Fetch::redirects).containsExactly(0, 1);
    }

    @Test
    void stopsAtTheLimitOfPagesAndNeverGoesBeyond() {
        var driver = new FrontierDriver(FREE.withPagesMax(2, Long.MAX_VALUE).withRetries(0));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        List<Fetch> first = driver.fetches();
        assertThat(first).hasSize(2);
        // One that had no answer does not count, so another takes its place.
        driver.done(first.get(0), new Outcome.Failed(true, 0, 0));
        assertThat(driver.frontier.limitReached(driver.now)).isNull();
        Fetch third = driver.fetch();
        driver.ok(first.get(1));
        driver.ok(third, "http://a.test/4");
        assertThat(driver.frontier.limitReached(driver.now)).isEqualTo(Limit.PAGES);
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(Long.MAX_VALUE);
        assertThat(driver.frontier.isDone()).isFalse();
        assertThat(driver.frontier.drain(driver.now, 100, driver.outputs::add)).isEqualTo(1);
        assertThat(driver.skips()).containsExactly(new Skip("http://a.test/4", SkipReason.BUDGET, "http://a.test/3"));
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void stopsAtTheLimitOfBytes() {
        var driver = new FrontierDriver(FREE.withBytesMax(1_500).withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        driver.ok(driver.fetch());
        driver.ok(driver.fetch());
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.frontier.limitReached(driver.now)).isEqualTo(Limit.BYTES);
        assertThat(driver.reopened(driver.now).frontier.limitReached(driver.now))
                .isEqualTo(Limit.BYTES);
    }

    @Test
    void stopsAtTheDeadlineAndWakesForIt() {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1).withDeadlineNanos(1_010 * SECOND));
        driver.seed("http://a.test/1", "http://a.test/2");
        Fetch fetch = driver.fetch();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(1_010 * SECOND);
        driver.now = 1_010 * SECOND;
        assertThat(driver.frontier.limitReached(driver.now)).isEqualTo(Limit.TIME);
        driver.ok(fetch);
        assertThat(driver.tick()).isEmpty();
    }

    @Test
    void skipsTheRestOfAHostThatHasGivenItsShare() {
        var driver = new FrontierDriver(FREE.withPagesMax(Long.MAX_VALUE, 2));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://b.test/1");
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches)
                .extracting(Fetch::url)
                .containsExactlyInAnyOrder("http://a.test/1", "http://a.test/2", "http://b.test/1");
        fetches.forEach(fetch -> driver.ok(fetch, "http://a.test/4"));
        assertThat(driver.tick())
                .containsExactlyInAnyOrder(
                        new Skip("http://a.test/3", SkipReason.HOST_LIMIT, null),
                        new Skip("http://a.test/4", SkipReason.HOST_LIMIT, "http://a.test/1"));
        driver.seed("http://a.test/5");
        assertThat(driver.skips()).contains(new Skip("http://a.test/5", SkipReason.HOST_LIMIT, null));
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void drainsInBoundedStepsOverAllHosts() {
        var driver = new FrontierDriver(FREE.withPagesMax(0, Long.MAX_VALUE));
        for (int i = 0; i < 25; i++) {
            driver.seed("http://h" + i % 7 + ".test/" + i);
        }
        assertThat(driver.frontier.drain(driver.now, 10, driver.outputs::add)).isEqualTo(10);
        driver.seed("http://h0.test/new");
        assertThat(driver.frontier.drain(driver.now, 10, driver.outputs::add)).isEqualTo(10);
        assertThat(driver.frontier.drain(driver.now, 10, driver.outputs::add)).isEqualTo(6);
        assertThat(driver.skips()).hasSize(26).allMatch(skip -> skip.reason() == SkipReason.BUDGET);
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void tellsWhatIsGoingOn() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 2));
        driver.seed("http://a.test/1", "http://b.test/1", "http://b.test/2", "http://b.test/3", "http://c.test/1");
        List<Fetch> fetches = driver.fetches();
        fetches.stream().filter(f -> f.origin().equals("http://c.test")).forEach(driver::ok);
        assertThat(driver.frontier.counts())
                .isEqualTo(new Counts(
                        1, 3, 3, 1, 1_000, 0, driver.frontier.counts().oldestStartNanos()));
        List<HostState> busiest = driver.frontier.busiestHosts(driver.now, 5);
        assertThat(busiest).extracting(HostState::origin).containsExactly("http://b.test", "http://a.test");
        assertThat(busiest.get(0).queued()).isEqualTo(1);
        assertThat(busiest.get(0).inFlight()).isEqualTo(2);
        assertThat(driver.frontier.busiestHosts(driver.now, 1))
                .extracting(HostState::origin)
                .containsExactly("http://b.test");
        assertThat(driver.frontier.busiestHosts(driver.now, 0)).isEmpty();
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        var driver = new FrontierDriver(FREE.withConcurrency(2, 2));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3", "http://a.test/4");
        List<Fetch> fetches = driver.fetches();
        driver.ok(fetches.get(0), "http://a.test/2", "http://a.test/5");

        var again = driver.reopened(driver.now + SECOND);

        assertThat(again.frontier.counts()).isEqualTo(new Counts(4, 0, 1, 1, 1_000, 0, Long.MAX_VALUE));
        assertThat(crawlInOrder(again))
                .containsExactly("http://a.test/2", "http://a.test/3", "http://a.test/4", "http://a.test/5");
        assertThat(again.frontier.counts().pagesAnswered()).isEqualTo(5);
    }

    @Test
    void refusesAStoreOfAnotherFormat() {
        var driver = new FrontierDriver(FREE);
        driver.store.put(new byte[] {'M'}, new byte[] {99});
        assertThatThrownBy(() -> driver.reopened(driver.now))
                .isInstanceOf(OtherVersionException.class)
                .hasMessageContaining("another version");
    }

    private static List<String> crawlInOrder(FrontierDriver driver) {
        var order = new ArrayList<String>();
        while (!driver.frontier.isDone()) {
            List<Fetch> fetches = driver.fetches();
            fetches.forEach(fetch -> order.add(fetch.url()));
            fetches.forEach(driver::ok);
        }
        return order;
    }
}
