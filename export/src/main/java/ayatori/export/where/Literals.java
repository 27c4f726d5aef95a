package ayatori.export.where;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is written without quotes and begins with a digit: numbers, times, durations and sizes. */
final class Literals {
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)([A-Za-z]*)");

    /** Durations in milliseconds, as in {@code elapsedMs}; sizes in bytes. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("ms", 1.0),
            Map.entry("s", 1e3),
            Map.entry("m", 60e3),
            Map.entry("h", 3_600e3),
            Map.entry("d", 86_400e3),
            Map.entry("B", 1.0),
            Map.entry("KB", 1e3),
            Map.entry("MB", 1e6),
            Map.entry("GB", 1e9),
            Map.entry("KiB", 1024.0),
            Map.entry("MiB", 1024.0 * 1024),
            Map.entry("GiB", 1024.0 * 1024 * 1024));

    private Literals() {}

    /** A {@link Long}, a {@link Double} or an {@link Instant}; null if it is none of them. */
    static @Nullable Object of(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        if (quantity.matches()) {
            Double unit = UNITS.get(quantity.group(2));
            if (unit == null) {
                return null;
            }
            double value = Double.parseDouble(quantity.group(1)) * unit;
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
        }
        return time(text);
    }

    /** A day, which begins at midnight UTC, or a moment; null if it is neither. */
    static @Nullable Instant time(String text) {
        try {
            return switch (text.indexOf('T')) {
                case -1 -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                default ->
                    hasOffset(text)
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.substring(text.indexOf('T')).matches(".*[+-]\\d\\d:\\d\\d");
    }
}
