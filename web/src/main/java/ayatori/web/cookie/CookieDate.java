package ayatori.web.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parses a date in Expires (section 5.1.1): four tokens in any order, with any delimiters. */
final class CookieDate {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** The time, day, month and year; negative while not found. */
    private int hour = -1;

    private int minute;
    private int second;
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate() {}

    /** The date in {@code text}; null if there is none. */
    static @Nullable Instant parse(String text) {
        var date = new CookieDate();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isDelimiter(text.charAt(i))) {
                if (i > start) {
                    date.token(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return date.instant();
    }

    private static boolean isDelimiter(char c) {
        return c == '\t'
                || (c >= ' ' && c <= '/')
                || (c >= ';' && c <= '@')
                || (c >= '[' && c <= '`')
                || (c >= '{' && c <= '~');
    }

    /** A token is the first part that it can be and that has not been found yet. */
    private void token(String token) {
        if (hour < 0 && time(token)) {
            return;
        }
        int digits = digits(token, 0, 4);
        if (day < 0 && digits >= 1 && digits <= 2) {
            day = Integer.parseInt(token.substring(0, digits));
        } else if (month < 0 && monthOf(token) > 0) {
            month = monthOf(token);
        } else if (year < 0 && digits >= 2 && (digits < 4 || digits(token, 4, 1) == 0)) {
            year = Integer.parseInt(token.substring(0, digits));
        }
    }

    private boolean time(String token) {
        int[] fields = new int[3];
        int at = 0;
        for (int i = 0; i < 3; i++) {
            int digits = digits(token, at, 3);
            if (digits < 1 || digits > 2) {
                return false;
            }
            fields[i] = Integer.parseInt(token.substring(at, at + digits));
            at += digits;
            if (i < 2) {
                if (at == token.length() || token.charAt(at) != ':') {
                    return false;
                }
                at++;
            }
        }
        hour = fields[0];
        minute = fields[1];
        second = fields[2];
        return true;
    }

    /** The number of digits at {@code from}, at most {@code max}. */
    private static int digits(String token, int from, int max) {
        int count = 0;
        while (count < max && from + count < token.length()) {
            char c = token.charAt(from + count);
            if (c < '0' || c > '9') {
                break;
            }
            count++;
        }
        return count;
    }

    private static int monthOf(String token) {
        if (token.length() < 3) {
            return 0;
        }
        int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        return at < 0 || at % 3 != 0 ? 0 : at / 3 + 1;
    }

    private @Nullable Instant instant() {
        int fullYear = year;
        if (year >= 70 && year <= 99) {
            fullYear = 1900 + year;
        } else if (year >= 0 && year <= 69) {
            fullYear = 2000 + year;
        }
        if (day < 1 || month < 1 || hour < 0 || fullYear < 1601 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            return LocalDate.of(fullYear, month, day)
                    .atTime(hour, minute, second)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // the 30th of February
        }
    }
}
