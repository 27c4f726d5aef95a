package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * A callback that a loop will make at a certain time, unless it is cancelled first: asyncio's {@code TimerHandle}. Made by
 * {@link EventLoop#callLater} and {@link EventLoop#callAt}.
 *
 * {@snippet :
 * TimerHandle alarm = EventLoop.current().callLater(Duration.ofHours(8), () -> System.out.println("wake up"));
 * alarm.cancel();
 * }
 */
public final class TimerHandle extends Handle {
    /** Null once the timer is out of the queue, or cancelled. */
    private @Nullable TimerQueue queue;

    final long whenNanos;

    /** Breaks ties between timers of the same time. It may wrap around: only differences count. */
    private final int order;

    TimerHandle(TimerQueue queue, long whenNanos, int order, Runnable callback) {
        super(callback);
        this.queue = queue;
        this.whenNanos = whenNanos;
        this.order = order;
    }

    @Override
    public void cancel() {
        super.cancel();
        TimerQueue waitsIn = queue;
        if (waitsIn != null) {
            queue = null;
            waitsIn.oneCancelled();
        }
    }

    /** The queue has given this timer out. */
    void leavesQueue() {
        queue = null;
    }

    /** {@return when the callback is due, in the time of {@link EventLoop#nanoTime}} */
    public long when() {
        return whenNanos;
    }

    boolean before(TimerHandle other) {
        long apart = whenNanos - other.whenNanos;
        return apart < 0 || (apart == 0 && order - other.order < 0);
    }
}
