package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "12345678,12.3 MB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "9223372036854775807,9.2 EB"
    })
    void bytes(long bytes, String text) {
        assertThat(Figures.bytes((double) bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0.0", "9.96,10.0", "99.94,99.9", "99.96,100", "'12345.6','12,346'"})
    void rate(String rate, String text) {
        assertThat(Figures.rate(Double.parseDouble(rate))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.0s",
        "8149,8.1s",
        "59999,59.9s",
        "60000,1m 00s",
        "3599999,59m 59s",
        "3720000,1h 02m",
        "273600000,3d 04h"
    })
    void time(long millis, String text) {
        assertThat(Figures.time(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"7,0:07", "754,12:34", "3723,1:02:03"})
    void clock(long seconds, String text) {
        assertThat(Figures.clock(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void countsInTheSingularAndThePlural() {
        assertThat(Figures.count(1, "page", "pages")).isEqualTo("1 page");
        assertThat(Figures.count(12_345, "page", "pages")).isEqualTo("12,345 pages");
    }
}
