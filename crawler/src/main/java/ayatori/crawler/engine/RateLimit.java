package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import java.time.Duration;

/**
 * A bound on the bytes that a whole crawl receives in a second: a token bucket that all fetch loops share, in debt after a
 * body until the time that the body may take is over. A request keeps its place among those under way until then, so that
 * few requests run at a time instead of many slow ones.
 */
final class RateLimit {
    private static final double NANOS_PER_SECOND = 1e9;

    /** What an idle crawl saves up: the bytes of this time. */
    private static final long SAVED_NANOS_MAX = 1_000_000_000L;

    private final long bytesPerSecond;

    /** When the bytes taken so far are paid for. Guarded by this. */
    private long paidNanos;

    private boolean isStarted;

    RateLimit(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Takes bytes that have come in; returns how long to wait before the next may. From any thread. */
    synchronized long take(long bytes, long nowNanos) {
        long earliest = isStarted ? nowNanos - SAVED_NANOS_MAX : nowNanos;
        paidNanos = isStarted ? Math.max(paidNanos, earliest) : earliest;
        isStarted = true;
        paidNanos += (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
        return Math.max(0, paidNanos - nowNanos);
    }

    /** Waits until bytes that have come in are paid for. */
    void await(long bytes, EventLoop loop) throws Exception {
        long nanos = bytesPerSecond == Long.MAX_VALUE ? 0 : take(bytes, loop.nanoTime());
        if (nanos > 0) {
            Async.sleep(Duration.ofNanos(nanos));
        }
    }
}
