package ayatori.crawler.fetch;

import ayatori.web.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110 section 10.2.3): seconds, or a date. */
final class RetryAfter {
    /** Longer waits are cut to a day. */
    private static final Duration MAX = Duration.ofDays(1);

    private RetryAfter() {}

    /** The time to wait from now; zero for a date in the past; null if the header is absent or malformed. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (value.matches("[0-9]{1,9}")) {
            return min(Duration.ofSeconds(Long.parseLong(value)));
        }
        if (value.matches("[0-9]+")) {
            return MAX;
        }
        Instant then = HttpDate.parse(value, now);
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
