package ayatori.crawler.fetch;

import ayatori.web.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Retry-After header (RFC 9110 section 10.2.3): seconds, or a date. Where a server says several, the longest wait counts:
 * none of them may be undercut.
 */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");

    /** Not allowed, but clear all the same. */
    private static final Pattern FRACTION = Pattern.compile("([0-9]+)\\.[0-9]+");

    private static final int DIGITS_MAX = 9;

    /** Longer waits are cut to a day. */
    private static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    /** The time to wait from now; zero for a date in the past; null if no field says one. */
    static @Nullable Duration parse(List<String> fields, Instant now) {
        Duration longest = null;
        for (String field : fields) {
            longest = longer(longest, date(field, now));
            for (String member : field.split(",", -1)) {
                longest = longer(longest, seconds(member.strip()));
            }
        }
        return longest;
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
    }

    private static @Nullable Duration seconds(String text) {
        Matcher fraction = FRACTION.matcher(text);
        boolean isRounded = fraction.matches();
        String digits = isRounded ? fraction.group(1) : text;
        if (!SECONDS.matcher(digits).matches()) {
            return null;
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > DIGITS_MAX
                ? MAX
                : min(Duration.ofSeconds(Long.parseLong(significant) + (isRounded ? 1 : 0)));
    }

    private static @Nullable Duration date(String text, Instant now) {
        Instant then = HttpDate.parse(text, now);
        if (then == null) {
            return null;
        }
        Duration wait = Duration.between(now, then);
        return wait.isNegative() ? Duration.ZERO : min(wait);
    }

    private static Duration min(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }
}
