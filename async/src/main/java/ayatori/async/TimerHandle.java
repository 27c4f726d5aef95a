package ayatori.async;

/**
 * A callback that a loop will make at a certain time, unless it is cancelled before. Made by {@link EventLoop#callLater}.
 *
 * {@snippet :
 * TimerHandle alarm = EventLoop.current().callLater(Duration.ofHours(8), () -> System.out.println("wake up"));
 * alarm.cancel();
 * }
 */
public final class TimerHandle {
    private final TimerQueue queue;
    final long whenNanos;
    final long order;
    final Runnable callback;

    /** This timer's place in the queue's heap; -1 when it is not in it. Belongs to {@link TimerQueue}. */
    int index = -1;

    TimerHandle(TimerQueue queue, long whenNanos, long order, Runnable callback) {
        this.queue = queue;
        this.whenNanos = whenNanos;
        this.order = order;
        this.callback = callback;
    }

    /** Makes sure that the callback is not made, if it has not been made yet. To be called from the timer's loop. */
    public void cancel() {
        queue.remove(this);
    }

    boolean before(TimerHandle other) {
        long apart = whenNanos - other.whenNanos;
        return apart < 0 || (apart == 0 && order < other.order);
    }
}
