package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RateHistoryTest {

    private final RateHistory rates = new RateHistory();

    private void at(int millis, long pages) {
        rates.add(new CrawlProgress(
                CrawlProgress.State.RUNNING, pages, pages * 1000, 0, 0, 0, 0, 1, Duration.ofMillis(millis), List.of()));
    }

    @Test
    void isZeroAtFirst() {
        assertThat(rates.pagesPerSecond()).isZero();
        assertThat(rates.course()).isEmpty();
        at(0, 0);
        assertThat(rates.pagesPerSecond()).isZero();
    }

    @Test
    void countsWithinTheFirstSliceAlready() {
        at(200, 20);
        assertThat(rates.pagesPerSecond()).isEqualTo(100);
        assertThat(rates.bytesPerSecond()).isEqualTo(100_000);
    }

    @Test
    void tellsTheCourseSliceBySlice() {
        at(200, 10);
        at(500, 50);
        at(700, 60);
        at(1000, 60);
        at(2000, 160);
        assertThat(rates.course()).containsExactly(100.0, 20.0, 100.0);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        for (int slice = 1; slice <= 20; slice++) {
            at(slice * 500, 1_000);
        }
        assertThat(rates.pagesPerSecond()).isZero();
        assertThat(rates.course()).hasSize(20).startsWith(2_000.0).endsWith(0.0);
    }

    @Test
    void keepsABoundedHistory() {
        for (int slice = 1; slice <= 10_000; slice++) {
            at(slice * 500, slice);
        }
        assertThat(rates.course()).hasSizeBetween(100, 300).containsOnly(2.0);
    }
}
