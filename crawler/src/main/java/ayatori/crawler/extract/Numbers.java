package ayatori.crawler.extract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first number in a text, in whatever way its country writes it.
 *
 * <p>The rule: a number is digits, with separators between them ({@code .} {@code ,} {@code '} {@code ’}, a no-break or thin space, or a
 * space before exactly three digits). If both {@code .} and {@code ,} occur, the last of them is the decimal point. If only one
 * of them occurs, several times, it separates thousands. If it occurs once, it is the decimal point, unless exactly three digits
 * follow and one to three digits, not a single 0, precede: {@code 1.234} and {@code 1,234} are both 1234. Who knows better names
 * the decimal point: {@code number(.)} or {@code number(,)}.
 */
final class Numbers {
    /** No decimal point is named. */
    static final char UNKNOWN = 0;

    /** Longer numbers are no numbers but codes. */
    private static final int DIGITS_MAX = 30;

    private Numbers() {}

    /** The first number; a {@link Long} if it is whole, else a {@link BigDecimal}. Null if there is none. */
    static @Nullable Number number(String text, char point) {
        BigDecimal value = decimal(text, point);
        if (value == null) {
            return null;
        }
        boolean isWhole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        return isWhole && value.abs().compareTo(LONG_MAX) <= 0
                ? (Number) value.longValue()
                : value.stripTrailingZeros();
    }

    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    /** The first number if it is whole; else null. */
    static @Nullable Long integer(String text, char point) {
        return number(text, point) instanceof Long whole ? whole : null;
    }

    private static @Nullable BigDecimal decimal(String text, char point) {
        int start = 0;
        while (start < text.length() && digit(text, start) < 0) {
            start++;
        }
        int end = start;
        while (end < text.length() && (digit(text, end) >= 0 || isSeparator(text, end))) {
            end++;
        }
        while (end > start && digit(text, end - 1) < 0) {
            end--; // a full stop after the number
        }
        if (start == end) {
            return null;
        }
        boolean startsAtPoint = start > 0
                && (text.charAt(start - 1) == '.' || text.charAt(start - 1) == ',')
                && (start == 1 || !Character.isLetterOrDigit(text.charAt(start - 2)));
        String plain =
                plain(text, startsAtPoint ? start - 1 : start, end, startsAtPoint ? text.charAt(start - 1) : point);
        if (plain.length() > DIGITS_MAX) {
            return null;
        }
        BigDecimal value = new BigDecimal(plain);
        return isNegative(text, startsAtPoint ? start - 1 : start) ? value.negate() : value;
    }

    /** The digits and a decimal point as Java writes it. */
    private static String plain(String text, int start, int end, char namedPoint) {
        int pointAt = namedPoint == UNKNOWN
                ? point(text, start, end)
                : text.substring(0, end).lastIndexOf(namedPoint);
        var plain = new StringBuilder(end - start + 1);
        for (int i = start; i < end; i++) {
            int digit = digit(text, i);
            if (digit >= 0) {
                plain.append((char) ('0' + digit));
            } else if (i == pointAt) {
                plain.append(plain.isEmpty() ? "0." : ".");
            }
        }
        return plain.toString();
    }

    /** Where the decimal point is; -1 if there is none. */
    private static int point(String text, int start, int end) {
        int dots = 0;
        int commas = 0;
        int last = -1;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' || c == ',') {
                dots += c == '.' ? 1 : 0;
                commas += c == ',' ? 1 : 0;
                last = i;
            }
        }
        if (dots > 0 && commas > 0) {
            return (text.charAt(last) == '.' ? dots : commas) == 1 ? last : -1;
        }
        if (dots + commas != 1) {
            return -1;
        }
        int before = last - start;
        boolean isThousands =
                end - last - 1 == 3 && before >= 1 && before <= 3 && !(before == 1 && digit(text, start) == 0);
        return isThousands ? -1 : last;
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), 10);
    }

    private static boolean isSeparator(String text, int at) {
        return switch (text.charAt(at)) {
            case '.', ',', '\'', '\u2019' -> at + 1 < text.length() && digit(text, at + 1) >= 0;
            case ' ', '\u00A0', '\u2009', '\u202F' -> isGroup(text, at + 1) && isShort(text, at - 1);
            default -> false;
        };
    }

    /** Whether exactly three digits are there. */
    private static boolean isGroup(String text, int at) {
        int end = at;
        while (end < text.length() && end < at + 4 && digit(text, end) >= 0) {
            end++;
        }
        return end - at == 3;
    }

    /** Whether one to three digits end there. */
    private static boolean isShort(String text, int last) {
        int at = last;
        while (at >= 0 && at > last - 4 && digit(text, at) >= 0) {
            at--;
        }
        return last - at >= 1 && last - at <= 3;
    }

    /** Whether a minus stands before the number, with a currency's sign between them or not. */
    private static boolean isNegative(String text, int start) {
        int at = start - 1;
        while (at >= 0
                && (Character.isWhitespace(text.charAt(at))
                        || Character.getType(text.charAt(at)) == Character.CURRENCY_SYMBOL)) {
            at--;
        }
        boolean isMinus = at >= 0 && (text.charAt(at) == '-' || text.charAt(at) == '\u2212');
        return isMinus
                && (at == start - 1 || !Character.isWhitespace(text.charAt(start - 1)))
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }
}
