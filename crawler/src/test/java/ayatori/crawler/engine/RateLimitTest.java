package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void eachBodyIsPaidForInTime() {
        var limit = new RateLimit(1_000);
        assertThat(limit.take(500, 7 * SECOND)).isEqualTo(SECOND / 2);
        assertThat(limit.take(500, 7 * SECOND)).isEqualTo(SECOND);
        assertThat(limit.take(1_000, 8 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void savesUpNoMoreThanASecond() {
        var limit = new RateLimit(1_000);
        limit.take(1, 0);
        assertThat(limit.take(1_000, 100 * SECOND)).isZero();
        assertThat(limit.take(1_000, 100 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void hugeNumbersDoNotOverflow() {
        var limit = new RateLimit(Long.MAX_VALUE - 1);
        assertThat(limit.take(Long.MAX_VALUE / 2, 5)).isLessThan(SECOND);
    }
}
