package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1.234,56 €;1234.56",
                "$1,234.56;1234.56",
                "12,5;12.5",
                "12.5;12.5",
                "1.234;1234",
                "1,234;1234",
                "0.123;0.123",
                "0,123;0.123",
                "1234.567;1234.567",
                "1.234.567;1234567",
                "1,234,567.8;1234567.8",
                "12,34,567;1234567",
                "CHF 1'234.50;1234.5",
                "1’234;1234",
                "1 234,5 €;1234.5",
                "1\u00A0234;1234",
                "1\u202F234\u202F567;1234567",
                "EUR 5,-;5",
                "5.;5",
                "only 3 left;3",
                "3 for 2;3",
                "-5;-5",
                "-€5.00;-5",
                "\u22125;-5",
                "iPhone-15;15",
                "2024 100;2024",
                ".99;0.99",
                "no.5;5",
                "\u0661\u0662;12",
                "007;7",
                "100%;100",
                "999999999999999999999;999999999999999999999",
            })
    void aNumberIsReadAsItsCountryWritesIt(String text, String expected) {
        assertThat(String.valueOf(Texts.of(java.util.Objects.requireNonNull(Numbers.number(text, Numbers.UNKNOWN)))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", ",", ".", "-", "€", "1234567890123456789012345678901"})
    void whatIsNoNumberIsNull(String text) {
        assertThat(Numbers.number(text, Numbers.UNKNOWN)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1.234;.;1.234", "1,234;.;1234", "1.234;,;1234", "1,234;,;1.234"})
    void theDecimalPointCanBeNamed(String text, char point, String expected) {
        assertThat(Texts.of(java.util.Objects.requireNonNull(Numbers.number(text, point))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTextBreaksIt(long seed) {
        var random = new Random(seed);
        String alphabet = "0123456789.,,..'  -+€$a\u00A0";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            char point = ".,\0".charAt(random.nextInt(3));
            Number number = Numbers.number(text.toString(), point);
            boolean hasDigit = text.chars().anyMatch(Character::isDigit);
            assertThat(number != null).as("seed %s: %s", seed, text).isEqualTo(hasDigit);
        }
    }
}
