package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.Delay;
import ayatori.crawler.HostOptions;
import ayatori.crawler.PerHost;
import ayatori.crawler.SkipReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What differs for single hosts. */
final class PerHostTest {
    private static FrontierOptions with(FrontierOptions options, HostOptions... hosts) {
        return options.withHosts(PerHost.of(List.of(hosts)));
    }

    @Test
    void aHostHasItsOwnDelay() {
        var driver = new FrontierDriver(with(
                FREE.withDelay(Duration.ofSeconds(1)),
                HostOptions.of("slow.test").withDelay(Delay.of(Duration.ofSeconds(10)))));
        driver.seed("http://slow.test/1", "http://slow.test/2", "http://a.test/1", "http://a.test/2");
        driver.fetches().forEach(driver::ok);
        driver.now += SECOND;
        assertThat(driver.fetched()).containsExactly("http://a.test/2");
        driver.now += 9 * SECOND - 1;
        assertThat(driver.tick()).isEmpty();
        driver.now += 1;
        assertThat(driver.fetched()).containsExactly("http://slow.test/2");
    }

    @Test
    void theDelayHoldsAfterARestart() {
        var driver = new FrontierDriver(with(
                FREE.withDelay(Duration.ofSeconds(1)),
                HostOptions.of("slow.test").withDelay(Delay.of(Duration.ofSeconds(10)))));
        driver.seed("http://slow.test/1", "http://slow.test/2");
        driver.ok(driver.fetch());
        var again = driver.reopened(driver.now + SECOND);
        assertThat(again.tickAt(again.now + 10 * SECOND - 1)).isEmpty();
        assertThat(again.tickAt(again.now + 1)).hasSize(1);
    }

    @Test
    void aHostMayHaveFewerOrMoreRequestsAtATime() {
        var driver = new FrontierDriver(with(
                FREE.withConcurrency(20, 2),
                HostOptions.of("one.test").withPerHost(1),
                HostOptions.of("*.many.test").withPerHost(3)));
        driver.seed("http://one.test/1", "http://one.test/2", "http://two.test/1", "http://two.test/2");
        driver.seed("http://two.test/3", "http://w.many.test/1", "http://w.many.test/2", "http://w.many.test/3");
        driver.seed("http://w.many.test/4");
        assertThat(driver.fetched())
                .containsExactlyInAnyOrder(
                        "http://one.test/1",
                        "http://two.test/1",
                        "http://two.test/2",
                        "http://w.many.test/1",
                        "http://w.many.test/2",
                        "http://w.many.test/3");
    }

    @Test
    void aHostHasItsOwnLimitOfPages() {
        var driver = new FrontierDriver(with(FREE, HostOptions.of("a.test").withMaxPages(1)));
        driver.seed("http://a.test/1", "http://a.test/2", "http://b.test/1", "http://b.test/2");
        driver.fetches().forEach(driver::ok);
        driver.tick();
        assertThat(driver.skips())
                .extracting(skip -> skip.url() + " " + skip.reason())
                .containsExactly("http://a.test/2 " + SkipReason.HOST_LIMIT);
    }

    @Test
    void theNearestNameCounts() {
        HostOptions all = HostOptions.of("*.example.org").withPerHost(1);
        HostOptions some = HostOptions.of("*.docs.Example.org").withPerHost(2);
        HostOptions one = HostOptions.of("a.docs.example.org").withPerHost(3);
        PerHost hosts = PerHost.of(List.of(all, some, one));
        assertThat(hosts.find("A.docs.example.org")).isEqualTo(one);
        assertThat(hosts.find("b.docs.example.org")).isEqualTo(some);
        assertThat(hosts.find("docs.example.org")).isEqualTo(all);
        assertThat(hosts.find("example.org")).isNull();
        assertThat(hosts.find("[::1]")).isNull();
    }
}
