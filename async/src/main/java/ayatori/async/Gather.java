package ayatori.async;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code gather}: several awaitables side by side, their results in input order. */
final class Gather {
    private Gather() {}

    /** One coroutine for each item. */
    static <A extends @Nullable Object, T extends @Nullable Object> List<Awaitable<T>> coroutines(
            Iterable<? extends A> items, CoroutineFunction<? super A, ? extends T> function) {
        Objects.requireNonNull(function, "function");
        List<Awaitable<T>> coroutines = new ArrayList<>();
        for (A item : items) {
            coroutines.add(() -> function.await(item));
        }
        return coroutines;
    }

    /** All results; at the first failure the others are cancelled and waited for, and the failure is thrown. */
    static <T extends @Nullable Object> List<T> failFast(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        EventLoop loop = loop();
        return failFast(loop, Waiting.promises(loop, awaitables));
    }

    private static <T extends @Nullable Object> List<T> failFast(EventLoop loop, List<Promise<T>> promises)
            throws Exception {
        var completions = new Completions(loop, promises);
        awaitOrCancelAll(completions);
        if (completions.firstUnsuccessful() == null) {
            return results(promises);
        }
        CancelledError cancelled = completions.cancelAndAwaitAll();
        throw completions.end(cancelled);
    }

    /** {@link #failFast} as a promise: the coroutines are tasks already, and cancelling the promise cancels them all. */
    static <T extends @Nullable Object> Promise<List<T>> promise(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        EventLoop loop = EventLoop.here();
        return loop.createTask("gather", new Body<>(loop, Waiting.<T>promises(loop, awaitables)), null);
    }

    /** The body of a gather's task. It runs even if the task is cancelled before its first step, to cancel the children. */
    record Body<T extends @Nullable Object>(EventLoop loop, List<Promise<T>> promises) implements Awaitable<List<T>> {
        @Override
        public List<T> await() throws Exception {
            return failFast(loop, promises);
        }
    }

    /** All results; the first failure is thrown at once and the others run on, as in asyncio. */
    static <T extends @Nullable Object> List<T> leavingOthers(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        EventLoop loop = loop();
        List<Promise<T>> promises = Waiting.promises(loop, awaitables);
        var completions = new Completions(loop, promises);
        awaitOrCancelAll(completions);
        completions.leave();
        Promise<?> first = completions.firstUnsuccessful();
        if (first != null) {
            first.result(); // throws
        }
        return results(promises);
    }

    @SuppressWarnings("unchecked") // each result is what its awaitable gives
    static <A extends @Nullable Object, B extends @Nullable Object> Gathered2<A, B> two(
            Awaitable<A> first, Awaitable<B> second) throws Exception {
        List<Object> results = failFast(List.of(first, second));
        return new Gathered2<>((A) results.get(0), (B) results.get(1));
    }

    @SuppressWarnings("unchecked") // each result is what its awaitable gives
    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Gathered3<A, B, C> three(Awaitable<A> first, Awaitable<B> second, Awaitable<C> third) throws Exception {
        List<Object> results = failFast(List.of(first, second, third));
        return new Gathered3<>((A) results.get(0), (B) results.get(1), (C) results.get(2));
    }

    @SuppressWarnings("unchecked") // each result is what its awaitable gives
    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Gathered4<A, B, C, D> four(Awaitable<A> first, Awaitable<B> second, Awaitable<C> third, Awaitable<D> fourth)
                    throws Exception {
        List<Object> results = failFast(List.of(first, second, third, fourth));
        return new Gathered4<>((A) results.get(0), (B) results.get(1), (C) results.get(2), (D) results.get(3));
    }

    /** How each ended; nothing is thrown but the caller's own cancellation, with the children's failures suppressed. */
    static <T extends @Nullable Object> List<Outcome<T>> outcomes(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        EventLoop loop = loop();
        List<Promise<T>> promises = Waiting.promises(loop, awaitables);
        var completions = new Completions(loop, promises);
        try {
            completions.awaitAll();
        } catch (CancelledError e) {
            completions.cancelAndAwaitAll();
            completions.failures().forEach(e::addSuppressed);
            throw e;
        }
        List<Outcome<T>> outcomes = new ArrayList<>(promises.size());
        for (Promise<T> promise : promises) {
            outcomes.add(outcome(promise));
        }
        return outcomes;
    }

    private static EventLoop loop() {
        EventLoop loop = EventLoop.here();
        loop.requireCurrentTask("gather");
        return loop;
    }

    /**
     * Waits until all are done or one was unsuccessful. A cancellation of the caller cancels all, waits until they have
     * ended, and goes on, unless one of them has failed: then its failure leaves.
     */
    private static void awaitOrCancelAll(Completions completions) {
        try {
            completions.await(Gather::unsuccessful, null);
        } catch (CancelledError e) {
            completions.cancelAndAwaitAll();
            throw completions.end(e);
        }
    }

    private static boolean unsuccessful(Promise<?> done) {
        return done.failed() || done.cancelled();
    }

    private static <T extends @Nullable Object> List<T> results(List<Promise<T>> promises) throws Exception {
        List<T> results = new ArrayList<>(promises.size());
        for (Promise<T> promise : promises) {
            results.add(promise.result());
        }
        return results;
    }

    private static <T extends @Nullable Object> Outcome<T> outcome(Promise<T> promise) {
        if (promise.cancelled()) {
            return new Outcome.Cancelled<>();
        }
        Throwable exception = promise.exception();
        if (exception != null) {
            return new Outcome.Failure<>(exception);
        }
        return new Outcome.Success<>(promise.resultNow());
    }
}
