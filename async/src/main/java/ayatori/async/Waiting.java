package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all functions share that take awaitables; and {@code wait}. */
final class Waiting {
    private Waiting() {}

    /**
     * The promises of some awaitables, in order. Each coroutine is made one task, however often it is there.
     *
     * @throws NullPointerException if one is null; nothing has been started then
     * @throws IllegalStateException if one is a promise of another loop; nothing has been started then
     */
    static <T extends @Nullable Object> List<Promise<T>> promises(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        List<Awaitable<? extends T>> checked = checked(loop, awaitables);
        var started = new IdentityHashMap<Awaitable<?>, Promise<T>>();
        List<Promise<T>> promises = new ArrayList<>(checked.size());
        for (Awaitable<? extends T> awaitable : checked) {
            promises.add(
                    awaitable instanceof Promise<?> promise
                            ? readOnly(promise)
                            : started.computeIfAbsent(awaitable, coroutine -> readOnly(loop.createTask(awaitable))));
        }
        return promises;
    }

    /** The awaitables, each of which the loop can await. */
    static <T extends @Nullable Object> List<Awaitable<? extends T>> checked(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        List<Awaitable<? extends T>> checked = new ArrayList<>(awaitables);
        for (Awaitable<? extends T> awaitable : checked) {
            check(loop, awaitable);
        }
        return checked;
    }

    /** Checks that a loop can await something: that it is there, and no promise of another loop. */
    static void check(EventLoop loop, Awaitable<?> awaitable) {
        Objects.requireNonNull(awaitable, "awaitable");
        if (awaitable instanceof Promise<?> promise && promise.loop != loop) {
            throw new IllegalStateException("await across loops: " + promise + " belongs to "
                    + promise.loop.options().name() + ", the caller to "
                    + loop.options().name());
        }
    }

    /** The promise of an awaitable: itself, or a new task. */
    static <T extends @Nullable Object> Promise<T> promise(EventLoop loop, Awaitable<? extends T> awaitable) {
        check(loop, awaitable);
        return readOnly(awaitable instanceof Promise<?> promise ? promise : loop.createTask(awaitable));
    }

    @SuppressWarnings("unchecked") // a promise of a subtype is only read from
    private static <T extends @Nullable Object> Promise<T> readOnly(Promise<?> promise) {
        return (Promise<T>) promise;
    }

    static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, @Nullable Duration timeout) {
        EventLoop loop = EventLoop.here();
        loop.requireCurrentTask("wait");
        return wait(loop, promisesToWaitFor(loop, awaitables), when, timeout);
    }

    /** {@code wait} as a promise: the coroutines are tasks already. Cancelling the promise cancels none of them. */
    static <T extends @Nullable Object> Promise<WaitResult<T>> promise(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, @Nullable Duration timeout) {
        EventLoop loop = EventLoop.here();
        List<Promise<T>> promises = promisesToWaitFor(loop, awaitables);
        Objects.requireNonNull(when, "when");
        return loop.createTask("wait", () -> wait(loop, promises, when, timeout), null);
    }

    private static <T extends @Nullable Object> List<Promise<T>> promisesToWaitFor(
            EventLoop loop, Collection<? extends Awaitable<? extends T>> awaitables) {
        if (awaitables.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for: wait needs at least one awaitable");
        }
        return promises(loop, awaitables);
    }

    private static <T extends @Nullable Object> WaitResult<T> wait(
            EventLoop loop, List<Promise<T>> promises, ReturnWhen when, @Nullable Duration timeout) {
        Predicate<Promise<?>> enough = switch (when) {
            case ALL_COMPLETED -> done -> false;
            case FIRST_COMPLETED -> done -> true;
            case FIRST_EXCEPTION -> Promise::failed;
        };
        var completions = new Completions(loop, promises);
        try {
            completions.await(enough, timeout);
        } finally {
            completions.leave();
        }
        var done = new LinkedHashSet<Promise<T>>();
        var pending = new LinkedHashSet<Promise<T>>();
        for (Promise<T> promise : promises) {
            (promise.done() ? done : pending).add(promise);
        }
        return new WaitResult<>(done, pending);
    }
}
