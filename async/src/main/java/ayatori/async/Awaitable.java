package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * What can be awaited: a {@link Task}, a {@link Promise}, or any lambda, which is then a <em>coroutine</em>.
 *
 * {@snippet :
 * Awaitable<String> page = () -> fetch("https://example.org/"); // runs nothing yet
 * Task<String> task = Async.createTask(page); // runs beside us
 * String text = task.await();
 * }
 *
 * <p>A coroutine runs nothing until it is awaited (in the current task) or made a task of its own with
 * {@link Async#createTask}.
 *
 * @param <T> what the await gives
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {
    /**
     * Waits for the result, letting other tasks of the loop run meanwhile.
     *
     * @return the result
     * @throws Exception what the awaited body threw, the very same object
     * @throws CancelledError if the current task, or what it awaits, has been cancelled
     * @throws IllegalStateException outside a loop, or where the await could never end
     */
    T await() throws Exception;
}
