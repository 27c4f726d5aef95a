package ayatori.web.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the three forms of a date in a header field (RFC 9110 section 5.6.7): {@code Sun, 06 Nov 1994 08:49:37 GMT}, and
 * the obsolete {@code Sunday, 06-Nov-94 08:49:37 GMT} and {@code Sun Nov  6 08:49:37 1994}.
 *
 * {@snippet :
 * // given: Headers headers
 * Instant date = HttpDate.parse(headers.first("Last-Modified"), Instant.now());
 * }
 *
 * <p>Lenient where nothing is ambiguous: letter case, the name of the day, days of one digit and {@code UTC} for {@code GMT}
 * do not matter.
 */
public final class HttpDate {
    private static final String DAY_NAME = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?";
    private static final String TIME = "([0-9]{1,2}):([0-9]{2}):([0-9]{2})";
    private static final String ZONE = "(?:GMT|UTC|UT|Z|[+-]0000)";

    /** IMF-fixdate and the form of RFC 850, which differ in the separator and the digits of the year. */
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(?:" + DAY_NAME + ",? +)?([0-9]{1,2})[ -]([a-z]{3})[ -]([0-9]{4}|[0-9]{2}) +" + TIME + " +" + ZONE,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ASCTIME = Pattern.compile(
            DAY_NAME + " +([a-z]{3}) +([0-9]{1,2}) +" + TIME + " +([0-9]{4})(?: +" + ZONE + ")?",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final int LENGTH_MAX = 64;

    private HttpDate() {}

    /**
     * The instant that {@code text} means; {@code null} if it is not a date, or {@code null} itself.
     *
     * @param now decides the century of a year of two digits: the latest that is not more than 50 years ahead
     */
    public static @Nullable Instant parse(@Nullable String text, Instant now) {
        if (text == null || text.length() > LENGTH_MAX) {
            return null;
        }
        String trimmed = Headers.trim(text);
        Matcher date = DAY_FIRST.matcher(trimmed);
        if (date.matches()) {
            return instant(year(date.group(3), now), date.group(2), date.group(1), date, 4);
        }
        date = ASCTIME.matcher(trimmed);
        return date.matches() ? instant(Integer.parseInt(date.group(6)), date.group(1), date.group(2), date, 3) : null;
    }

    private static int year(String digits, Instant now) {
        int year = Integer.parseInt(digits);
        if (digits.length() == 4) {
            return year;
        }
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int guess = thisYear - thisYear % 100 + 100 + year;
        while (guess > thisYear + 50) {
            guess -= 100;
        }
        return guess;
    }

    private static @Nullable Instant instant(int year, String monthName, String day, Matcher date, int timeGroup) {
        int month = MONTHS.indexOf(monthName.toLowerCase(Locale.ROOT)) + 1;
        int second = Integer.parseInt(date.group(timeGroup + 2));
        if (month == 0 || second > 60) {
            return null;
        }
        try {
            return LocalDate.of(year, month, Integer.parseInt(day))
                    .atTime(
                            Integer.parseInt(date.group(timeGroup)),
                            Integer.parseInt(date.group(timeGroup + 1)),
                            Math.min(second, 59)) // a leap second
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // such as February 30
        }
    }
}
