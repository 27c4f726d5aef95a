package ayatori.crawler.frontier;

import java.time.Duration;
import java.time.Instant;

/** Times and waits as {@code long} nanoseconds; a sum that does not fit is {@link #NEVER}. */
final class Nanos {
    /** Later than any time. */
    static final long NEVER = Long.MAX_VALUE;

    static final long SECOND = 1_000_000_000L;

    private Nanos() {}

    /** A duration's length; a negative one has none. */
    static long of(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(Duration.ofNanos(NEVER)) >= 0 ? NEVER : duration.toNanos();
    }

    /** The time so long after another. */
    static long after(long time, long wait) {
        return wait >= NEVER - time ? NEVER : time + wait;
    }

    /** A time in whole seconds. */
    static Instant instant(long time) {
        return Instant.ofEpochSecond(time / SECOND);
    }

    /**
     * A time that was read from the store, cut if it is later than any that can have been written: the clock was set back
     * before the store was opened. A time cut counts from the opening, whenever it is read.
     *
     * @param longest how far in the future such a time may lie when it is written
     */
    static long cut(long time, long longest, long nowNanos, long openedAtNanos) {
        return time > after(nowNanos, longest) ? after(openedAtNanos, longest) : time;
    }

    /** A base doubled so many times, up to a maximum. */
    static long doubled(long base, int times, long max) {
        return times >= Long.numberOfLeadingZeros(base) - 1 ? max : Math.min(max, base << times);
    }
}
