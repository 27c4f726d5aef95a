package ayatori.crawler.frontier;

import java.net.InetAddress;
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
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one, whatever the status (RFC 9110
     *     section 10.2.3). Zero or less for a date that has passed
     * @param address where the answer came from; null if that is not known, or a proxy may have got it. With a loopback or
     *     private one {@code auto} has no least delay
     */
    record Answered(
            int status,
            long bytes,
            long elapsedNanos,
            @Nullable Duration retryAfter,
            @Nullable InetAddress address) implements Outcome {
        public Answered {
            if (status < 100 || status > 999) {
                throw new IllegalArgumentException("not an HTTP status: " + status);
            }
        }

        /** An answer from an address of which nothing is known. */
        public Answered(int status, long bytes, long elapsedNanos, @Nullable Duration retryAfter) {
            this(status, bytes, elapsedNanos, retryAfter, null);
        }

        /**
         * Whether the host asks to be left alone for a while: by 429 Too Many Requests or 503 Service Unavailable, or by a
         * Retry-After that lies in the future, with any status.
         */
        public boolean blocksHost() {
            return status == 429
                    || status == 503
                    || (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero());
        }

        /** Whether the same request may be answered otherwise later: 408, 429, and a 5xx that does not say "never". */
        @Override
        public boolean retryable() {
            return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
        }
    }

    /**
     * The host redirected the URL to itself, or had it loaded again at once, and set a cookie: the commonest wall there is. The
     * URL is requested again, with one more redirect to its count, and this answer is not put on record. After {@value #SENT_BACK_MAX} redirects in a
     * row it stands as an answer like any other.
     *
     * @param answer the redirect
     */
    record SentBack(Answered answer) implements Outcome {
        static final int SENT_BACK_MAX = 20;

        @Override
        public long bytes() {
            return answer.bytes();
        }

        @Override
        public long elapsedNanos() {
            return answer.elapsedNanos();
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The host answered, and the page's handler asked for another try.
     *
     * @param answer the answer
     */
    record Retried(Answered answer) implements Outcome {
        /** The kind of error that is recorded for the attempt. */
        static final String KIND = "handler";

        @Override
        public long bytes() {
            return answer.bytes();
        }

        @Override
        public long elapsedNanos() {
            return answer.elapsedNanos();
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The answer of the host; null if none came that could be used. */
    default @Nullable Answered answered() {
        // Not a switch on the type, which costs milliseconds of the start when it is first used.
        if (this instanceof Answered answered) {
            return answered;
        }
        if (this instanceof SentBack sentBack) {
            return sentBack.answer();
        }
        return this instanceof Retried retried ? retried.answer() : null;
    }

    /** The same, to be tried again because the page's handler asked for it. */
    default Outcome retried() {
        Answered answer = answered();
        return answer == null ? new Failed(true, bytes(), elapsedNanos(), Retried.KIND) : new Retried(answer);
    }

    /**
     * No answer came, or none that could be used.
     *
     * @param retryable whether another try may fare better: so for a connection that was refused, reset or timed out,
     *     not so for an unknown host or an untrusted certificate
     * @param bytes what was received all the same
     * @param elapsedNanos how long it took to fail
     * @param error the kind of the error, for the record; null if it is not known
     */
    record Failed(
            boolean retryable,
            long bytes,
            long elapsedNanos,
            @Nullable String error) implements Outcome {
        /** A failure of which no more is known. */
        public Failed(boolean retryable, long bytes, long elapsedNanos) {
            this(retryable, bytes, elapsedNanos, null);
        }
    }
}
