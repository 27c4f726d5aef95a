package ayatori.async;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link Async} that run or await several at once: gather, wait, asCompleted and race. Call and import them
 * as members of {@code Async}; this class is only where they are written down.
 *
 * {@snippet :
 * List<String> pages = Async.gather(() -> fetch("https://example.org/a"), () -> fetch("https://example.org/b"));
 * }
 *
 * <p>All take coroutines, which become tasks, and promises. A promise of another loop, or a null, is refused before anything
 * is started. No failure is lost: the first in time is thrown, and the others are suppressed in it.
 */
public abstract sealed class Composition permits Async {
    Composition() {}

    /**
     * Runs awaitables side by side and gives their results in input order. At the first failure the others are cancelled
     * and waited for; then it is thrown, later failures suppressed in it. (asyncio leaves the others running: {@link
     * #gatherLeavingOthers(Collection)}.) Cancelling the caller cancels all.
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
        Gather.failFast(awaitables(actions));
    }

    /**
     * Runs nothing.
     *
     * @return the results of nothing: an empty list
     * @throws Exception never; it is there as with the other forms
     */
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
     * {@code gather} as a promise, as in asyncio: the coroutines become tasks at once, and the promise ends as {@link
     * #gather(Collection)} would. Cancelling the promise cancels them all.
     *
     * {@snippet :
     * Promise<List<String>> pages = Async.gatherPromise(() -> fetch("a"), () -> fetch("b"));
     * System.out.println("under way");
     * pages.await();
     * }
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     */
    public static <T extends @Nullable Object> Promise<List<T>> gatherPromise(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.promise(awaitables);
    }

    /**
     * {@code gather} as a promise, as {@link #gatherPromise(Collection)}.
     *
     * @param awaitables coroutines, which become tasks, and promises; the same one twice runs once
     * @param <T> what they give
     * @return the results, in input order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Promise<List<T>> gatherPromise(Awaitable<? extends T>... awaitables) {
        return Gather.promise(Arrays.asList(awaitables));
    }

    /**
     * {@code gather} of coroutines without results as a promise, as {@link #gatherPromise(Collection)}.
     *
     * @param actions the coroutines
     * @return nulls
     */
    public static Promise<List<@Nullable Void>> gatherPromise(Action... actions) {
        return Gather.promise(awaitables(actions));
    }

    /**
     * asyncio's own {@code gather}: the first failure is thrown at once, and the others run on. If one of them fails too,
     * the loop's exception handler hears of it, where asyncio is silent.
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
     * asyncio's own {@code gather}: the first failure is thrown at once, and the others run on. If one of them fails too,
     * the loop's exception handler hears of it, where asyncio is silent.
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
     * asyncio's own {@code gather} for coroutines without results, as {@link #gatherLeavingOthers(Collection)}.
     *
     * @param actions the coroutines
     * @throws Exception the first failure, the same object
     */
    public static void gatherLeavingOthers(Action... actions) throws Exception {
        Gather.leavingOthers(awaitables(actions));
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
     * Runs coroutines without results side by side and gives how each ended, as {@link #gatherOutcomes(Collection)}.
     *
     * @param actions the coroutines
     * @return the outcomes, in input order
     */
    public static List<Outcome<@Nullable Void>> gatherOutcomes(Action... actions) {
        return Gather.outcomes(awaitables(actions));
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
     * @param timeout how long at most; null for no limit
     * @param <T> what they give
     * @return what is done and what is not
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static <T extends @Nullable Object> WaitResult<T> wait(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, @Nullable Duration timeout) {
        return Waiting.wait(awaitables, when, timeout);
    }

    /**
     * Waits until all are done, as {@link #wait(Collection)}.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param <T> what they give
     * @return what is done
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> WaitResult<T> wait(Awaitable<? extends T>... awaitables) {
        return Waiting.wait(Arrays.asList(awaitables), ReturnWhen.ALL_COMPLETED, null);
    }

    /**
     * Waits until all coroutines without results are done, as {@link #wait(Collection)}.
     *
     * @param actions one or more; they become tasks
     * @return what is done
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static WaitResult<@Nullable Void> wait(Action... actions) {
        return Waiting.wait(awaitables(actions), ReturnWhen.ALL_COMPLETED, null);
    }

    /**
     * {@code wait} as a promise: the coroutines become tasks at once. Cancelling the promise cancels none of them.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param when what is enough
     * @param timeout how long at most; null for no limit
     * @param <T> what they give
     * @return what is done and what is not
     * @throws IllegalArgumentException if there is nothing to wait for
     */
    public static <T extends @Nullable Object> Promise<WaitResult<T>> waitPromise(
            Collection<? extends Awaitable<? extends T>> awaitables, ReturnWhen when, @Nullable Duration timeout) {
        return Waiting.promise(awaitables, when, timeout);
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
     * Awaits several in the order in which they are done, as {@link #asCompleted(Collection)}.
     *
     * @param awaitables coroutines, which become tasks at once, and promises; the same one twice comes once
     * @param <T> what they give
     * @return the promises, done, once through
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Iterable<Promise<T>> asCompleted(Awaitable<? extends T>... awaitables) {
        return AsCompleted.of(Arrays.asList(awaitables), null);
    }

    /**
     * Awaits several coroutines without results in the order in which they are done, as {@link #asCompleted(Collection)}.
     *
     * @param actions the coroutines, which become tasks at once
     * @return the promises, done, once through
     */
    public static Iterable<Promise<@Nullable Void>> asCompleted(Action... actions) {
        return AsCompleted.of(awaitables(actions), null);
    }

    /**
     * Awaits several in the order in which they are done, for so long at most. Nothing is cancelled when the time is up.
     *
     * @param awaitables coroutines, which become tasks at once, and promises; the same one twice comes once
     * @param timeout how long from now, for all together; null for no limit
     * @param <T> what they give
     * @return the promises, done, once through
     * @throws TimeoutException declared here and thrown by the turn that waits when the time is up: {@link
     *     java.util.Iterator#next} itself cannot declare it
     */
    public static <T extends @Nullable Object> Iterable<Promise<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout)
            throws TimeoutException {
        return AsCompleted.of(awaitables, timeout);
    }

    /**
     * Runs awaitables side by side until one succeeds, then cancels the others and waits until they have ended. Failures
     * before the success are dropped; a loser that fails while it is being cancelled is reported to the loop's exception
     * handler.
     *
     * @param awaitables one or more; coroutines become tasks
     * @param <T> what they give
     * @return the winner's result
     * @throws Exception if none succeeds: the first failure in time, the others suppressed in it
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
     * @throws Exception if none succeeds: the first failure in time, the others suppressed in it
     */
    public static <T extends @Nullable Object> T race(Collection<? extends Awaitable<? extends T>> awaitables)
            throws Exception {
        return Race.run(awaitables);
    }

    /**
     * Runs coroutines without results side by side until one succeeds, as {@link #race(Awaitable[])}.
     *
     * @param actions one or more
     * @throws Exception if none succeeds: the first failure in time, the others suppressed in it
     */
    public static void race(Action... actions) throws Exception {
        Race.run(awaitables(actions));
    }

    /**
     * A race in which the next runner starts when the one before has failed or has had its head start: happy eyeballs.
     *
     * @param awaitables one or more, the best first
     * @param headStart how long each runs before the next one starts; null for as long as it takes, so that the next one
     *     starts only when the one before has failed
     * @param <T> what they give
     * @return the winner's result
     * @throws Exception if none succeeds: the first failure in time, the others suppressed in it
     */
    public static <T extends @Nullable Object> T staggeredRace(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration headStart) throws Exception {
        return Race.staggered(awaitables, headStart);
    }

    private static List<Awaitable<@Nullable Void>> awaitables(Action... actions) {
        return Arrays.stream(actions).map(Action::awaitable).toList();
    }
}
