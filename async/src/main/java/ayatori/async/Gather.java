package ayatori.async;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gather}: several awaitables side by side, their results in input order. */
final class Gather {
    private Gather() {}

    /** One coroutine for each item. */
    static <A extends @Nullable Object, T extends @Nullable Object> List<Awaitable<T>> coroutines(
            Iterable<? extends A> items, CoroutineFunction<? super A, ? extends T> function) {
        List<Awaitable<T>> coroutines = new ArrayList<>();
        for (A item : items) {
            coroutines.add(() -> function.await(item));
        }
        return coroutines;
    }

    /** All results; at the first failure the others are cancelled, waited for, and the failure is thrown. */
    static <T extends @Nullable Object> List<T> failFast(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        List<Promise<T>> promises = Waiting.promises(awaitables);
        waitOrCancelAll(promises, Gather::unsuccessful);
        Promise<T> first = firstUnsuccessful(promises);
        if (first != null) {
            CancelledError cancelled = Waiting.cancelAndWait(promises);
            var failures = new ArrayList<Throwable>();
            if (first.failed()) {
                failures.add(first.exception());
            }
            for (Promise<T> promise : new LinkedHashSet<>(promises)) {
                if (promise != first && promise.failed()) {
                    failures.add(promise.exception());
                }
            }
            if (cancelled != null) {
                failures.forEach(cancelled::addSuppressed);
                throw cancelled;
            }
            Throwable failure = Throwables.firstWithSuppressed(failures);
            if (failure != null && first.failed()) {
                throw Throwables.sneaky(failure);
            }
        }
        return results(promises);
    }

    /** All results; the first failure is thrown at once and the others run on, as in asyncio. */
    static <T extends @Nullable Object> List<T> leavingOthers(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        List<Promise<T>> promises = Waiting.promises(awaitables);
        waitOrCancelAll(promises, Gather::unsuccessful);
        Promise<T> first = firstUnsuccessful(promises);
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

    /** How each ended; nothing is thrown but the caller's own cancellation. */
    static <T extends @Nullable Object> List<Outcome<T>> outcomes(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        List<Promise<T>> promises = Waiting.promises(awaitables);
        waitOrCancelAll(promises, done -> false);
        List<Outcome<T>> outcomes = new ArrayList<>(promises.size());
        for (Promise<T> promise : promises) {
            outcomes.add(outcome(promise));
        }
        return outcomes;
    }

    /** Waits; a cancellation of the caller cancels all children, and goes on, with their failures, when they have ended. */
    private static void waitOrCancelAll(
            List<? extends Promise<?>> promises, java.util.function.Predicate<Promise<?>> enough) {
        try {
            Waiting.untilDone(promises, enough);
        } catch (CancelledError e) {
            Waiting.cancelAndWait(promises);
            for (Promise<?> promise : new LinkedHashSet<>(promises)) {
                if (promise.failed()) {
                    e.addSuppressed(promise.exception());
                }
            }
            throw e;
        }
    }

    private static boolean unsuccessful(Promise<?> done) {
        return done.failed() || done.cancelled();
    }

    private static <T extends @Nullable Object> @Nullable Promise<T> firstUnsuccessful(List<Promise<T>> promises) {
        for (Promise<T> promise : promises) {
            if (unsuccessful(promise)) {
                return promise;
            }
        }
        return null;
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
        try {
            return new Outcome.Success<>(promise.result());
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
