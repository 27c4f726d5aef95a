package ayatori.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations, sizes and counts of the command line. */
final class Quantities {

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kKMGT]?i?B?)");

    /** With commas between thousands, or with underscores where one likes. */
    private static final Pattern COUNT = Pattern.compile("-?(\\d{1,3}(,\\d{3})+|\\d+(_\\d+)*)");

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private Quantities() {}

    /**
     * A duration such as {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h30m} or {@code 1.5s}; {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = DURATION.matcher(text);
        var millis = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            millis = millis.add(
                    new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(MILLIS.getOrDefault(part.group(2), 1L))));
            end = part.end();
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write it like 500ms, 30s, 2m or 1h30m");
        }
        try {
            return Duration.ofNanos(millis.movePointRight(6).toBigInteger().longValueExact());
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException("'" + text + "' is longer than any crawl");
        }
    }

    /**
     * A size in bytes such as {@code 512KiB}, {@code 10MB} or {@code 2G}: powers of 1,024 with an {@code i}, else of
     * 1,000.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static long size(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches() || size.group(2).equals("i") || size.group(2).equals("iB")) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write it like 512KiB, 10MB or 2GB");
        }
        String unit = size.group(2);
        int thousands = unit.isEmpty() ? 0 : "BKMGT".indexOf(Character.toUpperCase(unit.charAt(0)));
        var factor = BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000).pow(thousands);
        try {
            return new BigDecimal(size.group(1)).multiply(factor).toBigInteger().longValueExact();
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException("'" + text + "' is more than can be counted");
        }
    }

    /**
     * A whole number of at least {@code least}.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static long count(String text, long least) {
        String digits = text.replace("_", "").replace(",", "");
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number");
        }
        if (digits.replaceFirst("^-?0*", "").length() > 18) {
            throw new IllegalArgumentException(
                    "'" + text + "' is " + (digits.startsWith("-") ? "less than " + least : "too large"));
        }
        long count = Long.parseLong(digits);
        if (count < least) {
            throw new IllegalArgumentException("'" + text + "' is less than " + least);
        }
        return count;
    }
}
