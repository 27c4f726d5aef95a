package ayatori.async;

import java.util.List;
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
    private final Awaitable<T> body;
    private final TaskThread thread;
    private @Nullable String name;

    /** What this task waits for now; null while it runs or is ready. */
    private @Nullable Promise<?> awaited;

    /** Whether a cancellation has been asked for that no await has delivered yet. */
    private boolean mustCancel;

    private @Nullable String cancelReason;
    private int cancelRequests;

    /** The values of {@link ContextVar}s, a copy of the creator's; null if there are none. */
    ContextVar.@Nullable Values contextValues;

    /** The loop's tasks are a linked list in order of creation; its ends and links belong to {@link TaskList}. */
    @Nullable Task<?> previous;

    @Nullable Task<?> next;

    Task(EventLoop loop, Awaitable<T> body) {
        super(loop);
        this.body = body;
        this.thread = loop.carrier().newThread(this);
    }

    /** {@return the task's name: its coroutine's, the one it was given, or {@code task-N}} */
    public String name() {
        if (name == null) {
            name = body instanceof Coroutine<?> coroutine ? coroutine.name() : loop.nextTaskName();
        }
        return name;
    }

    /**
     * Names the task.
     *
     * @param name for people
     * @return this task
     */
    public Task<T> withName(String name) {
        this.name = name;
        return this;
    }

    /**
     * Asks the task to end: what it awaits is cancelled, so that its await throws {@link CancelledError}. A running or
     * ready task gets it at its next await; a task that has not started never runs its body.
     *
     * @param reason why, for people; or null
     * @return false if the task is done already
     */
    @Override
    public boolean cancel(@Nullable String reason) {
        requireLoop("cancelling ");
        if (done()) {
            return false;
        }
        // Down the chain of tasks that await each other, in a loop: it may be long, and it may bite its own tail.
        Task<?> task = this;
        Task<?> mark = this;
        for (long hops = 1; ; hops++) {
            task.countCancel(reason);
            if (!(task.awaited instanceof Task<?> next) || next.done()) {
                if (task.awaited == null || !task.awaited.cancel(reason)) {
                    task.mustCancel = true;
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
        cancelRequests++;
        cancelReason = reason;
    }

    /** Goes on with its own cancellation although what it awaits is not done. */
    private void leaveAwaited(Promise<?> promise) {
        promise.removeListener(this);
        awaited = null;
        mustCancel = true;
        loop.ready(this);
    }

    /** {@return how many cancellations have been asked for and not taken back} */
    public int cancelling() {
        return cancelRequests;
    }

    /**
     * Takes one request to cancel back. At zero, a cancellation not delivered yet is dropped.
     *
     * @return how many requests are left
     */
    public int uncancel() {
        if (cancelRequests > 0 && --cancelRequests == 0) {
            mustCancel = false;
        }
        return cancelRequests;
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
            if (mustCancel) {
                completeCancelled(cancelReason);
            } else {
                endWith(body.await());
            }
        } catch (CancelledError e) {
            completeCancelled(e.getMessage());
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
        if (mustCancel) {
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
        if (mustCancel && promise.cancel(cancelReason)) {
            mustCancel = false;
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
        return mustCancel;
    }

    /** Throws a cancellation that has been asked for and not delivered. Called by this task. */
    void deliverCancel() {
        if (mustCancel) {
            mustCancel = false;
            throw cancelReason == null ? new CancelledError() : new CancelledError(cancelReason);
        }
    }

    @Override
    public String toString() {
        return "task " + name() + " (" + stateText() + ")";
    }
}
