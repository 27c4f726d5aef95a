package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.MS;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpeedTest {
    private static String[] urls(int hosts) {
        return IntStream.range(0, hosts)
                .mapToObj(i -> "http://h" + i + ".test/")
                .toArray(String[]::new);
    }

    @Test
    void halfTheSpeedDoublesDelays() {
        var driver = new FrontierDriver(FREE.withDelay(Duration.ofSeconds(2)));
        driver.frontier.speed(0.5);
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.ok(driver.fetch());
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 4 * SECOND);
        assertThat(driver.tickAt(driver.now + 4 * SECOND - 1)).isEmpty();
        assertThat(driver.tickAt(driver.now + 1)).hasSize(1);
    }

    @Test
    void aHostWithoutADelayIsSlowedDownByItsAnswers() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        driver.frontier.speed(0.25);
        driver.done(driver.fetch(), FrontierDriver.answered(200, 100)); // from now on it is known how long it takes
        driver.now += SECOND;
        driver.done(driver.fetch(), FrontierDriver.answered(200, 100));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 400 * MS);
    }

    @Test
    void halfTheSpeedHalvesTheRequestsAtATime() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1));
        driver.frontier.speed(0.5);
        driver.seed(urls(30));
        assertThat(driver.fetches()).hasSize(5);
    }

    @Test
    void moreSpeedIsMoreRequestsAtATimeButNoHostGetsMore() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 2).withDelay(Duration.ofSeconds(2)));
        driver.frontier.speed(2);
        driver.seed(urls(30));
        assertThat(driver.fetches()).hasSize(20);
        driver.seed("http://h0.test/2");
        assertThat(driver.tickAt(driver.now + 2 * SECOND - 1)).isEmpty();
    }

    @Test
    void fullSpeedIsAsTheOptionsSay() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1));
        driver.frontier.speed(0.1);
        driver.frontier.speed(1);
        driver.seed(urls(30));
        assertThat(driver.fetches()).hasSize(10);
    }
}
