package ayatori.warc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.netpreserve.jwarc.WarcRecord;

/** The times of records: of WARC 1.1, which may be as coarse as a year, of earlier versions, and of 14 digits, as in ARC files. */
final class WarcDate {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu[-MM[-dd['T'HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("]]]['Z']")
            .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
            .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private WarcDate() {}

    /** {@return when a record was captured; the start of all times if it does not say so} */
    static Instant of(WarcRecord record) {
        return record.headers().first("WARC-Date").map(WarcDate::parse).orElse(Instant.EPOCH);
    }

    /** {@return a time; the start of all times if it is none} */
    static Instant parse(String text) {
        String stripped = text.strip();
        try {
            DateTimeFormatter format = stripped.matches("[0-9]{14}") ? DIGITS : FORMAT;
            return LocalDateTime.parse(stripped, format).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
