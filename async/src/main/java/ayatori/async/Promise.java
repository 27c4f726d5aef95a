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
public sealed class Promise<T extends @Nullable Object> implements Awaitable<T> permits Task, ParkingLot.Place, Wait {
    private enum State {
        PENDING,
        RESULT,
        EXCEPTION,
        CANCELLED
    }

    final EventLoop loop;
    private State state = State.PENDING;

    /** The result, the {@link Failure}, or the reason of the cancellation, as the state says. */
    private @Nullable Object outcome;

    /** Who is told when this is done: nothing yet, one {@link Task} or {@link Consumer}, or a {@link Listeners} of them. */
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
        if (state == State.PENDING) {
            task.awaitDone(this);
        }
        return result();
    }

    /** Awaits a promise that only the runtime completes, and never with a checked exception. */
    final T awaitUnchecked() {
        Task<?> task = loop.requireCurrentTask("await"); // as in await(), without its frame on the waiting task's stack
        if (state == State.PENDING) {
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
    @SuppressWarnings({"unchecked", "NullAway"}) // the state says what the outcome is
    public final T result() throws Exception {
        return switch (state) {
            case RESULT -> (T) outcome;
            case EXCEPTION -> throw Throwables.sneaky(failure().retrieve());
            case CANCELLED -> throw cancelledError();
            case PENDING -> throw new IllegalStateException(this + " is not done yet");
        };
    }

    /**
     * The exception this ended with.
     *
     * @return the exception, or null if it has a result
     * @throws CancelledError if this was cancelled
     * @throws IllegalStateException if this is not done yet
     */
    public final @Nullable Throwable exception() {
        return switch (state) {
            case RESULT -> null;
            case EXCEPTION -> failure().retrieve();
            case CANCELLED -> throw cancelledError();
            case PENDING -> throw new IllegalStateException(this + " is not done yet");
        };
    }

    /** {@return whether this has a result, an exception, or was cancelled} */
    public final boolean done() {
        return state != State.PENDING;
    }

    /** {@return whether this was cancelled} */
    public final boolean cancelled() {
        return state == State.CANCELLED;
    }

    /** Whether this ended with an exception, a cancellation not counted. */
    final boolean failed() {
        return state == State.EXCEPTION;
    }

    /**
     * Gives the result.
     *
     * @param result the result
     * @throws IllegalStateException if this is done already
     * @throws UnsupportedOperationException on a task, whose result comes from its body
     */
    public void setResult(T result) {
        complete(State.RESULT, result);
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
     * Cancels this with a reason.
     *
     * @param reason why, for people; or null
     * @return false if this was done already
     */
    public boolean cancel(@Nullable String reason) {
        if (done()) {
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
        return Bridges.future(this);
    }

    /** Ends another promise as this one ended; a promise that was cancelled meanwhile stays so. */
    final void copyTo(Promise<T> other) {
        if (other.done()) {
            return;
        }
        if (state == State.EXCEPTION) {
            other.completeException(Objects.requireNonNull(exception()));
        } else {
            other.complete(state, outcome);
        }
    }

    final void completeResult(T result) {
        complete(State.RESULT, result);
    }

    final void completeException(Throwable exception) {
        Objects.requireNonNull(exception, "exception");
        if (state == State.PENDING) {
            complete(State.EXCEPTION, loop.unretrieved().watch(this, exception));
        } else {
            complete(State.EXCEPTION, exception); // throws
        }
    }

    final void completeCancelled(@Nullable String reason) {
        complete(State.CANCELLED, reason);
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

    private void complete(State end, @Nullable Object value) {
        requireLoop("completing ");
        if (state != State.PENDING) {
            throw new IllegalStateException(this + " is done already");
        }
        state = end;
        outcome = value;
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

    private Failure failure() {
        return (Failure) Objects.requireNonNull(outcome);
    }

    private CancelledError cancelledError() {
        return outcome instanceof String reason ? new CancelledError(reason) : new CancelledError();
    }

    @Override
    public String toString() {
        return "promise (" + stateText() + ")";
    }

    final String stateText() {
        return switch (state) {
            case PENDING -> "pending";
            case RESULT -> "done";
            case EXCEPTION -> "failed: " + failure().peek();
            case CANCELLED -> "cancelled";
        };
    }

    /** More than one listener, in the order they came; a class of its own so that no user's object is taken for it. */
    private static final class Listeners {
        final List<Object> list = new ArrayList<>(4);

        Listeners(Object first, Object second) {
            list.add(first);
            list.add(second);
        }
    }
}
