package ayatori.report.html;

import ayatori.crawler.sink.Inert;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, times and texts as people read them. */
public final class Wording {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Wording() {}

    /** A count with commas. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 page}, {@code 12 pages}. */
    public static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A size in powers of a thousand. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : String.format(Locale.ROOT, "%.1f", value)) + " " + UNITS[unit];
    }

    /** A time in milliseconds or seconds. */
    static String time(Duration time) {
        long millis = time.toMillis();
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** A duration in its two largest units. */
    static String span(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
    }

    /** A point in time, in UTC. */
    public static String time(@Nullable Instant time) {
        return time == null ? "never" : TIME.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** A share, without decimals unless it is small. */
    static String percent(long part, long whole) {
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return String.format(Locale.ROOT, share > 0 && share < 10 ? "%.1f %%" : "%.0f %%", share);
    }

    /** A text from the network, with controls and bidirectional controls spelled out. */
    public static String inert(String text) {
        int i = 0;
        while (i < text.length() && Inert.is(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Inert.is(c)) {
                safe.append(c);
            } else if (Character.isWhitespace(c)) {
                safe.append(' ');
            } else {
                safe.append("\\u%04x".formatted((int) c));
            }
        }
        return safe.toString();
    }

    /** A text cut to a length. */
    static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, Math.max(chars - 1, 0)) + "…";
    }

    /** An argument of a command, quoted for a shell where it must be. */
    public static String argument(String text) {
        return !text.isEmpty() && text.matches("[A-Za-z0-9_./:=@%+,-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
