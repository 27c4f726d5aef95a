package ayatori.crawler.frontier;

import static ayatori.crawler.frontier.FrontierDriver.FREE;
import static ayatori.crawler.frontier.FrontierDriver.MS;
import static ayatori.crawler.frontier.FrontierDriver.SECOND;
import static ayatori.crawler.frontier.FrontierDriver.answered;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.Skip;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delays, blocks, retries. */
class PolitenessTest {
    private static final FrontierOptions AUTO = FREE.withDelay(null);
    private static final String[] SEEDS = {
        "http://a.test/1", "http://a.test/2", "http://a.test/3", "http://a.test/4", "http://a.test/5", "http://a.test/6"
    };

    private static Outcome status(int status, @Nullable Duration retryAfter) {
        return new Outcome.Answered(status, 100, 5 * MS, retryAfter);
    }

    @Test
    void spacesTheStartsOfRequestsByAFixedDelay() {
        var driver = new FrontierDriver(FREE.withDelay(Duration.ofSeconds(2)));
        driver.seed(SEEDS);
        long start = driver.now;
        driver.fetch();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 2 * SECOND);
        assertThat(driver.tickAt(start + 2 * SECOND - 1)).isEmpty();
        assertThat(driver.tickAt(start + 2 * SECOND)).hasSize(1);
        assertThat(driver.tickAt(start + 3 * SECOND)).isEmpty();
        assertThat(driver.tickAt(start + 9 * SECOND)).hasSize(1);
    }

    @Test
    void oneHostsDelayHoldsNoOtherBack() {
        var driver = new FrontierDriver(FREE.withDelay(Duration.ofSeconds(2)));
        driver.seed("http://a.test/1", "http://a.test/2", "http://b.test/1");
        assertThat(driver.fetched()).containsExactly("http://a.test/1", "http://b.test/1");
    }

    @Test
    void autoAsksAnUnknownHostForOneThingAtATime() {
        var driver = new FrontierDriver(AUTO);
        driver.seed(SEEDS);
        Fetch first = driver.fetch();
        assertThat(driver.tickAt(driver.now + 100 * SECOND)).isEmpty();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(Long.MAX_VALUE);
        driver.ok(first);
        assertThat(driver.tick()).hasSize(1);
    }

    @Test
    void autoWaitsAsLongAsTheHostTakesToAnswer() {
        var driver = new FrontierDriver(AUTO);
        driver.seed(SEEDS);
        long start = driver.now;
        Fetch first = driver.fetch();
        driver.now = start + 200 * MS;
        driver.done(first, answered(200, 200));
        Fetch second = driver.fetch();
        // From one start to the next, so a slow page does not stop the others.
        assertThat(driver.tickAt(start + 400 * MS - 1)).isEmpty();
        assertThat(driver.tickAt(start + 400 * MS)).hasSize(1);
        // Each answer shifts the average by a quarter of the difference: 200 → 400 ms.
        driver.now = start + 500 * MS;
        driver.done(second, answered(200, 1_000));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 800 * MS);
    }

    @Test
    void autoIsNotShortenedByErrors() {
        var driver = new FrontierDriver(AUTO.withRetries(0));
        driver.seed(SEEDS);
        Fetch first = driver.fetch();
        driver.now += SECOND;
        driver.done(first, answered(200, 1_000));
        long start = driver.now;
        Fetch second = driver.fetch();
        driver.done(second, answered(404, 1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + SECOND);
        Fetch third = (Fetch) driver.tickAt(start + SECOND).get(0);
        driver.done(third, new Outcome.Failed(true, 0, 1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 2 * SECOND);
        // A time-out lengthens it: 1 s + (9 s - 1 s) / 4.
        Fetch fourth = (Fetch) driver.tickAt(start + 2 * SECOND).get(0);
        driver.done(fourth, new Outcome.Failed(true, 0, 9 * SECOND));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 5 * SECOND);
    }

    @Test
    void autoHasAMaximum() {
        var driver = new FrontierDriver(AUTO);
        driver.seed(SEEDS);
        Fetch first = driver.fetch();
        driver.now += 500 * SECOND;
        driver.done(first, answered(200, 500_000));
        long start = driver.now;
        driver.fetch();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 60 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void aBlockHoldsTheWholeHostBackForAsLongAsItSays(int status) {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1));
        driver.seed("http://a.test/1", "http://a.test/2", "http://b.test/1");
        List<Fetch> fetches = driver.fetches();
        long start = driver.now;
        assertThat(driver.done(fetches.get(0), status(status, Duration.ofSeconds(30))))
                .isEqualTo(Verdict.RETRY);
        driver.ok(fetches.get(1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 30 * SECOND);
        assertThat(driver.tickAt(start + 30 * SECOND - 1)).isEmpty();
        // The blocked URL itself goes first, as its second attempt.
        Fetch again = (Fetch) driver.tickAt(start + 30 * SECOND).get(0);
        assertThat(again.url()).isEqualTo("http://a.test/1");
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(driver.frontier.busiestHosts(driver.now, 1).get(0).blockedUntilNanos())
                .isEqualTo(start + 30 * SECOND);
    }

    @Test
    void blocksWithoutATimeDoubleAndAGoodAnswerEndsThat() {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1).withRetries(20));
        driver.seed("http://a.test/1");
        long expected = 5 * SECOND;
        for (int i = 0; i < 10; i++) {
            driver.done(driver.fetch(), status(503, null));
            long wait = driver.frontier.nextWakeup(driver.now) - driver.now;
            assertThat(wait).isEqualTo(expected);
            driver.now += wait;
            expected = Math.min(600 * SECOND, 2 * expected);
        }
        driver.ok(driver.fetch());
        driver.seed("http://a.test/2");
        driver.done(driver.fetch(), status(503, null));
        assertThat(driver.frontier.nextWakeup(driver.now) - driver.now).isEqualTo(5 * SECOND);
    }

    @Test
    void answersUnderWayWhenABlockBeginsDoNotDoubleIt() {
        var driver = new FrontierDriver(FREE);
        driver.seed(SEEDS);
        long start = driver.now;
        List<Fetch> fetches = driver.fetches();
        assertThat(fetches).hasSize(4);
        fetches.subList(0, 3).forEach(fetch -> driver.done(fetch, status(429, null)));
        driver.ok(fetches.get(3));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 5 * SECOND);
        driver.now += 5 * SECOND;
        driver.fetches().forEach(fetch -> driver.done(fetch, status(429, null)));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 15 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_601, 86_400, 365 * 86_400, Long.MAX_VALUE})
    void givesUpAHostThatAsksForALongerWaitThanIsWaited(long seconds) {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.done(driver.fetch(), status(429, Duration.ofSeconds(seconds)));
        long until = Nanos.after(driver.now, Nanos.of(Duration.ofSeconds(seconds)));
        String rule = "Retry-After: not before " + Nanos.instant(until);
        assertThat(driver.tick())
                .containsExactly(
                        new Skip("http://a.test/1", SkipReason.RETRY_AFTER, null, rule),
                        new Skip("http://a.test/2", SkipReason.RETRY_AFTER, null, rule));
        assertThat(driver.frontier.isDone()).isTrue();
        driver.seed("http://a.test/3");
        assertThat(driver.tick()).containsExactly(new Skip("http://a.test/3", SkipReason.RETRY_AFTER, null, rule));
    }

    @Test
    void waitsAgainOnceTheRestOfABlockIsShortEnough() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/1");
        long start = driver.now;
        driver.done(driver.fetch(), status(429, Duration.ofHours(5)));
        assertThat(driver.tick()).hasSize(1).allMatch(Skip.class::isInstance);
        driver.now = start + 4 * 3_600 * SECOND;
        driver.seed("http://a.test/2");
        assertThat(driver.tick()).isEmpty();
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 5 * 3_600 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"429, 0", "503, 0", "429, -60"})
    void aRetryAfterOfZeroOrInThePastIsABackOffAllTheSame(int status, int seconds) {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1).withRetries(20));
        driver.seed("http://a.test/1");
        long expected = 5 * SECOND;
        for (int i = 0; i < 3; i++) {
            driver.done(driver.fetch(), status(status, Duration.ofSeconds(seconds)));
            assertThat(driver.frontier.nextWakeup(driver.now) - driver.now).isEqualTo(expected);
            driver.now += expected;
            expected *= 2;
        }
    }

    @ParameterizedTest
    @CsvSource({"200", "301", "403", "404", "500", "502"})
    void aRetryAfterIsHeededWithAnyStatus(int status) {
        var driver = new FrontierDriver(FREE.withConcurrency(10, 1));
        driver.seed("http://a.test/1", "http://a.test/2");
        driver.done(driver.fetch(), status(status, Duration.ofSeconds(40)));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 40 * SECOND);
        driver.now += 40 * SECOND;
        driver.fetch();
        // One in the past says nothing there.
        var other = new FrontierDriver(FREE.withConcurrency(10, 1));
        other.seed("http://a.test/1", "http://a.test/2");
        other.done(other.fetch(), status(404, Duration.ZERO));
        assertThat(other.fetched()).containsExactly("http://a.test/2");
    }

    @Test
    void autoNeverGoesBelowItsLowerBound() {
        var driver = new FrontierDriver(AUTO);
        driver.seed(SEEDS);
        driver.done(driver.fetch(), answered(200, 1));
        long start = driver.now;
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 100 * MS);
        assertThat(driver.tickAt(start + 100 * MS - 1)).isEmpty();
        driver.done((Fetch) driver.tickAt(start + 100 * MS).getFirst(), answered(200, 1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(start + 200 * MS);
        // Not after a restart either.
        var again = driver.reopened(start + 100 * MS);
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(start + 200 * MS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:99",
                "http://10.1.2.3",
                "https://192.168.0.1:8443",
                "http://172.31.0.1",
                "http://[fd00::1]"
            })
    void autoHasNoLowerBoundOnAHostOfOnesOwn(String origin) {
        var driver = new FrontierDriver(AUTO);
        driver.seed(origin + "/1", origin + "/2");
        driver.done(driver.fetch(), answered(200, 1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + MS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test",
                "http://localhost.a.test",
                "http://127.0.0.1.a.test",
                "http://172.32.0.1",
                "http://8.8.8.8",
                "http://[2001:db8::1]",
                "http://10.test"
            })
    void autoHasALowerBoundOnAnyOtherHost(String origin) {
        var driver = new FrontierDriver(AUTO);
        driver.seed(origin + "/1", origin + "/2");
        driver.done(driver.fetch(), answered(200, 1));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + 100 * MS);
    }

    @Test
    void autoLearnsFromAnAnswerThatAnAddressIsPrivate() {
        var driver = new FrontierDriver(AUTO);
        driver.seed("http://intranet/1", "http://intranet/2", "http://intranet/3");
        driver.done(driver.fetch(), new Outcome.Answered(200, 1_000, MS, null, InetAddress.getLoopbackAddress()));
        driver.now += 100 * MS;
        driver.done(driver.fetch(), new Outcome.Answered(200, 1_000, MS, null, InetAddress.getLoopbackAddress()));
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + MS);
        assertThat(driver.reopened(driver.now).frontier.nextWakeup(driver.now)).isEqualTo(driver.now + MS);
    }

    @Test
    void aGivenDelayStaysAsItIs() {
        var driver = new FrontierDriver(FREE.withDelay(Duration.ofMillis(1)));
        driver.seed(SEEDS);
        driver.ok(driver.fetch());
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(driver.now + MS);
    }

    @Test
    void aRestartForgetsNeitherBlockNorDelay() {
        var driver = new FrontierDriver(FREE.withDelay(Duration.ofSeconds(2)));
        driver.seed("http://a.test/1", "http://b.test/1", "http://b.test/2");
        long start = driver.now;
        Fetch blocked = driver.fetches().get(0);
        driver.done(blocked, status(429, Duration.ofSeconds(30)));
        var again = driver.reopened(start + SECOND);
        // One whole delay from the restart, since the store may not know the last request.
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(start + 3 * SECOND);
        assertThat(again.tickAt(start + 3 * SECOND)).hasSize(1);
        assertThat(again.tickAt(start + 5 * SECOND)).hasSize(1);
        assertThat(again.tickAt(start + 30 * SECOND - 1)).isEmpty();
        assertThat(again.tickAt(start + 30 * SECOND)).hasSize(1);
        // A clock that was set back costs one delay as well, not the difference.
        var back = driver.reopened(start - 500 * SECOND);
        assertThat(back.frontier.nextWakeup(back.now)).isEqualTo(back.now + 2 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504", "408", "429", "999"})
    void retriesWhatMayComeOutOtherwise(int status) {
        var driver = new FrontierDriver(FREE.withRetries(2));
        driver.seed("http://a.test/1");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Fetch fetch = driver.fetch();
            assertThat(fetch.attempt()).isEqualTo(attempt);
            assertThat(fetch.lastAttempt()).isEqualTo(attempt == 3);
            Verdict verdict = driver.done(fetch, status(status, null), "http://a.test/new");
            assertThat(verdict).isEqualTo(attempt == 3 ? Verdict.FINAL : Verdict.RETRY);
            // Only the result that stands brings its links with it.
            assertThat(driver.frontier.counts().queued()).isEqualTo(1);
            assertThat(driver.frontier.counts().pagesAnswered()).isEqualTo(attempt == 3 ? 1 : 0);
            driver.now += 1_000 * SECOND;
        }
        assertThat(driver.fetched()).containsExactly("http://a.test/new");
    }

    @ParameterizedTest
    @CsvSource({"200", "301", "304", "400", "403", "404", "410"})
    void doesNotRetryWhatIsAnAnswer(int status) {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/1");
        assertThat(driver.done(driver.fetch(), status(status, null))).isEqualTo(Verdict.FINAL);
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void retriesFailuresOnlyWhenTheyMayPass() {
        var driver = new FrontierDriver(FREE);
        driver.seed("http://a.test/1");
        assertThat(driver.done(driver.fetch(), new Outcome.Failed(false, 0, 0))).isEqualTo(Verdict.FINAL);
        driver.seed("http://a.test/2");
        assertThat(driver.done(driver.fetch(), new Outcome.Failed(true, 0, 0))).isEqualTo(Verdict.RETRY);
        assertThat(driver.frontier.counts().pagesAnswered()).isZero();
    }

    @Test
    void theHostGoesOnWhileAUrlAwaitsItsRetry() {
        var driver = new FrontierDriver(FREE.withConcurrency(1, 1));
        driver.seed("http://a.test/1", "http://a.test/2", "http://a.test/3");
        driver.done(driver.fetch(), status(500, null));
        Fetch second = driver.fetch();
        assertThat(second.url()).isEqualTo("http://a.test/2");
        driver.ok(second);
        long start = driver.now;
        // Half a second to one and a half; then it is due, and goes before what was found later.
        assertThat(driver.tickAt(start + SECOND / 2 - 1))
                .extracting(o -> ((Fetch) o).url())
                .containsExactly("http://a.test/3");
        assertThat(driver.frontier.nextWakeup(driver.now)).isEqualTo(Long.MAX_VALUE);
        driver.ok((Fetch) driver.outputs.getLast());
        driver.seed("http://a.test/4");
        driver.now = start + 3 * SECOND / 2;
        assertThat(driver.fetch()).extracting(Fetch::url, Fetch::attempt).containsExactly("http://a.test/1", 2);
    }

    @Test
    void theWaitsBeforeRetriesDoubleGiveOrTakeHalf() {
        var driver = new FrontierDriver(FREE.withRetries(12));
        driver.seed("http://a.test/1");
        long base = SECOND;
        for (int i = 0; i < 12; i++) {
            driver.done(driver.fetch(), status(500, null));
            long wait = driver.frontier.nextWakeup(driver.now) - driver.now;
            assertThat(wait).isBetween(base / 2, base * 3 / 2);
            driver.now += wait;
            base = Math.min(2 * base, 300 * SECOND);
        }
    }

    @Test
    void aRestartKeepsTheWaitsAndTheAttempts() {
        var driver = new FrontierDriver(FREE.withRetries(2));
        driver.seed("http://a.test/1");
        driver.done(driver.fetch(), status(500, null));
        long due = driver.frontier.nextWakeup(driver.now);
        var again = driver.reopened(driver.now + 1);
        assertThat(again.frontier.nextWakeup(again.now)).isEqualTo(due);
        again.now = due;
        Fetch second = again.fetch();
        assertThat(second.attempt()).isEqualTo(2);
        // What was under way when the process ended was no attempt.
        var third = again.reopened(due + 1);
        assertThat(third.fetch().attempt()).isEqualTo(2);
    }
}
