package ayatori.crawler.recrawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ayatori.crawler.PageHistory;
import ayatori.crawler.folder.KnownPage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DueRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // checks, changes, days between two visits, days until the chance is a fifth
        "0,  0,  7,  3.9",
        "10, 10, 7,  0.64",
        "10, 0,  7,  35",
        "10, 5,  7,  2.5",
        "10, 10, 1,  0.14",
        "10, 0,  1,  7.7"
    })
    void thePaceOfVisitsFollowsTheChanges(int checks, int changes, int interval, double days) {
        Instant since = NOW.minus(Duration.ofDays((long) checks * interval));
        var history = new PageHistory(since, checks, changes, null, null);
        assertThat(isDue(history, 0.9 * days)).isFalse();
        assertThat(isDue(history, 1.1 * days)).isTrue();
    }

    private static boolean isDue(@Nullable PageHistory history, double days) {
        return DueRule.isDue(
                new KnownPage("https://example.org/", 0, null, 200, false, null, NOW, history),
                NOW.plusSeconds(Math.round(days * 86_400)));
    }

    @Test
    void theChanceFollowsTheEstimate() {
        // n = 4 weekly checks and the prior, X = 2 of them and half a change.
        var history = new PageHistory(NOW.minus(Duration.ofDays(28)), 4, 2, null, null);
        double rate = -Math.log((5 - 2.5 + 0.5) / 5.5);
        assertThat(DueRule.chanceOfChange(history, NOW, NOW.plus(Duration.ofDays(7))))
                .isCloseTo(1 - Math.exp(-rate), within(1e-9));
        assertThat(DueRule.chanceOfChange(history, NOW, NOW)).isZero();
        assertThat(DueRule.chanceOfChange(history, NOW, NOW.minusSeconds(5)))
                .as("a clock set back")
                .isZero();
    }

    @Test
    void aPageThatWasNotAnsweredIsDue() {
        var last = new PageHistory.LastAnswer(NOW, 200, "00");
        assertThat(DueRule.isDue(new KnownPage("https://example.org/", 0, null, 0, false, null, NOW, null), NOW))
                .isTrue();
        assertThat(isDue(PageHistory.since(NOW).withLast(last), 0)).isTrue();
        assertThat(isDue(null, 0)).isFalse();
    }
}
