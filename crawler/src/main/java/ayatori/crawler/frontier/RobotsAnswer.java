package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of requesting a host's robots.txt, in the terms of RFC 9309 section 2.3.1. */
public sealed interface RobotsAnswer {
    /**
     * The host has rules.
     *
     * @param text robots.txt as received, capped by the caller; not modified afterwards
     * @param parsed the rules in the text; null if the frontier is to parse it
     * @param elapsedNanos how long the host took to answer
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     * @param isFromPrivateAddress as in {@link Outcome.Answered}
     */
    record Rules(
            byte[] text,
            @Nullable HostRules parsed,
            long elapsedNanos,
            @Nullable Duration retryAfter,
            boolean isFromPrivateAddress)
            implements RobotsAnswer {
        /** Rules that are not parsed yet. */
        public Rules(byte[] text, long elapsedNanos, @Nullable Duration retryAfter, boolean isFromPrivateAddress) {
            this(text, null, elapsedNanos, retryAfter, isFromPrivateAddress);
        }

        /** Rules that are not parsed yet, from an address of which nothing is known, without a Retry-After. */
        public Rules(byte[] text, long elapsedNanos) {
            this(text, null, elapsedNanos, null, false);
        }

        /** These rules, parsed. */
        public Rules parsed(HostRules rules) {
            return new Rules(text, rules, elapsedNanos, retryAfter, isFromPrivateAddress);
        }
    }

    /**
     * The host has none, so everything is allowed: a 4xx other than 429, or redirects that lead nowhere.
     *
     * @param elapsedNanos how long the host took to answer
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     * @param isFromPrivateAddress as in {@link Outcome.Answered}
     */
    record None(long elapsedNanos, @Nullable Duration retryAfter, boolean isFromPrivateAddress)
            implements RobotsAnswer {
        /** No rules, from an address of which nothing is known, without a Retry-After. */
        public None(long elapsedNanos) {
            this(elapsedNanos, null, false);
        }
    }

    /**
     * They could not be had, so nothing is allowed for now: a 5xx or 429, a body that was cut short or cannot be decoded,
     * or no answer at all.
     *
     * @param elapsedNanos how long it took to fail
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     * @param isFromPrivateAddress as in {@link Outcome.Answered}
     */
    record Unreachable(long elapsedNanos, @Nullable Duration retryAfter, boolean isFromPrivateAddress)
            implements RobotsAnswer {
        /** No answer, or one from an address of which nothing is known. */
        public Unreachable(long elapsedNanos, @Nullable Duration retryAfter) {
            this(elapsedNanos, retryAfter, false);
        }
    }

    /** How long the host took, in nanoseconds. */
    long elapsedNanos();

    /** The Retry-After header as a time to wait from now; null if there was none. */
    @Nullable Duration retryAfter();

    /** Whether the answer came from a loopback or private address. */
    boolean isFromPrivateAddress();
}
