package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three forms of a date (RFC 9110 section 5.6.7). */
class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "Sun Nov 6 08:49:37 1994",
                "sun, 6 nov 1994 8:49:37 utc",
                "06 Nov 1994 08:49:37 GMT",
                "Sun, 06-Nov-1994 08:49:37 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT", // it was a Sunday
                " \tSun, 06 Nov 1994 08:49:37 GMT ",
                "Sun, 06 Nov 1994 08:49:37 +0000",
            })
    void readsEveryForm(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEqualTo("1994-11-06T08:49:37Z");
    }

    @ParameterizedTest
    @CsvSource({"26, 2026", "76, 2076", "77, 1977", "99, 1999", "00, 2000"})
    void takesAYearOfTwoDigitsForTheLatestThatIsNotFarAhead(String digits, int year) {
        assertThat(HttpDate.parse("Monday, 01-Jan-" + digits + " 00:00:00 GMT", NOW))
                .isEqualTo(year + "-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "tomorrow",
                "Sun, 06 Nov 1994",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 PST",
                "Sun, 06 Nov 1994 08:49:37 +0200",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, Mon, 07 Nov 1994 08:49:37 GMT",
                "1994-11-06T08:49:37Z",
            })
    void refusesWhatIsNoDate(String text) {
        assertThat(HttpDate.parse(text, NOW)).isNull();
    }

    @Test
    void boundsWhatItReads() {
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT" + " ".repeat(100_000), NOW))
                .isNull();
        assertThat(HttpDate.parse(null, NOW)).isNull();
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", NOW)).isEqualTo("2016-12-31T23:59:59Z");
    }
}
