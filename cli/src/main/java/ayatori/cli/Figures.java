package ayatori.cli;

import java.time.Duration;

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
        return (unit == 0 ? String.valueOf(Math.round(value)) : oneDecimal(value)) + " " + BYTE_UNITS[unit];
    }

    /** A rate per second: one decimal below a hundred, none above. */
    static String rate(double perSecond) {
        return perSecond < 99.95 ? oneDecimal(perSecond) : count(Math.round(perSecond));
    }

    /** Not by a format, which costs more than all else of a drawing. */
    private static String oneDecimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    /** A duration in its two largest units: {@code 8.1s}, {@code 2m 05s}, {@code 1h 02m}, {@code 3d 04h}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            long tenths = time.toMillis() / 100;
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + twoDigits(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h " + twoDigits(seconds / 60 % 60) + "m";
        }
        return seconds / 86_400 + "d " + twoDigits(seconds / 3600 % 24) + "h";
    }

    /** About how long something takes, for a view that changes: {@code 0.4 s}, {@code 28 s}, {@code 2m 05s}. */
    static String about(Duration time) {
        if (time.toSeconds() < 1) {
            return oneDecimal(time.toMillis() / 1000.0) + " s";
        }
        return time.toSeconds() < 60 ? time.toSeconds() + " s" : time(time);
    }

    /** A duration as on a clock, for a view that changes every second: {@code 0:07}, {@code 12:34}, {@code 1:02:03}. */
    static String clock(Duration time) {
        long seconds = time.toSeconds();
        String minute = twoDigits(seconds % 60);
        return seconds < 3600
                ? seconds / 60 + ":" + minute
                : seconds / 3600 + ":" + twoDigits(seconds / 60 % 60) + ":" + minute;
    }
}
