package ayatori.crawler.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first date in a text, and gives it in the form of ISO 8601: a date ({@code 2026-03-01}), a time of an unknown zone ({@code
 * 2026-03-01T12:30:00}), or an instant ({@code 2026-03-01T11:30:00Z}) where the zone is known.
 *
 * <p>Known forms: ISO 8601, what HTTP, mail and RSS use ({@code Sun, 01 Mar 2026 12:30:00 +0100}), days with names of months in
 * English, German, French, Spanish, Italian, Portuguese and Dutch ({@code March 1, 2026}; {@code 1. März 2026}), {@code
 * 2026/03/01}, {@code 01.03.2026} (day first), seconds or milliseconds since 1970. In {@code 03/04/2026} it is not known which is
 * the day, so it is no date unless the rule says so: {@code date(dmy)}, {@code date(mdy)}.
 */
final class Dates {
    /** Dates are found near the start of a text. */
    private static final int CHARS_MAX = 1_000;

    private static final String TIME =
            "(?:(?:[T ,]|,? (?:at|um|à|a las|alle|om)) *([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.,][0-9]{1,9})?"
                    + " *([aApP]\\.?[mM]\\b\\.?)?(?: *(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST)\\b)?)?";

    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})(?![0-9])" + TIME);
    private static final Pattern NUMBERS =
            Pattern.compile("(?<![0-9.])([0-9]{1,2})([-/.]) ?([0-9]{1,2})\\2 ?([0-9]{4}|[0-9]{2})(?![0-9])" + TIME);
    private static final Pattern DAY_MONTH = Pattern.compile(
            "(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|\\.|er|º)?(?: de| of)?[ -]*(\\p{L}{3,10})\\.?,?(?: de| del)?[ -]*([0-9]{4}|[0-9]{2}(?= ))(?![0-9])"
                    + TIME);
    private static final Pattern MONTH_DAY = Pattern.compile(
            "(?<!\\p{L})(\\p{L}{3,10})\\.? *([0-9]{1,2})(?:st|nd|rd|th)?,? *([0-9]{4})(?![0-9])" + TIME);
    private static final Pattern EPOCH = Pattern.compile("\\s*([0-9]{10}|[0-9]{13})\\s*");
    private static final Pattern COMPACT =
            Pattern.compile("(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})Z)?(?![0-9])");

    /** The order of day, month and year where all are numbers. */
    enum Order {
        UNKNOWN,
        DMY,
        MDY,
        YMD
    }

    private Dates() {}

    /** The first date; null if there is none. */
    static @Nullable String date(String text, Order order) {
        String start = text.length() > CHARS_MAX ? text.substring(0, CHARS_MAX) : text;
        Matcher epoch = EPOCH.matcher(start);
        if (epoch.matches()) {
            long number = Long.parseLong(epoch.group(1));
            return (epoch.group(1).length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number))
                    .toString();
        }
        Found first = null;
        first = earlier(first, YEAR_FIRST.matcher(start), m -> of(m, m.group(1), number(m.group(3)), m.group(4), 5));
        first = earlier(first, NUMBERS.matcher(start), m -> numbers(m, order));
        first = earlier(
                first, DAY_MONTH.matcher(start), m -> of(m, m.group(3), Months.number(m.group(2)), m.group(1), 4));
        first = earlier(
                first, MONTH_DAY.matcher(start), m -> of(m, m.group(3), Months.number(m.group(1)), m.group(2), 4));
        if (first == null) {
            first = earlier(null, COMPACT.matcher(start), Dates::compact);
        }
        return first == null ? null : first.date;
    }

    private record Found(int at, String date) {}

    private interface Reader {
        @Nullable String read(Matcher matcher);
    }

    /** The date that a matcher finds, if it begins before the one that is known. */
    private static @Nullable Found earlier(@Nullable Found known, Matcher matcher, Reader reader) {
        while (matcher.find() && (known == null || matcher.start() < known.at)) {
            String date = reader.read(matcher);
            if (date != null) {
                return new Found(matcher.start(), date);
            }
        }
        return known;
    }

    private static @Nullable String numbers(Matcher m, Order order) {
        int first = number(m.group(1));
        int second = number(m.group(3));
        boolean isDayFirst = switch (order) {
            case DMY -> true;
            case MDY -> false;
            case UNKNOWN, YMD -> m.group(2).equals(".") || first > 12;
        };
        boolean isKnown = isDayFirst || order == Order.MDY || second > 12 || first == second;
        if (order == Order.YMD && m.group(4).length() == 2) {
            return of(m, m.group(1), second, m.group(4), 5);
        }
        if (!isKnown) {
            return null;
        }
        return isDayFirst ? of(m, m.group(4), second, m.group(1), 5) : of(m, m.group(4), first, m.group(3), 5);
    }

    private static @Nullable String compact(Matcher m) {
        try {
            LocalDate date = LocalDate.of(number(m.group(1)), number(m.group(2)), number(m.group(3)));
            if (m.group(4) == null) {
                return date.toString();
            }
            return date.atTime(number(m.group(4)), number(m.group(5)), number(m.group(6)))
                    .toInstant(ZoneOffset.UTC)
                    .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The date, with its time if there is one, whose groups begin at {@code time}. */
    private static @Nullable String of(Matcher m, String year, int month, String day, int time) {
        try {
            LocalDate date = LocalDate.of(year(year), month, number(day));
            if (m.group(time) == null) {
                return date.toString();
            }
            String second = m.group(time + 2);
            LocalTime at = LocalTime.of(
                    hour(number(m.group(time)), m.group(time + 3)),
                    number(m.group(time + 1)),
                    second == null ? 0 : Math.min(59, number(second)));
            LocalDateTime local = date.atTime(at);
            String zone = m.group(time + 4);
            // Seconds are always shown, so that all times have one form.
            return zone == null
                    ? date + "T" + at + (at.getSecond() == 0 ? ":00" : "")
                    : local.toInstant(offset(zone)).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int hour(int hour, @Nullable String half) {
        if (half == null) {
            return hour;
        }
        boolean isAfternoon = half.toLowerCase(Locale.ROOT).startsWith("p");
        return hour % 12 + (isAfternoon ? 12 : 0);
    }

    /** Two digits are the year nearest to today's century's start, as in mail (RFC 5322 section 4.3). */
    private static int year(String digits) {
        int year = number(digits);
        return digits.length() > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
    }

    private static ZoneOffset offset(String zone) {
        return switch (zone) {
            case "Z", "UTC", "GMT" -> ZoneOffset.UTC;
            case "EDT" -> ZoneOffset.ofHours(-4);
            case "EST", "CDT" -> ZoneOffset.ofHours(-5);
            case "CST", "MDT" -> ZoneOffset.ofHours(-6);
            case "MST", "PDT" -> ZoneOffset.ofHours(-7);
            case "PST" -> ZoneOffset.ofHours(-8);
            case "CET" -> ZoneOffset.ofHours(1);
            case "CEST" -> ZoneOffset.ofHours(2);
            default -> ZoneOffset.of(zone);
        };
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** The names of months in a few languages, told apart by their first letters. */
    private static final class Months {
        private static final String[] STARTS = {
            "jan ene gen jän",
            "feb fév fev",
            "mar mär mrt maa maerz",
            "apr avr abr",
            "may mai mag mei maj",
            "jun juin giu",
            "jul juil lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt out ott",
            "nov",
            "dec déc dez dic"
        };

        /** The month of a name, from 1; 0, which is no month, if it is none. */
        static int number(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            for (int length = Math.min(4, lower.length()); length >= 3; length--) {
                for (int month = 0; month < 12; month++) {
                    for (String start : STARTS[month].split(" ", -1)) {
                        if (start.length() == length && lower.startsWith(start)) {
                            return month + 1;
                        }
                    }
                }
            }
            return 0;
        }
    }
}
