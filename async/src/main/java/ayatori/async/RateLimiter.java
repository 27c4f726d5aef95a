package ayatori.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits turns to a rate, with a burst: a leaky bucket, first in, first out.
 *
 * {@snippet :
 * RateLimiter limiter = new RateLimiter(10, Duration.ofSeconds(1), 1); // one every 100 ms
 * limiter.acquire();
 * limiter.acquire(); // 100 ms later
 * }
 *
 * <p>Each turn pours one unit into a bucket that holds {@code burst} units and leaks, evenly, as many units per period as
 * it has turns; a turn waits until its unit fits. So after a pause {@code burst} turns come at once, and then one every
 * {@code period / turns}. This is the Generic Cell Rate Algorithm (ITU-T I.371), described as a bucket. Amounts are whole
 * numbers, so nothing drifts: the millionth turn comes as exactly as the first.
 */
public final class RateLimiter {
    private final int turns;
    private final int burst;
    private final Duration period;

    /** How many drops are a unit, when {@link #turns} drops leak each nanosecond: then all amounts are whole. */
    private final long unit;

    private final long capacity;
    private final ParkingLot waiters = new ParkingLot(this);

    /**
     * The drops in the bucket at {@link #levelNanos}. Below zero by what leaks in a part of a nanosecond: turns come on
     * whole nanoseconds, and the rounding error of one turn is credited to the next.
     */
    private long level;

    private long levelNanos;

    /** Comes when the first waiter's unit fits; null while nobody waits. */
    private @Nullable TimerHandle timer;

    /**
     * Creates a limiter with an empty bucket that holds a whole period's turns.
     *
     * @param turns how many per period; also how many at once after a pause
     * @param period how long it takes the full bucket to leak empty
     * @throws IllegalArgumentException if either is not positive
     */
    public RateLimiter(int turns, Duration period) {
        this(turns, period, turns);
    }

    /**
     * Creates a limiter with an empty bucket.
     *
     * @param turns how many per period
     * @param period a length of time
     * @param burst how many at once after a pause; 1 for evenly spaced turns
     * @throws IllegalArgumentException if any is not positive, or burst times period is over 146 years
     */
    public RateLimiter(int turns, Duration period, int burst) {
        if (turns <= 0 || burst <= 0 || !period.isPositive()) {
            throw new IllegalArgumentException("a rate limiter has a positive number of turns, period and burst, not "
                    + turns + ", " + period + " and " + burst);
        }
        this.turns = turns;
        this.period = period;
        this.burst = burst;
        this.unit = Durations.nanos(period);
        if (unit > Long.MAX_VALUE / 2 / burst) {
            throw new IllegalArgumentException("a burst of " + burst + " times " + period + " is over 146 years");
        }
        this.capacity = unit * burst;
    }

    /**
     * Waits for a turn.
     *
     * @throws CancelledError if the task is cancelled while it waits; its turn goes to the next
     */
    public void acquire() {
        EventLoop loop = EventLoop.here();
        if (waiters.idle() && pourIfItFits(loop)) {
            return;
        }
        ParkingLot.Place place = waiters.enter();
        if (timer == null) {
            serve(loop);
        }
        try {
            waiters.park(place, () -> {
                level -= unit;
                serve(loop);
            });
        } finally {
            if (waiters.isEmpty()) {
                stopTimer();
            }
        }
    }

    /** {@return whether there was a turn without waiting, which is taken then} */
    public boolean tryAcquire() {
        EventLoop loop = EventLoop.here();
        return waiters.isEmpty() && pourIfItFits(loop);
    }

    private boolean pourIfItFits(EventLoop loop) {
        long now = loop.nanoTime();
        long elapsed = now - levelNanos;
        level = elapsed > level / turns + 1 ? 1 - turns : Math.max(1 - turns, level - elapsed * turns);
        levelNanos = now;
        if (level > capacity - unit) {
            return false;
        }
        level += unit;
        return true;
    }

    private long firstFitsNanos() {
        return levelNanos + Math.ceilDiv(level - (capacity - unit), (long) turns);
    }

    /** Gives those who wait their turns, as far as they fit, and sets the timer for the next. */
    private void serve(EventLoop loop) {
        stopTimer();
        while (!waiters.isEmpty()) {
            if (!pourIfItFits(loop)) {
                timer = loop.callAt(firstFitsNanos(), () -> serve(loop));
                return;
            }
            waiters.unparkOne();
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return "rate limiter (" + turns + " per " + period + ", " + burst + " at once, " + waiters.size() + " waiting)";
    }
}
