package ayatori.async;

import ayatori.async.UnretrievedExceptions.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that comes later: asyncio's {@code Future}, by the name that does not collide with
 * {@link java.util.concurrent.Future}.
 *
 * <p>A promise belongs to one loop and is used only by that loop's tasks and callbacks; results from other threads come
 * through {@link EventLoop#callSoonThreadsafe}.
 *
 * {@snippet :
 * Promise<String> answer = Async.createPromise();
 * Async.createTask(() -> answer.setResult("42"));
 * String text = answer.await();
 * }
 *
 * @param <T> what the promise will hold
 */
public sealed class Promise<T extends @Nullable Object> implements Awaitable<T>
        permits Task, ParkingLot.Place, Sleep, Wait {
    /** The outcome of a promise whose result is null. */
    private static final Object NULL = new Object();

    final EventLoop loop;

    /**
     * Null while pending. Then the result ({@link #NULL} for null, or {@link Boxed}); a {@link Failure}; or, if this was
     * cancelled, a {@link CancelledError}, or a {@link Reason} from which that is made when it is first needed.
     */
    private @Nullable Object outcome;

    /** Told when this is done: nothing yet, one {@link Task} or {@link Consumer}, or a {@link Listeners} of them. */
    private @Nullable Object listener;

    Promise(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Waits until this is done.
     *
     * @return the result
     * @throws Exception the exception it was given, the same object for every awaiter
     * @throws CancelledError if this promise or the awaiting task was cancelled
     * @throws IllegalStateException outside a task, from a task of another loop, or if a task awaits itself
     */
    @Override
    public final T await() throws Exception {
        Task<?> task = loop.requireCurrentTask("await");
        if (outcome == null) {
            task.awaitDone(this);
        }
        return result();
    }

    /** Awaits a promise that only the runtime completes, and never with a checked exception. */
    final T awaitUnchecked() {
        Task<?> task = loop.requireCurrentTask("await"); // as in await(), without its frame on the waiting task's stack
        if (outcome == null) {
            task.awaitDone(this);
        }
        try {
            return result();
        } catch (Exception e) {
            throw Throwables.sneaky(e);
        }
    }

    /**
     * The result.
     *
     * @return the result
     * @throws Exception the exception it was given, the same object
     * @throws CancelledError if this was cancelled
     * @throws IllegalStateException if this is not done yet
     */
    public final T result() throws Exception {
        Object end = requireDone();
        if (end instanceof Failure failure) {
            throw Throwables.sneaky(failure.retrieve());
        }
        if (cancelled()) {
            throw cancelledError();
        }
        return value(end);
    }

    /**
     * The result, where the caller knows that there is one: as {@link java.util.concurrent.Future#resultNow}.
     *
     * @return the result
     * @throws IllegalStateException if this is not done yet, has failed or was cancelled; the exception is its cause
     */
    public final T resultNow() {
        Object end = requireDone();
        if (end instanceof Failure failure) {
            throw new IllegalStateException(this + " has no result", failure.retrieve());
        }
        if (cancelled()) {
            throw new IllegalStateException(this + " has no result", cancelledError());
        }
        return value(end);
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // neither failed nor cancelled
    private T value(Object end) {
        if (end == NULL) {
            return null;
        }
        return (T) (end instanceof Boxed boxed ? boxed.result : end);
    }

    private Object requireDone() {
        Object end = outcome;
        if (end == null) {
            throw new IllegalStateException(this + " is not done yet");
        }
        return end;
    }

    /**
     * The exception this ended with.
     *
     * @return the exception, or null if it has a result
     * @throws CancelledError if this was cancelled
     * @throws IllegalStateException if this is not done yet
     */
    public final @Nullable Throwable exception() {
        Object end = requireDone();
        if (cancelled()) {
            throw cancelledError();
        }
        return end instanceof Failure failure ? failure.retrieve() : null;
    }

    /** {@return whether this has a result, an exception, or was cancelled} */
    public final boolean done() {
        return outcome != null;
    }

    /** {@return whether this was cancelled} */
    public final boolean cancelled() {
        return outcome instanceof CancelledError || outcome instanceof Reason;
    }

    /** Whether this ended with an exception, a cancellation not counted. */
    final boolean failed() {
        return outcome instanceof Failure;
    }

    /** What the awaiters of this cancelled promise get, the same object each time. */
    final CancelledError cancelledError() {
        if (outcome instanceof Reason reason) {
            outcome = CancelledError.because(reason.text);
        }
        return (CancelledError) requireDone();
    }

    /**
     * Gives the result.
     *
     * @param result the result
     * @throws IllegalStateException if this is done already
     * @throws UnsupportedOperationException on a task, whose result comes from its body
     */
    public void setResult(T result) {
        completeResult(result);
    }

    /**
     * Ends this with an exception.
     *
     * @param exception what its awaiters get to catch
     * @throws IllegalStateException if this is done already
     * @throws UnsupportedOperationException on a task, whose exception comes from its body
     */
    public void setException(Throwable exception) {
        completeException(exception);
    }

    /**
     * Cancels this: its awaiters get a {@link CancelledError}.
     *
     * @return false if this was done already
     */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels this with a reason. If this has failed already, its exception counts as retrieved.
     *
     * @param reason why, for people; or null
     * @return false if this was done already
     */
    public boolean cancel(@Nullable String reason) {
        if (done()) {
            retrieve();
            return false;
        }
        completeCancelled(reason);
        return true;
    }

    /**
     * Calls back when this is done: from the loop, never inline, at once if it is done already. Callbacks run in the
     * order they were added.
     *
     * @param callback gets this promise
     */
    public final void addDoneCallback(Consumer<? super Promise<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        requireLoop("adding a callback to ");
        if (done()) {
            notifyListener(callback);
        } else {
            addListener(callback);
        }
    }

    /**
     * Takes back a callback that has not been called.
     *
     * @param callback the same object that was added
     * @return how often it had been added
     */
    public final int removeDoneCallback(Consumer<? super Promise<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        if (listener == callback) {
            listener = null;
            return 1;
        }
        if (!(listener instanceof Listeners several)) {
            return 0;
        }
        int before = several.list.size();
        several.list.removeIf(known -> known == callback);
        return before - several.list.size();
    }

    /**
     * The result for threads that are not tasks. To be called from this promise's loop.
     *
     * @return ends as this does; cancelling it cancels this
     */
    public final CompletableFuture<T> toCompletableFuture() {
        return loop.bridges().future(this);
    }

    /** Ends another promise as this one ended; a promise that was cancelled meanwhile stays so. */
    final void copyTo(Promise<T> other) {
        if (other.done()) {
            return;
        }
        Object end = requireDone();
        if (end instanceof Failure failure) {
            other.completeException(failure.retrieve());
        } else {
            other.complete(cancelled() ? cancelledError() : end);
        }
    }

    /** If this has failed, its exception is not reported as lost from now on. */
    final void retrieve() {
        if (outcome instanceof Failure failure) {
            failure.retrieve();
        }
    }

    final void completeResult(T result) {
        boolean ambiguous = result instanceof CancelledError || result instanceof Boxed;
        complete(result == null ? NULL : ambiguous ? new Boxed(result) : result);
    }

    final void completeException(Throwable exception) {
        Objects.requireNonNull(exception, "exception");
        requirePending();
        complete(loop.unretrieved().watch(this, exception));
    }

    final void completeCancelled(@Nullable String reason) {
        complete(reason == null ? Reason.NONE : new Reason(reason));
    }

    final void completeCancelled(CancelledError error) {
        complete(error);
    }

    final void addListener(Object taskOrCallback) {
        if (listener == null) {
            listener = taskOrCallback;
        } else if (listener instanceof Listeners several) {
            several.list.add(taskOrCallback);
        } else {
            listener = new Listeners(listener, taskOrCallback);
        }
    }

    final void removeListener(Object taskOrCallback) {
        if (listener instanceof Listeners several) {
            several.list.remove(taskOrCallback);
        } else if (listener == taskOrCallback) {
            listener = null;
        }
    }

    private void requirePending() {
        if (outcome != null) {
            throw new IllegalStateException(this + " is done already");
        }
    }

    private void complete(Object end) {
        requireLoop("completing ");
        requirePending();
        outcome = end;
        Object told = listener;
        listener = null;
        if (told instanceof Listeners several) {
            several.list.forEach(this::notifyListener);
        } else if (told != null) {
            notifyListener(told);
        }
    }

    /** In debug mode: checks that the caller is the loop's. */
    final void requireLoop(String what) {
        DebugMode debug = loop.debug();
        if (debug != null) {
            debug.requireLoop(what, this);
        }
    }

    @SuppressWarnings("unchecked") // only tasks and consumers of this promise's own type are ever added
    private void notifyListener(Object taskOrCallback) {
        if (taskOrCallback instanceof Task<?> task) {
            loop.ready(task);
        } else {
            loop.soon(() -> ((Consumer<? super Promise<T>>) taskOrCallback).accept(this));
        }
    }

    @Override
    public String toString() {
        return "promise (" + stateText() + ")";
    }

    final String stateText() {
        return switch (outcome) {
            case null -> "pending";
            case Failure failure -> "failed: " + failure.peek();
            case Reason _, CancelledError _ -> "cancelled";
            default -> "done";
        };
    }

    /** The outcome of a promise that was cancelled, until the error for its awaiters is needed. */
    private record Reason(@Nullable String text) {
        static final Reason NONE = new Reason(null);
    }

    /** A result that would be taken for another outcome. */
    private record Boxed(Object result) {}

    /** More than one listener, in the order they came; a class of its own so that no user's object is taken for it. */
    private static final class Listeners {
        final List<Object> list = new ArrayList<>(4);

        Listeners(Object first, Object second) {
            list.add(first);
            list.add(second);
        }
    }
}
