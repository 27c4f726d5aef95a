package ayatori.crawler.fetch;

import ayatori.web.http.Headers;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param fetchedAt when the request started
 * @param nanos the time from the start of the request to the head of the answer
 * @param address where the answer came from; null if that is not known, or a proxy may have got it
 */
public record Head(
        int status,
        Headers headers,
        Instant fetchedAt,
        long nanos,
        @Nullable InetAddress address) {
    /** Whether it is a redirect that names its target. */
    public boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> headers.contains("Location");
            default -> false;
        };
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The Content-Type header; null if there is none. */
    public @Nullable String contentType() {
        return headers.first("Content-Type");
    }

    /** The Retry-After header as a time to wait from now; null if there is none that can be understood. */
    public @Nullable Duration retryAfter() {
        return RetryAfter.parse(headers.all("Retry-After"), fetchedAt.plusNanos(nanos));
    }
}
