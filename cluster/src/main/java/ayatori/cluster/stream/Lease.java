package ayatori.cluster.stream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this node may still request pages for its shards.
 *
 * <p>Kafka's group coordinator gives the shards of a node away when it has heard no heartbeat for the session time-out. So the
 * lease runs from when the last answered heartbeat was sent, at the earliest, for the session time-out less a margin. A process
 * that was frozen finds it run out as soon as it goes on.
 *
 * <p>A lease that has run out does not come back by a heartbeat: the answer may be that the node is no member any more. It comes
 * back when the coordinator has {@linkplain #confirm confirmed}, after a further heartbeat, that the node is a member. By
 * then the node has closed the shards that it lost.
 *
 * <p>All methods may be called by any thread.
 */
public final class Lease implements BooleanSupplier {
    private final long durationNanos;
    private final LongSupplier nanoTime;
    private volatile long start;
    private volatile boolean hasLapsed = true;

    /** Rises each time it runs out, so that a confirmation that was on its way is not taken for a later one. */
    private volatile long lapses;

    /**
     * A lease that has not begun: it may request nothing yet.
     *
     * @param nanoTime a clock that also goes on while the process is frozen
     */
    public Lease(Duration sessionTimeout, Duration margin, LongSupplier nanoTime) {
        this.durationNanos = sessionTimeout.minus(margin).toNanos();
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong() - durationNanos;
    }

    /** The clock: monotonic, but no slower than the wall clock, since some systems stop the former while they sleep. */
    public static LongSupplier clock() {
        long nanos = System.nanoTime();
        long millis = System.currentTimeMillis();
        return () -> {
            long byWallClock = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - millis);
            return Math.max(System.nanoTime() - nanos, byWallClock);
        };
    }

    /** A heartbeat was answered. Whether as a member, is not known. */
    public synchronized void answered(long sentNanos) {
        boolean isValid = getAsBoolean();
        if (sentNanos - start > 0) {
            start = sentNanos;
        }
        if (!isValid) {
            hasLapsed = true;
        }
    }

    /** The number of times it has run out: taken before a confirmation is asked for. */
    public long lapses() {
        return lapses;
    }

    /** Whether it needs to be confirmed. */
    public boolean hasLapsed() {
        return !getAsBoolean() && hasLapsed;
    }

    /**
     * The coordinator says that the node is a member; asked after a heartbeat that was answered after the lease ran out.
     *
     * @param asked what {@link #lapses} was when it was asked
     */
    public synchronized void confirm(long asked) {
        if (asked == lapses && nanoTime.getAsLong() - start < durationNanos) {
            hasLapsed = false;
        }
    }

    @Override
    public boolean getAsBoolean() {
        if (hasLapsed) {
            return false;
        }
        if (nanoTime.getAsLong() - start < durationNanos) {
            return true;
        }
        lapse();
        return false;
    }

    private synchronized void lapse() {
        // Looks again: another thread may have renewed it meanwhile, which must not undo what this thread has seen.
        hasLapsed = true;
        lapses++;
    }
}
