package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.CrawlProgress.Host;
import ayatori.crawler.CrawlProgress.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HostWaitTest {
    private static final Duration NONE = Duration.ZERO;

    private static String phrase(Host host) {
        return phrase(host, State.RUNNING);
    }

    private static String phrase(Host host, State state) {
        return HostWait.phrase(HostWait.parts(host, state), 200, "…");
    }

    private static Host idle(Duration delayed, @Nullable String neighbourhood, boolean isHeldBack) {
        return new Host("http://a.example", 7, 0, NONE, delayed, NONE, 0, false, neighbourhood, isHeldBack);
    }

    @Test
    void saysHowManyAnswersAreMissingAndForHowLong() {
        Duration oldest = Duration.ofSeconds(28);
        assertThat(phrase(new Host("http://a.example", 7, 64, NONE, NONE, oldest, 12, false, null, false)))
                .isEqualTo("64 wait for an answer, longest 28 s, 12 will be tried again");
        assertThat(phrase(new Host("http://a.example", 0, 1, NONE, NONE, oldest, 0, true, null, false)))
                .isEqualTo("waits for robots.txt, longest 28 s");
    }

    @Test
    void saysForWhichNeighboursAHostWaits() {
        assertThat(phrase(idle(NONE, "127.0.0.1", false))).isEqualTo("waits for neighbours at 127.0.0.1");
        assertThat(phrase(idle(Duration.ofSeconds(3), "shop.example", false)))
                .isEqualTo("waits for neighbours at shop.example, another 3 s");
        assertThat(phrase(idle(NONE, "evil\u001b.example", false))).doesNotContain("\u001b");
    }

    @Test
    void saysWhyAnIdleHostIsIdle() {
        assertThat(phrase(idle(Duration.ofSeconds(3), null, false))).isEqualTo("its delay is over in 3 s");
        assertThat(phrase(idle(NONE, null, false))).isEqualTo("waits for its turn");
        assertThat(phrase(idle(NONE, null, true))).isEqualTo("is slow, and waits for other slow hosts");
        assertThat(phrase(idle(NONE, null, true), State.PAUSED)).isEqualTo("paused");
        assertThat(phrase(new Host("http://a.example", 7, 0, Duration.ofSeconds(12))))
                .isEqualTo("asked us to wait 12 s");
    }
}
