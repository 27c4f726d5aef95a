package ayatori.cli;

import java.time.Duration;
import java.util.Locale;

/** Formats counts, bytes, rates and times for people. */
final class Figures {

    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** A count with commas: {@code 12,345}. */
    static String count(long count) {
        String digits = Long.toString(count);
        int first = count < 0 ? 1 : 0;
        if (digits.length() - first <= 3) {
            return digits;
        }
        var grouped = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > first; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    /** {@code 1 page}, {@code 12 pages}. */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A size in powers of a thousand, with three or four digits: {@code 999 B}, {@code 12.3 MB}. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0 ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value))
                + " "
                + BYTE_UNITS[unit];
    }

    /** A rate per second: one decimal below a hundred, none above. */
    static String rate(double perSecond) {
        return perSecond < 99.95
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,d", Math.round(perSecond));
    }

    /** A duration in its two largest units: {@code 8.1s}, {@code 2m 05s}, {@code 1h 02m}, {@code 3d 04h}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1fs", Math.floor(time.toMillis() / 100.0) / 10);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd %02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    /** About how long something takes, for a view that changes: {@code 0.4 s}, {@code 28 s}, {@code 2m 05s}. */
    static String about(Duration time) {
        if (time.toSeconds() < 1) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return time.toSeconds() < 60 ? time.toSeconds() + " s" : time(time);
    }

    /** A duration as on a clock, for a view that changes every second: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
