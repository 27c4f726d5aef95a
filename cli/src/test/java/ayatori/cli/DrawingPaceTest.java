package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DrawingPaceTest {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long thread;
    private long process;
    private boolean isMeasured = true;
    private long seconds;
    private final DrawingPace pace = new DrawingPace(TICK, this::measure);

    private @Nullable CpuShare measure() {
        return isMeasured ? new CpuShare(Duration.ofMillis(thread), Duration.ofMillis(process)) : null;
    }

    private Duration after(long pages) {
        return pace.after(new CrawlProgress(
                CrawlProgress.State.RUNNING, pages, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(seconds), List.of()));
    }

    /** A minute in which the process took 100 ms. */
    private Duration afterAMinute(int drawingMillis) {
        seconds += 60;
        thread += drawingMillis;
        process += 100;
        return after(0);
    }

    @Test
    void isSeveralTimesASecondForAFastCrawl() {
        assertThat(after(100)).isEqualTo(TICK);
        assertThat(after(200)).isEqualTo(TICK);
        assertThat(after(201)).isEqualTo(SECOND);
    }

    @Test
    void isSoonAfterAKey() {
        pace.hurry();
        assertThat(after(0)).isEqualTo(TICK);
        for (int i = 0; i < 4; i++) {
            after(0);
        }
        assertThat(after(0)).isEqualTo(SECOND);
    }

    @Test
    void slowsDownWhileDrawingTakesMoreThanItsShare() {
        seconds = 3_600; // a crawl that goes on
        assertThat(after(0)).isEqualTo(SECOND);
        assertThat(afterAMinute(1)).isEqualTo(SECOND);
        assertThat(afterAMinute(5)).isEqualTo(Duration.ofSeconds(4));
        assertThat(afterAMinute(2)).isEqualTo(Duration.ofSeconds(7));
        assertThat(afterAMinute(9)).isEqualTo(Duration.ofSeconds(12));
        assertThat(afterAMinute(1)).isEqualTo(Duration.ofSeconds(12));
        assertThat(afterAMinute(0)).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void isOnceASecondWhereNothingIsMeasured() {
        isMeasured = false;
        for (int i = 0; i < 5; i++) {
            assertThat(afterAMinute(50)).isEqualTo(SECOND);
        }
    }

    @Test
    void readsWhatLinuxSays() {
        CpuShare share = CpuShare.of(
                "36100000 2000 17\n",
                "42 (a) b c) S 1 42 42 34816 42 4194304 1 0 0 0 51 3 0 0 20 0 9 0 100 200 300 18446744073709551615");
        assertThat(share).isEqualTo(new CpuShare(Duration.ofNanos(36_100_000), Duration.ofMillis(540)));
        assertThat(share.since(new CpuShare(Duration.ZERO, Duration.ZERO))).isBetween(0.066, 0.067);
        assertThat(share.since(share)).isZero();
    }
}
