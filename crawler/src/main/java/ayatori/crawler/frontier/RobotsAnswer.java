package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking a host for its robots.txt, in the terms of RFC 9309 section 2.3.1. */
public sealed interface RobotsAnswer {
    /**
     * The host has rules.
     *
     * @param text robots.txt as received, capped by the caller; not modified afterwards
     * @param elapsedNanos how long the host took to answer
     */
    record Rules(byte[] text, long elapsedNanos) implements RobotsAnswer {}

    /**
     * The host has none, so everything is allowed: a 4xx other than 429, or redirects that lead nowhere.
     *
     * @param elapsedNanos how long the host took to answer
     */
    record None(long elapsedNanos) implements RobotsAnswer {}

    /**
     * They could not be had, so nothing is allowed for now: a 5xx or 429, or no answer at all.
     *
     * @param elapsedNanos how long it took to fail
     * @param retryAfter the Retry-After header as a time to wait from now, if there was one
     */
    record Unreachable(long elapsedNanos, @Nullable Duration retryAfter) implements RobotsAnswer {}

    /** How long the host took, in nanoseconds. */
    long elapsedNanos();
}
