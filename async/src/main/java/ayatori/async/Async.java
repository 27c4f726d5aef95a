package ayatori.async;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
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
public final class Async {
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
     * @param timeout how long; zero or less never starts a coroutine
     * @param <T> what it gives
     * @return its result
     * @throws TimeoutException if the time is up
     * @throws Exception what it threw, the same object
     */
    public static <T extends @Nullable Object> T waitFor(Awaitable<T> awaitable, Duration timeout) throws Exception {
        return Timeout.waitFor(awaitable, timeout);
    }

    /**
     * Awaits a coroutine without a result in the current task, for so long at most, as {@link #waitFor(Awaitable, Duration)}.
     *
     * @param action the coroutine
     * @param timeout how long; zero or less never starts it
     * @throws TimeoutException if the time is up
     * @throws Exception what it threw, the same object
     */
    public static void waitFor(Action action, Duration timeout) throws Exception {
        waitFor(awaitable(action), timeout);
    }

    /**
     * Runs a body with a time limit that can be moved.
     *
     * @param limit how long from now
     * @param body what runs, in the current task
     * @param <T> what it gives
     * @return its result
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static <T extends @Nullable Object> T timeout(Duration limit, Timeout.Body<T> body) throws Exception {
        return Timeout.run(limit, body);
    }

    /**
     * Runs a body with a time limit.
     *
     * @param limit how long from now; zero or less: until the first await
     * @param body what runs, in the current task
     * @throws TimeoutException if the time was up and the body ended because of that
     * @throws Exception what the body threw, the same object
     */
    public static void timeout(Duration limit, Action body) throws Exception {
        timeout(limit, withoutLimit(body));
    }

    /**
     * Runs a body with a time limit at a point in time, as several steps of one request share it.
     *
     * @param nanoTime when the time is up, in the time of {@link EventLoop#nanoTime}
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
     * Runs a body with a time limit at a point in time, as several steps of one request share it.
     *
     * @param nanoTime when the time is up, in the time of {@link EventLoop#nanoTime}
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

    // ---- several at once

    /**
     * Runs awaitables side by side and gives their results in input order. At the first failure the others are cancelled
     * and waited for; then it is thrown, later failures suppressed in it. (asyncio leaves the others running: {@link
     * #gatherLeavingOthers}.) Cancelling the caller cancels all.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     * @throws Exception the first failure, the same object
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> List<T> gather(Awaitable<? extends T>... awaitables) throws Exception {
        return Gather.failFast(Arrays.asList(awaitables));
    }

    /**
     * Runs coroutines without results side by side, as {@link #gather(Awaitable[])}.
     *
     * @param actions the coroutines
     * @throws Exception the first failure, the same object
     */
    public static void gather(Action... actions) throws Exception {
        Gather.failFast(Arrays.stream(actions).map(Async::awaitable).toList());
    }

    /** {@return the results of nothing: an empty list} */
    public static List<Object> gather() throws Exception {
        return Gather.failFast(List.of());
    }

    /**
     * Runs awaitables side by side, as {@link #gather(Awaitable[])}.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     * @throws Exception the first failure, the same object
     */
    public static <T extends @Nullable Object> List<T> gather(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        return Gather.failFast(awaitables);
    }

    /**
     * Runs one coroutine for each item, all side by side, as {@link #gather(Awaitable[])}: Python's {@code gather(*(f(x) for
     * x in xs))}. A {@link Semaphore} in the function bounds how many are at work at once.
     *
     * {@snippet :
     * List<String> urls = List.of("https://example.org/a", "https://example.org/b");
     * List<String> pages = Async.gatherMap(urls, url -> fetch(url));
     * }
     *
     * @param items what the coroutines are run on
     * @param function the coroutine of one item
     * @param <A> what the items are
     * @param <T> what the coroutines give
     * @return the results, in the items' order
     * @throws Exception the first failure, the same object
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> List<T> gatherMap(
            Iterable<? extends A> items, CoroutineFunction<? super A, ? extends T> function) throws Exception {
        return Gather.failFast(Gather.coroutines(items, function));
    }

    /**
     * Runs one coroutine without a result for each item, all side by side, as {@link #gatherMap}.
     *
     * @param items what the coroutines are run on
     * @param body the coroutine of one item
     * @param <A> what the items are
     * @throws Exception the first failure, the same object
     */
    public static <A extends @Nullable Object> void gatherEach(
            Iterable<? extends A> items, CoroutineFunction.OfAction<? super A> body) throws Exception {
        CoroutineFunction<A, @Nullable Void> function = item -> {
            body.run(item);
            return null;
        };
        Gather.failFast(Gather.coroutines(items, function));
    }

    /**
     * Runs two awaitables of different types side by side, as {@link #gather(Awaitable[])}.
     *
     * @param first a coroutine, which becomes a task, or a promise
     * @param second a coroutine, which becomes a task, or a promise
     * @param <A> what the first gives
     * @param <B> what the second gives
     * @return the results
     * @throws Exception the first failure, the same object
     */
    public static <A extends @Nullable Object, B extends @Nullable Object> Gathered2<A, B> gatherTyped(
            Awaitable<A> first, Awaitable<B> second) throws Exception {
        return Gather.two(first, second);
    }

    /**
     * Runs three awaitables of different types side by side, as {@link #gather(Awaitable[])}.
     *
     * @param first a coroutine, which becomes a task, or a promise
     * @param second a coroutine, which becomes a task, or a promise
     * @param third a coroutine, which becomes a task, or a promise
     * @param <A> what the first gives
     * @param <B> what the second gives
     * @param <C> what the third gives
     * @return the results
     * @throws Exception the first failure, the same object
     */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Gathered3<A, B, C> gatherTyped(Awaitable<A> first, Awaitable<B> second, Awaitable<C> third)
                    throws Exception {
        return Gather.three(first, second, third);
    }

    /**
     * Runs four awaitables of different types side by side, as {@link #gather(Awaitable[])}.
     *
     * @param first a coroutine, which becomes a task, or a promise
     * @param second a coroutine, which becomes a task, or a promise
     * @param third a coroutine, which becomes a task, or a promise
     * @param fourth a coroutine, which becomes a task, or a promise
     * @param <A> what the first gives
     * @param <B> what the second gives
     * @param <C> what the third gives
     * @param <D> what the fourth gives
     * @return the results
     * @throws Exception the first failure, the same object
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Gathered4<A, B, C, D> gatherTyped(
                    Awaitable<A> first, Awaitable<B> second, Awaitable<C> third, Awaitable<D> fourth) throws Exception {
        return Gather.four(first, second, third, fourth);
    }

    /**
     * asyncio's own {@code gather}: the first failure is thrown at once, and the others run on. If one of them fails too, the
     * loop's exception handler hears of it, where asyncio is silent.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     * @throws Exception the first failure, the same object
     */
    public static <T extends @Nullable Object> List<T> gatherLeavingOthers(
            Collection<? extends Awaitable<? extends T>> awaitables) throws Exception {
        return Gather.leavingOthers(awaitables);
    }

    /**
     * asyncio's own {@code gather}: the first failure is thrown at once, and the others run on. If one of them fails too, the
     * loop's exception handler hears of it, where asyncio is silent.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     * @throws Exception the first failure, the same object
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> List<T> gatherLeavingOthers(Awaitable<? extends T>... awaitables)
            throws Exception {
        return Gather.leavingOthers(Arrays.asList(awaitables));
    }

    /**
     * Runs awaitables side by side and gives how each ended: asyncio's {@code gather(..., return_exceptions=True)}.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the outcomes, in input order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(Awaitable<? extends T>... awaitables) {
        return Gather.outcomes(Arrays.asList(awaitables));
    }

    /**
     * Runs awaitables side by side and gives how each ended: asyncio's {@code gather(..., return_exceptions=True)}.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the outcomes, in input order
     */
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.outcomes(awaitables);
    }

    /**
     * Waits until all are done. Throws none of their failures.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param <T> what they give
     * @return what is done and what is not
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Waiting.wait(awaitables, ReturnWhen.ALL_COMPLETED, null);
    }

    /**
     * Waits until enough are done. Throws none of their failures, and cancels nothing.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param when what is enough
     * @param <T> what they give
     * @return what is done and what is not
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when) {
        return Waiting.wait(awaitables, when, null);
    }

    /**
     * Waits until enough are done or the time is up. Throws nothing then, and cancels nothing.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param when what is enough
     * @param timeout how long at most
     * @param <T> what they give
     * @return what is done and what is not
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, Duration timeout) {
        return Waiting.wait(awaitables, when, timeout);
    }

    /**
     * Awaits several in the order in which they are done: {@code for (Promise<T> done : asCompleted(tasks))} waits for the
     * next one at each turn. Leaving the loop early cancels nothing.
     *
     * @param awaitables coroutines, which become tasks at once, and promises; the same one twice comes once
     * @param <T> what they give
     * @return the promises, done, once through
     */
    public static <T extends @Nullable Object> Iterable<Promise<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return AsCompleted.of(awaitables, null);
    }

    /**
     * Awaits several in the order in which they are done, for so long at most. When the time is up the next turn throws
     * {@link TimeoutException}, though {@link java.util.Iterator#next} does not declare it; nothing is cancelled.
     *
     * @param awaitables coroutines, which become tasks at once, and promises; the same one twice comes once
     * @param timeout how long from now, for all together
     * @param <T> what they give
     * @return the promises, done, once through
     */
    public static <T extends @Nullable Object> Iterable<Promise<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration timeout) {
        return AsCompleted.of(awaitables, timeout);
    }

    /**
     * Runs awaitables side by side until one succeeds, then cancels the others and waits until they have ended. The losers'
     * failures are dropped.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param <T> what they give
     * @return the winner's result
     * @throws Exception if none succeeds: the first failure in input order, the others suppressed in it
     * @throws CancelledError if the current task, or every runner, was cancelled
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> T race(Awaitable<? extends T>... awaitables) throws Exception {
        return Race.run(Arrays.asList(awaitables));
    }

    /**
     * Runs awaitables side by side until one succeeds, as {@link #race(Awaitable[])}.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param <T> what they give
     * @return the winner's result
     * @throws Exception if none succeeds: the first failure in input order, the others suppressed in it
     */
    public static <T extends @Nullable Object> T race(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        return Race.run(awaitables);
    }

    /**
     * A race in which the next runner starts when the one before has failed or has had its head start: happy eyeballs.
     *
     * @param awaitables one or more, the best first
     * @param headStart how long each runs before the next one starts
     * @param <T> what they give
     * @return the winner's result
     * @throws Exception if none succeeds: the first failure in input order, the others suppressed in it
     */
    public static <T extends @Nullable Object> T staggeredRace(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration headStart) throws Exception {
        return Race.staggered(awaitables, headStart);
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

    private static Timeout.Body<@Nullable Void> withoutLimit(Action action) {
        return limit -> {
            action.run();
            return null;
        };
    }
}
