package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.TimerHandle;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One loop timer for a deadline that moves with every arrival of bytes.
 *
 * <p>A later deadline, the usual change, costs nothing: the timer fires at the old one, asks for the current one, and is set
 * again. A connection that serves a thousand requests sets a few timers, not thousands.
 */
final class DeadlineTimer {
    /** No deadline. Small enough that sums do not overflow. */
    static final long NEVER = Long.MAX_VALUE / 2;

    private final EventLoop loop;
    private final LongUnaryOperator expire;
    private final Runnable fire = this::fire;
    private @Nullable TimerHandle armed;
    private long armedFor;

    /**
     * A timer that is not set.
     *
     * @param expire takes the loop's time in nanoseconds, does what is due and returns when to ask next, or {@link
     *     #NEVER}
     */
    DeadlineTimer(EventLoop loop, LongUnaryOperator expire) {
        this.loop = loop;
        this.expire = expire;
    }

    /** Makes sure the timer fires at {@code deadlineNanos} of the loop's clock or earlier. */
    void noLaterThan(long deadlineNanos) {
        if (deadlineNanos == NEVER || (armed != null && armedFor - deadlineNanos <= 0)) {
            return;
        }
        cancel();
        armedFor = deadlineNanos;
        armed = loop.callLater(Duration.ofNanos(Math.max(0, deadlineNanos - loop.nanoTime())), fire);
    }

    void cancel() {
        if (armed != null) {
            armed.cancel();
            armed = null;
        }
    }

    private void fire() {
        armed = null;
        noLaterThan(expire.applyAsLong(loop.nanoTime()));
    }
}
