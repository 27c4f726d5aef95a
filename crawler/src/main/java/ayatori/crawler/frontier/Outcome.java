package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one request of a URL ended, as far as it matters to the frontier. */
public sealed interface Outcome {
    /** What the request received, in bytes; counts towards the limit of bytes. */
    long bytes();

    /** How long the host took to answer, in nanoseconds. */
    long elapsedNanos();

    /** Whether the same request may end otherwise later. */
    boolean retryable();

    /**
     * The host answered.
     *
     * @param status the HTTP status, 100 to 999; those from 600 on count as 5xx (RFC 9110 section 15)
     * @param bytes what was received of it
     * @param elapsedNanos from the start of the request to the head of the answer, so that a long body on a slow line
     *     does not make a slow host
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one (RFC 9110 section 10.2.3)
     */
    record Answered(
            int status,
            long bytes,
            long elapsedNanos,
            @Nullable Duration retryAfter) implements Outcome {
        public Answered {
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("not an HTTP status: " + status);
            }
        }

        /** Whether the host says it wants fewer requests: 429 Too Many Requests or 503 Service Unavailable. */
        boolean blocksHost() {
            return status == 429 || status == 503;
        }

        /** Whether the same request may be answered otherwise later: 408, 429, and a 5xx that does not say "never". */
        @Override
        public boolean retryable() {
            return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
        }
    }

    /**
     * No answer came, or none that could be used.
     *
     * @param retryable whether another try may fare better: so for a connection that was refused, reset or timed out,
     *     not so for an unknown host or an untrusted certificate
     * @param bytes what was received all the same
     * @param elapsedNanos how long it took to fail
     */
    record Failed(boolean retryable, long bytes, long elapsedNanos) implements Outcome {}
}
