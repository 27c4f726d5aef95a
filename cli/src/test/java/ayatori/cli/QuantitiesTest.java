package ayatori.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "2m,PT2M",
        "1h30m,PT1H30M",
        "1.5s,PT1.5S",
        "2d,PT48H",
        "0,PT0S",
        "0s,PT0S",
        "1h2m3s4ms,PT1H2M3.004S",
        "0.1ms,PT0.0001S"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(Quantities.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1 s", "30sec", "1h30", "PT30S", "1e3s", "ten", "٣s"})
    void refusesOtherDurations(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.duration(text))
                .withMessage("'" + text + "' is not a duration; write it like 500ms, 30s, 2m or 1h30m");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1000,1000",
        "512B,512",
        "512KiB,524288",
        "10MB,10000000",
        "10M,10000000",
        "1k,1000",
        "1kB,1000",
        "1.5GB,1500000000",
        "2GiB,2147483648",
        "1T,1000000000000",
        "10 MB,10000000"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantities.size(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1MB", "10 apples", "1iB", "1i", "1PB", "1e6"})
    void refusesOtherSizes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.size(text))
                .withMessage("'" + text + "' is not a size; write it like 512KiB, 10MB or 2GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999TB", "9999999999d"})
    void refusesWhatIsBeyondCounting(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> {
            if (text.endsWith("B")) {
                Quantities.size(text);
            } else {
                Quantities.duration(text);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"10,10", "1_000,1000", "'1,000',1000"})
    void readsCounts(String text, long count) {
        assertThat(Quantities.count(text, 1)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "x,'x' is not a whole number",
                "1.5,'1.5' is not a whole number",
                "-1,'-1' is less than 1",
                "0,'0' is less than 1"
            })
    void refusesOtherCounts(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantities.count(text, 1))
                .withMessage(sentence);
    }
}
