package ayatori.async;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * asyncio's functions, in Java: the way into the runtime.
 *
 * {@snippet :
 * Async.run(() -> {
 *     List<String> results = Async.gather(
 *             () -> { Async.sleep(Duration.ofSeconds(1)); return "Task 1 complete"; },
 *             () -> { Async.sleep(Duration.ofSeconds(2)); return "Task 2 complete"; });
 *     System.out.println(results); // [Task 1 complete, Task 2 complete], after two seconds
 * });
 * }
 *
 * <p>All methods but the {@code run}s are called inside a loop, and those that wait inside a task. Awaiting throws what
 * the awaited body threw, the same object; a cancelled task gets a {@link CancelledError} at its next await.
 */
public final class Async extends Composition {
    private Async() {}

    // ---- run

    /**
     * Runs a program: starts a loop, runs the coroutine as its main task, cancels what is left, and ends the loop.
     *
     * @param main the program
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     * @throws CancelledError if it was cancelled, as by interrupting the calling thread
     * @throws IllegalStateException inside a running loop
     */
    public static <T extends @Nullable Object> T run(Awaitable<T> main) throws Exception {
        return run(RunOptions.defaults(), main);
    }

    /**
     * Runs a program without a result.
     *
     * @param main the program
     * @throws Exception what it threw, the same object
     */
    public static void run(Action main) throws Exception {
        run(RunOptions.defaults(), awaitable(main));
    }

    /**
     * Runs a program with options.
     *
     * @param options how the loop runs
     * @param main the program
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     */
    public static <T extends @Nullable Object> T run(RunOptions options, Awaitable<T> main) throws Exception {
        try (var runner = new Runner(options)) {
            return runner.run(main);
        }
    }

    /**
     * Runs a program without a result, with options.
     *
     * @param options how the loop runs
     * @param main the program
     * @throws Exception what it threw, the same object
     */
    public static void run(RunOptions options, Action main) throws Exception {
        run(options, awaitable(main));
    }

    // ---- tasks

    /**
     * Names a coroutine.
     *
     * @param name the name its task gets
     * @param body what runs when it is awaited or made a task
     * @param <T> what it gives
     * @return the coroutine, which has not run
     */
    public static <T extends @Nullable Object> Coroutine<T> coroutine(String name, Awaitable<T> body) {
        Objects.requireNonNull(body, "body");
        EventLoop loop = EventLoop.currentOrNull();
        DebugMode debug = loop == null ? null : loop.debug();
        return new Coroutine<>(name, debug == null ? body : debug.coroutines().watch(name, body));
    }

    /**
     * Makes a coroutine a task, which starts on a later pass of the loop.
     *
     * @param body the coroutine
     * @param <T> what it gives
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> body) {
        return EventLoop.here().createTask(body);
    }

    /**
     * Makes a coroutine without a result a task, which starts on a later pass of the loop.
     *
     * @param body the coroutine
     * @return the task
     */
    public static Task<@Nullable Void> createTask(Action body) {
        return createTask(awaitable(body));
    }

    /**
     * Makes a coroutine a task with a name.
     *
     * @param name for people
     * @param body the coroutine
     * @param <T> what it gives
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> body) {
        return EventLoop.here().createTask(Objects.requireNonNull(name, "name"), body, null);
    }

    /**
     * Makes a coroutine without a result a task with a name.
     *
     * @param name for people
     * @param body the coroutine
     * @return the task
     */
    public static Task<@Nullable Void> createTask(String name, Action body) {
        return createTask(name, body.awaitable());
    }

    /**
     * Makes a coroutine a task that runs in a context.
     *
     * @param body the coroutine
     * @param context used and not copied: what the task sets is seen in it
     * @param <T> what it gives
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> body, Context context) {
        return EventLoop.here().createTask(null, body, Objects.requireNonNull(context, "context"));
    }

    /**
     * Makes a coroutine without a result a task that runs in a context.
     *
     * @param body the coroutine
     * @param context used and not copied: what the task sets is seen in it
     * @return the task
     */
    public static Task<@Nullable Void> createTask(Action body, Context context) {
        return createTask(awaitable(body), context);
    }

    /**
     * Makes a coroutine a task with a name that runs in a context.
     *
     * @param name for people
     * @param body the coroutine
     * @param context used and not copied: what the task sets is seen in it
     * @param <T> what it gives
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> body, Context context) {
        return EventLoop.here()
                .createTask(Objects.requireNonNull(name, "name"), body, Objects.requireNonNull(context, "context"));
    }

    /**
     * Makes a coroutine without a result a task with a name that runs in a context.
     *
     * @param name for people
     * @param body the coroutine
     * @param context used and not copied: what the task sets is seen in it
     * @return the task
     */
    public static Task<@Nullable Void> createTask(String name, Action body, Context context) {
        return createTask(name, awaitable(body), context);
    }

    /**
     * A copy of the context variables' values as the caller sees them: Python's {@code contextvars.copy_context}.
     *
     * @return the context, of its own from now on
     */
    public static Context copyContext() {
        return new Context(ContextVar.current());
    }

    /**
     * Makes an awaitable a promise: asyncio's {@code ensure_future}.
     *
     * @param awaitable a promise, which is given back, or a coroutine, which becomes a task
     * @param <T> what it gives
     * @return the promise or the task
     * @throws IllegalStateException if it is a promise of another loop
     */
    public static <T extends @Nullable Object> Promise<T> ensureFuture(Awaitable<T> awaitable) {
        return Waiting.promise(EventLoop.here(), awaitable);
    }

    /**
     * Makes a coroutine without a result a task, as {@link #ensureFuture(Awaitable)}.
     *
     * @param body the coroutine
     * @return the task
     */
    public static Promise<@Nullable Void> ensureFuture(Action body) {
        return createTask(body);
    }

    /**
     * Makes a coroutine a task that starts at once: it has run up to its first suspension, or to its end, when this
     * returns. No other task runs in between.
     *
     * @param body the coroutine
     * @param <T> what it gives
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createEagerTask(Awaitable<T> body) {
        return EventLoop.current().createEagerTask(body);
    }

    /**
     * Makes a coroutine without a result a task that starts at once, as {@link #createEagerTask(Awaitable)}.
     *
     * @param body the coroutine
     * @return the task
     */
    public static Task<@Nullable Void> createEagerTask(Action body) {
        return createEagerTask(awaitable(body));
    }

    /**
     * The task that runs the caller.
     *
     * @return the task
     * @throws IllegalStateException outside a task
     */
    public static Task<?> currentTask() {
        return EventLoop.here().requireCurrentTask("currentTask");
    }

    /** {@return the tasks of the current loop that are not done, in order of creation} */
    public static List<Task<?>> allTasks() {
        return EventLoop.here().tasks().toList();
    }

    /**
     * A promise that nobody has completed yet, for tasks and callbacks of the current loop.
     *
     * @param <T> what it will hold
     * @return the promise
     */
    public static <T extends @Nullable Object> Promise<T> createPromise() {
        return EventLoop.here().createPromise();
    }

    /** {@return the tasks of the current loop: who awaits whom, and where} */
    public static TaskTree taskTree() {
        return TaskTree.of(EventLoop.here());
    }

    // ---- time

    /**
     * Waits for a while, letting other tasks run.
     *
     * @param duration how long; zero or less waits for exactly one pass of the loop
     */
    public static void sleep(Duration duration) {
        EventLoop loop = EventLoop.here();
        Task<?> task = loop.requireCurrentTask("sleep");
        if (!duration.isPositive()) {
            task.yieldOnce();
            return;
        }
        var over = new Sleep(loop);
        TimerHandle timer = loop.callLater(duration, over);
        try {
            over.awaitUnchecked();
        } finally {
            timer.cancel();
        }
    }

    /**
     * Waits until the task is cancelled, as by Ctrl-C: for a main task whose work others do. Trio's {@code sleep_forever}.
     * A loop with such a task is not taken for deadlocked; under a virtual clock it is, for there nobody comes to cancel.
     *
     * {@snippet :
     * Task<Void> server = Async.createTask(() -> Async.sleepForever());
     * Async.sleep(Duration.ofHours(1));
     * server.cancel();
     * }
     */
    public static void sleepForever() {
        EventLoop loop = EventLoop.here();
        loop.outsiders().sleepsForever(1);
        try {
            new Wait<@Nullable Void>(loop, Wait.CANCELLATION).awaitUnchecked();
        } finally {
            loop.outsiders().sleepsForever(-1);
        }
    }

    /**
     * Awaits in the current task, for so long at most. When the time is up the awaited is cancelled, waited for, and
     * then the {@link TimeoutException} comes; if it gives a result after all, that is returned.
     *
     * @param awaitable what to await
     * @param timeout how long; zero or less never starts a coroutine; null for no limit
     * @param <T> what it gives
     * @return its result
     * @throws TimeoutException if the time is up
     * @throws Exception what it threw, the same object
     */
    public static <T extends @Nullable Object> T waitFor(Awaitable<T> awaitable, @Nullable Duration timeout)
            throws Exception {
        return Timeout.waitFor(awaitable, timeout);
    }

    /**
     * Awaits a coroutine without a result in the current task, for so long at most, as {@link #waitFor(Awaitable,
     * Duration)}.
     *
     * @param action the coroutine
     * @param timeout how long; zero or less never starts it; null for no limit
     * @throws TimeoutException if the time is up
     * @throws Exception what it threw, the same object
     */
    public static void waitFor(Action action, @Nullable Duration timeout) throws Exception {
        waitFor(awaitable(action), timeout);
    }

    /**
     * Runs a body with a time limit that can be moved.
     *
     * @param limit how long from now; zero or less: until the first await; null for no limit until one is set
     * @param body what runs, in the current task
     * @param <T> what it gives
     * @return its result
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static <T extends @Nullable Object> T timeout(@Nullable Duration limit, Timeout.Body<T> body)
            throws Exception {
        return Timeout.run(limit, body);
    }

    /**
     * Runs a body without a result with a time limit that can be moved.
     *
     * @param limit how long from now; zero or less: until the first await; null for no limit until one is set
     * @param body what runs, in the current task
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static void timeout(@Nullable Duration limit, Timeout.ActionBody body) throws Exception {
        timeout(limit, withResult(body));
    }

    /**
     * Runs a body with a time limit.
     *
     * @param limit how long from now; zero or less: until the first await; null for no limit
     * @param body what runs, in the current task
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static void timeout(@Nullable Duration limit, Action body) throws Exception {
        timeout(limit, withoutLimit(body));
    }

    /**
     * Runs a body with a time limit at a point in time, as several steps of one request share it.
     *
     * @param nanoTime when the time is up, in the time of {@link EventLoop#nanoTime}; {@link Long#MAX_VALUE} for no
     *     limit
     * @param body what runs, in the current task
     * @param <T> what it gives
     * @return its result
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static <T extends @Nullable Object> T timeoutAt(long nanoTime, Timeout.Body<T> body) throws Exception {
        return Timeout.runAt(nanoTime, body);
    }

    /**
     * Runs a body without a result with a time limit at a point in time that can be moved.
     *
     * @param nanoTime when the time is up, in the time of {@link EventLoop#nanoTime}; {@link Long#MAX_VALUE} for no
     *     limit
     * @param body what runs, in the current task
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static void timeoutAt(long nanoTime, Timeout.ActionBody body) throws Exception {
        timeoutAt(nanoTime, withResult(body));
    }

    /**
     * Runs a body with a time limit at a point in time, as several steps of one request share it.
     *
     * @param nanoTime when the time is up, in the time of {@link EventLoop#nanoTime}; {@link Long#MAX_VALUE} for no
     *     limit
     * @param body what runs, in the current task
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static void timeoutAt(long nanoTime, Action body) throws Exception {
        timeoutAt(nanoTime, withoutLimit(body));
    }

    /**
     * Protects an awaitable from its awaiter's cancellation: {@code shield(task).await()} throws {@link CancelledError} when
     * the awaiting task is cancelled, and the awaited runs on; if that fails then, the loop's exception handler hears of
     * it. The end of {@code run} cancels it all the same.
     *
     * @param awaitable a coroutine, which becomes a task, or a promise
     * @param <T> what it gives
     * @return a promise that ends as the awaitable does
     */
    public static <T extends @Nullable Object> Promise<T> shield(Awaitable<? extends T> awaitable) {
        return Shield.shield(awaitable);
    }

    /**
     * Protects a coroutine without a result from its awaiter's cancellation, as {@link #shield(Awaitable)}.
     *
     * @param action the coroutine, which becomes a task
     * @return a promise that ends as the coroutine does
     */
    public static Promise<@Nullable Void> shield(Action action) {
        return shield(awaitable(action));
    }

    // ---- threads

    /**
     * Computes on another core, while this loop goes on. If the task is cancelled meanwhile, it stops waiting and the
     * body runs on.
     *
     * @param body runs on a worker thread, where it cannot await
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     */
    public static <T extends @Nullable Object> T toThread(Callable<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        EventLoop loop = EventLoop.here();
        loop.requireCurrentTask("toThread");
        var stage = new java.util.concurrent.CompletableFuture<T>();
        Promise<T> result = loop.bridges().promise(stage);
        Callable<T> carried = carrying(loop, body);
        loop.threads().compute(() -> {
            if (stage.isDone()) {
                return; // cancelled before a thread was free
            }
            try {
                stage.complete(carried.call());
            } catch (Throwable e) {
                if (!stage.completeExceptionally(e)) {
                    loop.bridges().reportLate(e);
                }
            }
        });
        return result.await();
    }

    /**
     * Makes a call that blocks, while this loop goes on: JDBC, files, another library's I/O. A cancellation is delivered
     * when the call has ended.
     *
     * @param body must not await
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     */
    public static <T extends @Nullable Object> T blocking(Callable<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        EventLoop loop = EventLoop.here();
        Task<?> task = loop.requireCurrentTask("blocking");
        var result = new java.util.concurrent.CompletableFuture<T>();
        Callable<T> carried = carrying(loop, body);
        loop.outsiders().owe();
        task.thread().runOutsideLoop(() -> {
            try {
                result.complete(carried.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        loop.outsiders().paid();
        if (!result.isCompletedExceptionally()) { // a failure goes before a cancellation, which the next await delivers
            task.deliverCancel();
        }
        try {
            return result.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw Throwables.sneaky(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * A promise of the current loop for what other threads complete. Cancelling it cancels the stage.
     *
     * @param stage a stage of some other library
     * @param <T> what it gives
     * @return the promise
     */
    public static <T extends @Nullable Object> Promise<T> promise(CompletionStage<T> stage) {
        return EventLoop.here().bridges().promise(stage);
    }

    /** The body with the current task's context variables and inherited scoped values. */
    private static <T extends @Nullable Object> Callable<T> carrying(EventLoop loop, Callable<T> body) {
        ContextVar.Values values = ContextVar.current();
        Callable<T> inheriting = ScopedValues.inherited(loop.options().scopedValues(), body);
        return () -> ContextVar.callIn(new Context(values), inheriting);
    }

    static Awaitable<@Nullable Void> awaitable(Action action) {
        return action.awaitable();
    }

    private static Timeout.Body<@Nullable Void> withResult(Timeout.ActionBody body) {
        Objects.requireNonNull(body, "body");
        return limit -> {
            body.start(limit);
            return null;
        };
    }

    private static Timeout.Body<@Nullable Void> withoutLimit(Action action) {
        Objects.requireNonNull(action, "action");
        return limit -> {
            action.run();
            return null;
        };
    }
}
