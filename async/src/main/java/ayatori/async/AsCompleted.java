package ayatori.async;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code asCompleted}: promises in the order in which they are done; {@link #next} waits. */
final class AsCompleted<T extends @Nullable Object> implements Iterator<Promise<T>> {
    private final EventLoop loop = EventLoop.here();
    private final Queue<Promise<T>> completed = Queue.unbounded();
    private final @Nullable Duration timeout;
    private final long deadlineNanos;
    private int left;

    /** The tasks start at once; the iterable can be gone through once. */
    static <T extends @Nullable Object> Iterable<Promise<T>> of(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
        var completed = new AsCompleted<T>(awaitables, timeout);
        return () -> completed;
    }

    private AsCompleted(Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
        this.timeout = timeout;
        this.deadlineNanos = timeout == null ? 0 : loop.deadline(timeout);
        Set<Promise<T>> promises = new LinkedHashSet<>(Waiting.promises(loop, awaitables));
        left = promises.size();
        for (Promise<T> promise : promises) {
            promise.addDoneCallback(completed::putNowait);
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Promise<T> next() {
        if (left == 0) {
            throw new NoSuchElementException("all have been given already");
        }
        Promise<T> next = timeout == null || !completed.isEmpty() ? completed.get() : nextInTime(timeout);
        left--;
        return next;
    }

    private Promise<T> nextInTime(Duration whole) {
        try {
            return Timeout.runAt(deadlineNanos, limit -> completed.get());
        } catch (TimeoutException e) {
            throw Throwables.sneaky(Timeout.timeoutException(whole, e.getCause()));
        } catch (Exception e) {
            throw Throwables.sneaky(e);
        }
    }
}
