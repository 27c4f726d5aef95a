package ayatori.crawler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-03-01;2026-03-01",
                "2026/3/1;2026-03-01",
                "2026-03-01T12:30:00Z;2026-03-01T12:30:00Z",
                "2026-03-01T12:30:00+01:00;2026-03-01T11:30:00Z",
                "2026-03-01T12:30:00.123+0100;2026-03-01T11:30:00Z",
                "2026-03-01 12:30;2026-03-01T12:30:00",
                "Sun, 01 Mar 2026 12:30:00 +0100;2026-03-01T11:30:00Z",
                "Sun, 01 Mar 2026 12:30:00 GMT;2026-03-01T12:30:00Z",
                "01-Mar-2026;2026-03-01",
                "March 1, 2026;2026-03-01",
                "Mar 1st, 2026 at 5:05 pm;2026-03-01T17:05:00",
                "1 March 2026;2026-03-01",
                "1. März 2026;2026-03-01",
                "1er mars 2026;2026-03-01",
                "1 de marzo de 2026;2026-03-01",
                "14 febbraio 2026;2026-02-14",
                "3 juli 2026;2026-07-03",
                "4 juin 2026;2026-06-04",
                "01.03.2026;2026-03-01",
                "1.3.26;2026-03-01",
                "31/12/2026;2026-12-31",
                "12/31/2026;2026-12-31",
                "05/05/2026;2026-05-05",
                "Published on 5 May 2024 by X;2024-05-05",
                "20260301;2026-03-01",
                "1772368200;2026-03-01T12:30:00Z",
                "1772368200000;2026-03-01T12:30:00Z",
            })
    void aDateIsReadInUsualForms(String text, String expected) {
        assertThat(Dates.date(text, Dates.Order.UNKNOWN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "03/04/2026", "2026-13-01", "31.02.2026", "5", "12:30", "Foo 5, 2026"})
    void whatIsNoDateIsNull(String text) {
        assertThat(Dates.date(text, Dates.Order.UNKNOWN)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"DMY;2026-04-03", "MDY;2026-03-04"})
    void theOrderCanBeNamed(Dates.Order order, String expected) {
        assertThat(Dates.date("03/04/2026", order)).isEqualTo(expected);
    }
}
