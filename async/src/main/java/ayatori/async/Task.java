package ayatori.async;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs by itself on its loop, beside other tasks.
 *
 * {@snippet :
 * Task<Integer> task = Async.createTask(() -> {
 *     Async.sleep(Duration.ofSeconds(1));
 *     return 42;
 * });
 * int answer = task.await();
 * }
 *
 * <p>Like every promise, a task is used only from its own loop.
 *
 * @param <T> what the body gives
 */
public final class Task<T extends @Nullable Object> extends Promise<T> {
    /** In {@link #cancels}: a cancellation has been requested that no await has delivered yet. */
    private static final int MUST_CANCEL = 1;

    /** In {@link #cancels}: one request to cancel that has not been taken back. */
    private static final int REQUEST = 2;

    // A million tasks may wait: each field counts, and these and the promise's fill 64 bytes.

    private final Awaitable<T> body;
    private final TaskThread thread;
    private @Nullable String name;

    /** The number in the name of a task that was given none. */
    private final int number;

    /** What this task waits for now; null while it runs or is ready. */
    private @Nullable Promise<?> awaited;

    /** The requests to cancel, and whether one is to be delivered: see the constants. */
    private int cancels;

    private @Nullable String cancelReason;

    /**
     * The values of {@link ContextVar}s: a {@link ContextVar.Values} copied from the creator, or the {@link Context} that
     * the task was given; null if there are none.
     */
    @Nullable Object context;

    /** The loop's tasks are a linked list in order of creation; its ends and links belong to {@link TaskList}. */
    @Nullable Task<?> previous;

    @Nullable Task<?> next;

    Task(EventLoop loop, @Nullable String name, Awaitable<T> body) {
        super(loop);
        this.body = body;
        this.name = name == null && body instanceof Coroutine<?> coroutine ? coroutine.name() : name;
        this.number = this.name == null ? loop.nextTaskNumber() : 0;
        this.thread = loop.carrier().newThread(this);
    }

    /**
     * The task's name.
     *
     * @return the name it was given, its coroutine's, or {@code task-N} for the N-th task of its loop without a name
     */
    public String name() {
        if (name == null) {
            name = "task-" + Integer.toUnsignedString(number);
        }
        return name;
    }

    /**
     * Names the task. A task that is named right after its creation leaves no gap in the numbers of the others.
     *
     * @param name for people
     * @return this task
     */
    public Task<T> withName(String name) {
        if (this.name == null) {
            loop.takeBackTaskNumber(number);
        }
        this.name = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Asks the task to end: what it awaits is cancelled, so that its await throws {@link CancelledError}. A running or
     * ready task gets it at its next await; a task that has not started never runs its body. If the task has failed already,
     * its exception counts as retrieved.
     *
     * @param reason why, for people; or null
     * @return false if the task is done already
     */
    @Override
    public boolean cancel(@Nullable String reason) {
        requireLoop("cancelling ");
        if (done()) {
            retrieve();
            return false;
        }
        // Down the chain of tasks that await each other, in a loop: it may be long, and it may bite its own tail.
        Task<?> task = this;
        Task<?> mark = this;
        for (long hops = 1; ; hops++) {
            task.countCancel(reason);
            if (!(task.awaited instanceof Task<?> next) || next.done()) {
                if (task.awaited == null || task.awaited.done() || !task.awaited.cancel(reason)) {
                    task.cancels |= MUST_CANCEL;
                }
                return true;
            }
            if (next == mark || next == loop.currentTask()) {
                task.leaveAwaited(next); // what it awaits awaits it, or is busy cancelling it: nobody else can be told
                return true;
            }
            if (Long.bitCount(hops) == 1) {
                mark = next; // Brent's way to notice a cycle
            }
            task = next;
        }
    }

    private void countCancel(@Nullable String reason) {
        Instruments instruments = loop.instruments();
        if (instruments != null) {
            instruments.cancelRequested(this, reason);
        }
        cancels += REQUEST;
        cancelReason = reason;
    }

    /** Goes on with its own cancellation although what it awaits is not done. */
    private void leaveAwaited(Promise<?> promise) {
        promise.removeListener(this);
        awaited = null;
        cancels |= MUST_CANCEL;
        loop.ready(this);
    }

    /** {@return how many cancellations have been asked for and not taken back} */
    public int cancelling() {
        return cancels / REQUEST;
    }

    /**
     * Takes one request to cancel back. At zero, a cancellation not delivered yet is dropped.
     *
     * @return how many requests are left
     */
    public int uncancel() {
        if (cancels >= REQUEST) {
            cancels -= REQUEST;
            if (cancels < REQUEST) {
                cancels = 0;
            }
        }
        return cancelling();
    }

    /** Not for tasks: their result comes from their body. */
    @Override
    public void setResult(T result) {
        throw new UnsupportedOperationException("a task's result comes from its body: " + this);
    }

    /** Not for tasks: their exception comes from their body. */
    @Override
    public void setException(Throwable exception) {
        throw new UnsupportedOperationException("a task's exception comes from its body: " + this);
    }

    TaskThread thread() {
        return thread;
    }

    /** Runs the body to its end, on the task's own thread, holding control. */
    void runBody() {
        try {
            if (mustCancel() && !(body instanceof Gather.Body)) {
                completeCancelled(cancelReason);
            } else {
                endWith(body.await());
            }
        } catch (CancelledError e) {
            completeCancelled(e);
        } catch (Throwable e) {
            completeException(e);
        }
        loop.tasks().remove(this);
        Instruments instruments = loop.instruments();
        if (instruments != null) {
            instruments.taskDone(this);
        }
    }

    private void endWith(T result) {
        if (mustCancel()) {
            completeCancelled(cancelReason);
        } else {
            completeResult(result);
        }
    }

    /**
     * Gives control up until the promise is done. Called by this task. The way from here down is kept short: its frames are
     * what a waiting task's stack is made of, and there may be a million of them.
     */
    void awaitDone(Promise<?> promise) {
        if (promise == this) {
            throw new IllegalStateException(this + " cannot await itself");
        }
        promise.addListener(this);
        awaited = promise;
        reportCycle(promise);
        if (mustCancel() && promise.cancel(cancelReason)) {
            cancels &= ~MUST_CANCEL;
        }
        Instruments instruments = loop.instruments();
        if (instruments != null) {
            instruments.taskParked(this, promise);
        }
        thread.suspend();
        instruments = loop.instruments();
        if (instruments != null) {
            instruments.taskUnparked(this, promise);
        }
        awaited = null;
        deliverCancel();
    }

    /** Tells of tasks that wait for each other, at once although others still run: only a cancellation helps them. */
    private void reportCycle(Promise<?> promise) {
        List<Task<?>> cycle = WaitGraph.cycleClosedBy(this, promise);
        if (!cycle.isEmpty()) {
            String message = "tasks wait for each other, and only a cancellation or a time limit can end it: "
                    + WaitGraph.describe(cycle);
            loop.callSoon(() -> loop.callExceptionHandler(new ExceptionContext(message, null, this)));
        }
    }

    /** What this task waits for, which may be done already; null if it does not wait. */
    @Nullable Promise<?> awaited() {
        return awaited;
    }

    /** Gives control up for one pass of the loop. Called by this task. */
    void yieldOnce() {
        loop.ready(this);
        thread.suspend();
        deliverCancel();
    }

    /** Whether a cancellation has been asked for that no await has delivered yet. */
    boolean mustCancel() {
        return (cancels & MUST_CANCEL) != 0;
    }

    /**
     * Delivers a cancellation again, at the next await: a failure has taken its place, and whoever catches that must not
     * swallow the cancellation with it. Called by this task.
     */
    void deliverCancelAgain() {
        if (cancels >= REQUEST) {
            cancels |= MUST_CANCEL;
        }
    }

    /** Throws a cancellation that has been asked for and not delivered. Called by this task. */
    void deliverCancel() {
        if (mustCancel()) {
            cancels &= ~MUST_CANCEL;
            throw CancelledError.because(cancelReason);
        }
    }

    @Override
    public String toString() {
        return "task " + name() + " (" + stateText() + ")";
    }
}
