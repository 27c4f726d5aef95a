package ayatori.crawler.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The time of a crawl: wall-clock time at the start, which then advances with a monotonic clock. Setting the system clock
 * affects no delay.
 */
public final class CrawlClock {
    private final LongSupplier monotonicNanos;
    private final long startNanos;
    private final Instant start;
    private final long startEpochNanos;

    /** Starts now. */
    public CrawlClock(Instant start, LongSupplier monotonicNanos) {
        this.monotonicNanos = monotonicNanos;
        this.startNanos = monotonicNanos.getAsLong();
        this.start = start;
        this.startEpochNanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
    }

    /** The time now, in nanoseconds since the epoch. */
    public long epochNanos() {
        return startEpochNanos + sinceStart();
    }

    /** The time now. */
    public Instant instant() {
        return start.plusNanos(sinceStart());
    }

    /** When the crawl started. */
    public Instant start() {
        return start;
    }

    /** How long the crawl has run. */
    public Duration elapsed() {
        return Duration.ofNanos(sinceStart());
    }

    private long sinceStart() {
        return monotonicNanos.getAsLong() - startNanos;
    }
}
