package ayatori.web.http;

import java.time.Duration;

/**
 * Measures how long one request has waited for servers, over all its connections and redirects. Only this time counts
 * against {@link Timeouts}. Not counted are the waits for a free connection, for a permit and for a slow reader of the body,
 * and long stretches in which the loop was busy with other tasks and could not have noticed an answer.
 *
 * <p>It runs between {@link #start} and {@link #stop}, which tasks and handlers call in turns.
 */
final class WaitClock {
    private final NettyDriver driver;
    private final Duration total;
    private long stoppedNanos;
    private long startedNanos;
    private boolean running;

    /**
     * Creates a clock at zero that stands still.
     *
     * @param total the limit for the whole request, {@link Duration#ZERO} for none
     */
    WaitClock(NettyDriver driver, Duration total) {
        this.driver = driver;
        this.total = total;
    }

    void start() {
        if (!running) {
            running = true;
            startedNanos = driver.attentiveNanos();
        }
    }

    void stop() {
        stoppedNanos = nanos();
        running = false;
    }

    boolean running() {
        return running;
    }

    /** The time waited so far. */
    long nanos() {
        return running ? stoppedNanos + driver.attentiveNanos() - startedNanos : stoppedNanos;
    }

    /** The limit on this clock for the whole request, or {@link DeadlineTimer#NEVER}. */
    long totalNanos() {
        return Exchange.after(0, total);
    }

    /** When the limit for the whole request passes on the loop's clock if the clock runs from now on. */
    long deadlineNanos() {
        long limit = totalNanos();
        return limit == DeadlineTimer.NEVER ? limit : driver.loop().nanoTime() + Math.max(0, limit - nanos());
    }
}
