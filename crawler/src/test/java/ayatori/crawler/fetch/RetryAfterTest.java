package ayatori.crawler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a Retry-After asks to wait. */
final class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static @Nullable Duration parse(String... fields) {
        return RetryAfter.parse(List.of(fields), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "120,120",
        " 7 ,7",
        "007,7",
        "86401,86400",
        "9999999999,86400",
        "99999999999999999999999999,86400",
        "0000000000000000000000005,5",
        "1.5,2",
        "0.0,1",
        "'3, 60, 5',60",
        "'3,nonsense',3",
        "'Sat, 28 Nov 2026 12:01:00 GMT',60",
        "'Saturday, 28-Nov-26 12:01:00 GMT',60",
        "'Sat Nov 28 12:01:00 2026',60",
        "'Sat, 28 Nov 2025 12:01:00 GMT',0",
        "'Sun, 28 Nov 2066 12:01:00 GMT',86400",
    })
    void readsSecondsAndDates(String field, long seconds) {
        assertThat(parse(field)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-5", "+5", "soon", "1e3", "0x10", "12s", "1.", ".5", "\u0661", "Sat, 31 Nov 2026"})
    void ignoresWhatIsNeither(String field) {
        assertThat(parse(field)).isNull();
    }

    @Test
    void takesTheLongestOfSeveral() {
        assertThat(parse("1", "Sat, 28 Nov 2026 12:01:00 GMT", "x")).isEqualTo(Duration.ofSeconds(60));
        assertThat(parse("x", "0")).isEqualTo(Duration.ZERO);
        assertThat(parse()).isNull();
    }
}
