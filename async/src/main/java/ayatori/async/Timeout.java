package ayatori.async;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A time limit on a piece of a task: asyncio's {@code timeout} context manager. Made by {@link Async#timeout}.
 *
 * {@snippet :
 * try {
 *     String page = Async.timeout(Duration.ofSeconds(10), limit -> {
 *         String first = fetch("https://slow.example/1");
 *         limit.reschedule(Duration.ofSeconds(30)); // it answers: give it more time
 *         return first + fetch("https://slow.example/2");
 *     });
 * } catch (TimeoutException e) {
 *     System.out.println("too slow");
 * }
 * }
 *
 * <p>When the time is up the task is cancelled, and where that cancellation leaves the limited body it becomes a {@link
 * TimeoutException}. A cancellation that came from elsewhere passes through unchanged; limits nest.
 */
public final class Timeout {
    private enum State {
        ACTIVE,
        EXPIRING,
        ENDED
    }

    /** A body with a time limit and without a result. */
    @FunctionalInterface
    public interface ActionBody {
        /**
         * Runs the body.
         *
         * @param limit can be moved while the body runs
         * @throws Exception what the body throws
         */
        void start(Timeout limit) throws Exception;
    }

    /**
     * A body with a time limit.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> extends ActionBody {
        @Override
        default void start(Timeout limit) throws Exception {
            run(limit);
        }

        /**
         * Runs the body.
         *
         * @param limit can be moved while the body runs
         * @return the result
         * @throws Exception what the body throws
         */
        T run(Timeout limit) throws Exception;
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final String REASON = "timeout";

    private final EventLoop loop;
    private final Task<?> task;

    /** Requests to cancel that came before and have been delivered: one that is delivered in here is not ours. */
    private final int cancellingBefore;

    private State state = State.ACTIVE;
    private @Nullable Handle timer;
    private long whenNanos = NEVER;

    private Timeout(EventLoop loop, Task<?> task) {
        this.loop = loop;
        this.task = task;
        this.cancellingBefore = task.cancelling() - (task.mustCancel() ? 1 : 0);
    }

    /** Runs a body with a limit from now; null for none. */
    static <T extends @Nullable Object> T run(@Nullable Duration limit, Body<T> body) throws Exception {
        EventLoop loop = EventLoop.here();
        return run(loop, limit, limit == null ? NEVER : loop.deadline(limit), body);
    }

    static <T extends @Nullable Object> T runAt(long whenNanos, Body<T> body) throws Exception {
        EventLoop loop = EventLoop.here();
        if (whenNanos == NEVER) {
            return run(loop, null, NEVER, body);
        }
        return run(loop, Duration.ofNanos(Math.max(0, whenNanos - loop.nanoTime())), whenNanos, body);
    }

    /** {@code waitFor}: awaits in the current task, with a limit. Zero or less never starts a coroutine. */
    static <T extends @Nullable Object> T waitFor(Awaitable<T> awaitable, @Nullable Duration limit) throws Exception {
        EventLoop loop = EventLoop.here();
        loop.requireCurrentTask("waitFor");
        Waiting.check(loop, awaitable);
        if (limit == null) {
            return awaitable.await();
        }
        if (limit.isPositive()) {
            return run(limit, timeout -> awaitable.await());
        }
        if (!(awaitable instanceof Promise<T> promise)) {
            CreatedCoroutines.used(awaitable);
            throw timeoutException(limit, new CancelledError(REASON));
        }
        if (promise.done()) {
            return promise.result();
        }
        var completions = new Completions(loop, List.of(promise));
        CancelledError cancelled = completions.cancelAndAwaitAll();
        if (cancelled != null) {
            throw completions.end(cancelled);
        }
        if (promise.cancelled()) {
            throw timeoutException(limit, promise.cancelledError());
        }
        return promise.result();
    }

    private static <T extends @Nullable Object> T run(
            EventLoop loop, @Nullable Duration limit, long whenNanos, Body<T> body) throws Exception {
        var timeout = new Timeout(loop, loop.requireCurrentTask("timeout"));
        Objects.requireNonNull(body, "body");
        timeout.rescheduleAt(whenNanos);
        T result;
        try {
            result = body.run(timeout);
        } catch (CancelledError e) {
            if (timeout.end()) {
                throw timeoutException(limit, e);
            }
            throw e;
        } catch (Throwable e) {
            timeout.end();
            throw e;
        }
        timeout.end();
        return result;
    }

    /**
     * Moves the limit.
     *
     * @param fromNow how long from now; zero or less: until the next await; null for no limit any more
     * @throws IllegalStateException if the time is up already, or the body has ended
     */
    public void reschedule(@Nullable Duration fromNow) {
        rescheduleAt(fromNow == null ? NEVER : loop.deadline(fromNow));
    }

    /**
     * Moves the limit to a point in time.
     *
     * @param nanoTime when, in the time of {@link EventLoop#nanoTime}; {@link Long#MAX_VALUE} for no limit any more
     * @throws IllegalStateException if the time is up already, or the body has ended
     */
    public void rescheduleAt(long nanoTime) {
        lift();
        if (nanoTime == NEVER) {
            return;
        }
        whenNanos = nanoTime;
        // A limit that has passed is due before any task that becomes ready later; a timer would come after those.
        timer = nanoTime - loop.nanoTime() > 0 ? loop.callAt(nanoTime, this::expire) : loop.callSoon(this::expire);
    }

    /**
     * Takes the limit away: asyncio's {@code reschedule(None)}. {@link #reschedule} sets one again.
     *
     * @throws IllegalStateException if the time is up already, or the body has ended
     */
    public void lift() {
        if (state != State.ACTIVE) {
            throw new IllegalStateException("this timeout is over already");
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
            whenNanos = NEVER;
        }
    }

    /** {@return when the time is up, in the time of {@link EventLoop#nanoTime}; {@link Long#MAX_VALUE} without a limit} */
    public long when() {
        return whenNanos;
    }

    /** {@return whether the time was up before the body ended} */
    public boolean expired() {
        return state == State.EXPIRING || expiredAtEnd;
    }

    private boolean expiredAtEnd;

    private void expire() {
        state = State.EXPIRING;
        task.cancel(REASON);
    }

    /** Ends the limit; tells whether its cancellation, and no other, is what the task is ending with. */
    private boolean end() {
        if (timer != null) {
            timer.cancel();
        }
        expiredAtEnd = state == State.EXPIRING;
        state = State.ENDED;
        return expiredAtEnd && task.uncancel() <= cancellingBefore;
    }

    /** The exception for a limit; null for one that was set after the body had begun without. */
    static TimeoutException timeoutException(@Nullable Duration limit, @Nullable Throwable cause) {
        var timeout = new TimeoutException(
                limit == null
                        ? "timed out"
                        : "timed out after " + limit.toString().substring(2).toLowerCase(Locale.ROOT));
        timeout.initCause(cause);
        return timeout;
    }
}
