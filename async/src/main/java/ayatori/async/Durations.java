package ayatori.async;

import java.time.Duration;

/** Public durations as the nanoseconds that clocks and timers count in. */
final class Durations {
    /** Half of what a long holds, so that adding it to a clock's time cannot overflow: 146 years. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private static final Duration FOREVER_DURATION = Duration.ofNanos(FOREVER);

    private Durations() {}

    /** The duration in nanoseconds: not below zero, and for a very long one 146 years. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(FOREVER_DURATION) >= 0 ? FOREVER : duration.toNanos();
    }
}
