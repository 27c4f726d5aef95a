package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts whose requests take long hold no more than half of the requests under way. */
final class SlowHostTest {
    private static final int CONCURRENCY = 8;
    private static final Outcome TIMED_OUT = new Outcome.Failed(false, 0, 30 * FrontierDriver.SECOND);

    private final FrontierDriver driver = new FrontierDriver(
            FrontierDriver.FREE.withConcurrency(CONCURRENCY, 4).withRetries(0));

    private static List<String> urls(String host, int count) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            urls.add("http://" + host + "/" + i);
        }
        return urls;
    }

    private List<Output.Fetch> seed(String host, int count) {
        driver.seed(urls(host, count).toArray(String[]::new));
        return driver.fetches();
    }

    private List<Output.Fetch> timeOut(List<Output.Fetch> fetches) {
        driver.now += 30 * FrontierDriver.SECOND;
        for (Output.Fetch fetch : fetches) {
            driver.frontier.onFetched(
                    driver.now, fetch.id(), fetch.incarnation(), TIMED_OUT, Links.NONE, driver.outputs::add);
        }
        return driver.fetches();
    }

    @Test
    void leaveHalfOfTheRequestsToOthers() {
        List<Output.Fetch> first = new ArrayList<>(seed("tarpit1", 100));
        first.addAll(seed("tarpit2", 100));
        assertThat(first).hasSize(CONCURRENCY);
        List<Output.Fetch> next = timeOut(first);
        assertThat(next).hasSize(CONCURRENCY / 2);
        assertThat(seed("fast", 100))
                .hasSize(4)
                .allMatch(fetch -> fetch.origin().equals("http://fast"));
    }

    @Test
    void areSlowWhileTheirRequestsAreUnderWay() {
        List<Output.Fetch> first = seed("tarpit1", 100);
        driver.now += InFlight.SLOW_NANOS;
        assertThat(seed("tarpit2", 100)).hasSize(4);
        driver.now += InFlight.SLOW_NANOS;
        assertThat(timeOut(first)).hasSize(0);
        assertThat(seed("fast", 100)).hasSize(4);
    }

    @Test
    void holdOneRequestEachUntilTheyHaveAnsweredForAPage() {
        var polite = new FrontierDriver(FrontierOptions.DEFAULTS.withConcurrency(CONCURRENCY, 4));
        for (int i = 0; i < CONCURRENCY / 2; i++) {
            polite.seed(urls("hangs" + i, 10).toArray(String[]::new));
        }
        polite.seed(urls("fast", 10).toArray(String[]::new));
        for (Output output : polite.tick()) {
            polite.robots((Output.FetchRobots) output, "");
        }
        List<Output.Fetch> fetches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            polite.now += FrontierDriver.SECOND;
            fetches.addAll(polite.fetches());
        }
        assertThat(fetches)
                .hasSize(CONCURRENCY / 2 + 1)
                .extracting(Output.Fetch::origin)
                .doesNotHaveDuplicates()
                .contains("http://fast");
    }

    @Test
    void areServedInTheEnd() {
        List<Output.Fetch> underWay = new ArrayList<>(seed("tarpit1", 20));
        underWay.addAll(seed("tarpit2", 20));
        int fetched = underWay.size();
        while (!underWay.isEmpty()) {
            underWay = timeOut(underWay);
            fetched += underWay.size();
        }
        assertThat(fetched).isEqualTo(40);
        assertThat(driver.frontier.isDone()).isTrue();
    }
}
