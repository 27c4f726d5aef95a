package ayatori.crawler.frontier;

import java.net.InetAddress;
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
     * @param address as in {@link Outcome.Answered}
     */
    record Rules(
            byte[] text,
            @Nullable HostRules parsed,
            long elapsedNanos,
            @Nullable Duration retryAfter,
            @Nullable InetAddress address)
            implements RobotsAnswer {
        /** Rules that are not parsed yet. */
        public Rules(byte[] text, long elapsedNanos, @Nullable Duration retryAfter, @Nullable InetAddress address) {
            this(text, null, elapsedNanos, retryAfter, address);
        }

        /** Rules that are not parsed yet, from an address of which nothing is known, without a Retry-After. */
        public Rules(byte[] text, long elapsedNanos) {
            this(text, null, elapsedNanos, null, null);
        }

        /** These rules, parsed. */
        public Rules parsed(HostRules rules) {
            return new Rules(text, rules, elapsedNanos, retryAfter, address);
        }
    }

    /**
     * The host has none, so everything is allowed: a 4xx other than 429, or redirects that lead nowhere.
     *
     * @param elapsedNanos how long the host took to answer
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     * @param address as in {@link Outcome.Answered}
     */
    record None(
            long elapsedNanos,
            @Nullable Duration retryAfter,
            @Nullable InetAddress address) implements RobotsAnswer {
        /** No rules, from an address of which nothing is known, without a Retry-After. */
        public None(long elapsedNanos) {
            this(elapsedNanos, null, null);
        }
    }

    /**
     * They could not be had, so nothing is allowed for now: a 5xx or 429, a body that was cut short or cannot be decoded,
     * or no answer at all.
     *
     * @param elapsedNanos how long it took to fail
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     * @param address as in {@link Outcome.Answered}
     */
    record Unreachable(
            long elapsedNanos,
            @Nullable Duration retryAfter,
            @Nullable InetAddress address) implements RobotsAnswer {
        /** No answer, or one from an address of which nothing is known. */
        public Unreachable(long elapsedNanos, @Nullable Duration retryAfter) {
            this(elapsedNanos, retryAfter, null);
        }
    }

    /**
     * Nothing can be requested of the host at all: its name is unknown, its certificate is not trusted, or its address is not
     * permitted. The host's pages are still handed out, so that each gets a record, but the fetcher fails them without a
     * request. This answer is not stored: after a restart the host is asked again.
     *
     * @param elapsedNanos how long it took to fail
     */
    record NoHost(long elapsedNanos) implements RobotsAnswer {
        @Override
        public @Nullable Duration retryAfter() {
            return null;
        }

        @Override
        public @Nullable InetAddress address() {
            return null;
        }
    }

    /**
     * The host was not asked: the text that the {@linkplain Output.FetchRobots#text command} had is parsed.
     *
     * @param rules the rules in it
     */
    record Parsed(HostRules rules) implements RobotsAnswer {
        @Override
        public long elapsedNanos() {
            return 0;
        }

        @Override
        public @Nullable Duration retryAfter() {
            return null;
        }

        @Override
        public @Nullable InetAddress address() {
            return null;
        }
    }

    /** How long the host took, in nanoseconds. */
    long elapsedNanos();

    /** The Retry-After header as a time to wait from now; null if there was none. */
    @Nullable Duration retryAfter();

    /** Where the answer came from; null if that is not known. */
    @Nullable InetAddress address();
}
