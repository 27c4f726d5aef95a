package ayatori.async;

import java.time.Duration;

/**
 * A clock that stands still while tasks run and jumps to the next timer when all of them wait, so that a program of hours
 * runs in milliseconds and every run is the same.
 *
 * {@snippet :
 * VirtualClock clock = new VirtualClock();
 * Async.run(RunOptions.defaults().withClock(clock), () -> Async.sleep(Duration.ofHours(1)));
 * assert clock.elapsed().equals(Duration.ofHours(1));
 * }
 *
 * <p>Written by the one loop that runs on it; read by anyone after {@code run} has returned.
 */
public final class VirtualClock implements Clock {
    private long nanos;

    /** Creates a clock that stands at zero. */
    public VirtualClock() {}

    @Override
    public long nanoTime() {
        return nanos;
    }

    /** {@return the time that has passed since this clock was created} */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    void jumpTo(long then) {
        nanos = Math.max(nanos, then);
    }
}
