package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waiting for several promises at once: what {@code gather}, {@code wait} and the end of a run are made of. */
final class Waiting {
    private Waiting() {}

    /** The promises of some awaitables, in order; coroutines are made tasks, each one task however often it is there. */
    static <T extends @Nullable Object> List<Promise<T>> promises(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        EventLoop loop = EventLoop.here();
        var started = new IdentityHashMap<Awaitable<?>, Promise<T>>();
        List<Promise<T>> promises = new ArrayList<>(awaitables.size());
        for (Awaitable<? extends T> awaitable : awaitables) {
            promises.add(
                    awaitable instanceof Promise<?> promise
                            ? readOnly(promise)
                            : started.computeIfAbsent(awaitable, coroutine -> readOnly(loop.createTask(awaitable))));
        }
        return promises;
    }

    @SuppressWarnings("unchecked") // a promise of a subtype is only read from
    private static <T extends @Nullable Object> Promise<T> readOnly(Promise<?> promise) {
        return (Promise<T>) promise;
    }

    /** Waits until all are done, or one of them ends in a way that is enough. A cancellation leaves them alone. */
    static void untilDone(Collection<? extends Promise<?>> promises, Predicate<Promise<?>> enough) {
        untilDone(promises, enough, null);
    }

    /** Waits as {@link #untilDone(Collection, Predicate)}, for so long at most. */
    static void untilDone(
            Collection<? extends Promise<?>> promises, Predicate<Promise<?>> enough, @Nullable Duration timeout) {
        var waiter = new Waiter(promises, enough);
        TimerHandle timer = timeout == null ? null : EventLoop.here().callLater(timeout, waiter::wake);
        try {
            waiter.await();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** Cancels what is not done and waits until everything is, however often the caller is cancelled meanwhile. */
    static @Nullable CancelledError cancelAndWait(Collection<? extends Promise<?>> promises) {
        CancelledError cancelled = null;
        promises.forEach(Promise::cancel);
        for (; ; ) {
            try {
                untilDone(promises, done -> false);
                return cancelled;
            } catch (CancelledError e) {
                cancelled = e;
                promises.forEach(Promise::cancel);
            }
        }
    }

    static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, @Nullable Duration timeout) {
        if (awaitables.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for: wait needs at least one awaitable");
        }
        List<Promise<T>> promises = promises(awaitables);
        Predicate<Promise<?>> enough = switch (when) {
            case ALL_COMPLETED -> done -> false;
            case FIRST_COMPLETED -> done -> true;
            case FIRST_EXCEPTION -> Promise::failed;
        };
        untilDone(promises, enough, timeout);
        var done = new LinkedHashSet<Promise<T>>();
        var pending = new LinkedHashSet<Promise<T>>();
        for (Promise<T> promise : promises) {
            (promise.done() ? done : pending).add(promise);
        }
        return new WaitResult<>(done, pending);
    }

    /** One wait: counts what is not done, and wakes its task at zero or when one ends in a way that is enough. */
    private static final class Waiter implements Wait.For {
        private final Collection<? extends Promise<?>> promises;
        private final Predicate<Promise<?>> enough;
        private final Promise<@Nullable Void> woken = new Wait<>(EventLoop.here(), this);
        private int left;

        Waiter(Collection<? extends Promise<?>> promises, Predicate<Promise<?>> enough) {
            this.promises = promises;
            this.enough = enough;
        }

        void await() {
            // A promise that is there twice is counted twice, and its listener called twice.
            for (Promise<?> promise : promises) {
                if (!promise.done()) {
                    left++;
                } else if (enough.test(promise)) {
                    return;
                }
            }
            if (left == 0) {
                return;
            }
            Consumer<Promise<?>> listener = this::oneDone;
            for (Promise<?> promise : promises) {
                if (!promise.done()) {
                    promise.addListener(listener);
                }
            }
            try {
                woken.awaitUnchecked();
            } finally {
                for (Promise<?> promise : promises) {
                    promise.removeListener(listener);
                }
            }
        }

        @Override
        public Collection<? extends Promise<?>> promises() {
            return promises;
        }

        @Override
        public String toString() {
            return left + " of " + promises.size() + (promises.size() == 1 ? " promise" : " promises");
        }

        void wake() {
            if (!woken.done()) {
                woken.setResult(null);
            }
        }

        private void oneDone(Promise<?> promise) {
            left--;
            if (enough.test(promise) || left == 0) { // whoever looks for the first success is asked about the last, too
                wake();
            }
        }
    }
}
