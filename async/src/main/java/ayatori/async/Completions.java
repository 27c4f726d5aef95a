package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several promises that one task waits for, and the order in which they fail: what {@code gather}, {@code wait} and {@code
 * race} are made of. Each promise has one listener for the whole life of this object.
 */
final class Completions implements Wait.For {
    private final EventLoop loop;
    private final List<Promise<?>> promises = new ArrayList<>();
    private final Consumer<Promise<?>> listener = this::ended;

    /** The promise that failed or was cancelled first; null if none was. */
    private @Nullable Promise<?> firstUnsuccessful;

    /** The promises that failed, the first in time first. */
    private final Set<Promise<?>> failed = new LinkedHashSet<>();

    /** How many have not been heard of. A promise that is there twice counts twice. */
    private int left;

    /** What the current wait is for, and what wakes it; null between waits. */
    private @Nullable Predicate<Promise<?>> enough;

    private @Nullable Wait<@Nullable Void> woken;

    Completions(EventLoop loop) {
        this.loop = loop;
    }

    Completions(EventLoop loop, Collection<? extends Promise<?>> promises) {
        this(loop);
        promises.forEach(this::add);
    }

    void add(Promise<?> promise) {
        promises.add(promise);
        if (promise.done()) {
            note(promise);
        } else {
            left++;
            promise.addListener(listener);
        }
    }

    private void ended(Promise<?> promise) {
        left--;
        note(promise);
        // Who looks for the first success is asked about the last promise, too.
        if (woken != null && !woken.done() && (isEnough(promise) || left == 0)) {
            woken.completeResult(null);
        }
    }

    private void note(Promise<?> promise) {
        if (promise.failed()) {
            failed.add(promise);
        }
        if (firstUnsuccessful == null && (promise.failed() || promise.cancelled())) {
            firstUnsuccessful = promise;
        }
    }

    private boolean isEnough(Promise<?> promise) {
        return enough != null && enough.test(promise);
    }

    /**
     * Waits until all are done, or one has ended in a way that is enough, or the time is up.
     *
     * @param enough asked about each promise that is done
     * @param timeout how long at most; null for no limit
     * @throws CancelledError if the task is cancelled; the promises are left alone
     */
    void await(Predicate<Promise<?>> enough, @Nullable Duration timeout) {
        this.enough = enough;
        for (Promise<?> promise : promises) {
            if (promise.done() && enough.test(promise)) {
                return;
            }
        }
        if (left == 0) {
            return;
        }
        var wake = new Wait<@Nullable Void>(loop, this);
        woken = wake;
        TimerHandle timer = timeout == null
                ? null
                : loop.callLater(timeout, () -> {
                    if (!wake.done()) {
                        wake.completeResult(null);
                    }
                });
        try {
            wake.awaitUnchecked();
        } finally {
            woken = null;
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** Waits until all are done. */
    void awaitAll() {
        await(done -> false, null);
    }

    /**
     * Cancels what is not done and waits until everything is, however often the task is cancelled meanwhile.
     *
     * @return the latest cancellation of the task; null if there was none
     */
    @Nullable CancelledError cancelAndAwaitAll() {
        CancelledError cancelled = null;
        for (; ; ) {
            try {
                List.copyOf(promises).forEach(Promise::cancel);
                awaitAll();
                return cancelled;
            } catch (CancelledError e) {
                cancelled = e;
            }
        }
    }

    /** Listens no longer to promises that are not done. */
    void leave() {
        if (left > 0) {
            promises.forEach(promise -> promise.removeListener(listener));
        }
    }

    /** The promise that failed or was cancelled first; null if none was. */
    @Nullable Promise<?> firstUnsuccessful() {
        return firstUnsuccessful;
    }

    /** The exceptions of the promises that failed, the first in time first. They count as retrieved. */
    List<Throwable> failures() {
        var failures = new ArrayList<Throwable>();
        for (Promise<?> promise : failed) {
            failures.add(Objects.requireNonNull(promise.exception()));
        }
        return failures;
    }

    /**
     * Throws what a group ends with whose promises are all done and not all successful: the first failure in time, the
     * others suppressed in it. Without any failure, a cancellation.
     *
     * @param cancelled the running task's own cancellation, delivered again if a failure takes its place; null if there was
     *     none
     */
    RuntimeException end(@Nullable CancelledError cancelled) {
        Throwable failure = Throwables.firstWithSuppressed(failures());
        if (failure != null) {
            if (cancelled != null) {
                loop.requireCurrentTask("await").deliverCancelAgain();
            }
            throw Throwables.sneaky(failure);
        }
        throw cancelled != null
                ? cancelled
                : Objects.requireNonNull(firstUnsuccessful).cancelledError();
    }

    @Override
    public Collection<? extends Promise<?>> promises() {
        return promises;
    }

    @Override
    public String toString() {
        return left + " of " + promises.size() + (promises.size() == 1 ? " promise" : " promises");
    }
}
