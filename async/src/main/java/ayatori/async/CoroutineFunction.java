package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine function, asyncio's {@code async def}: makes a coroutine of its argument.
 *
 * {@snippet :
 * CoroutineFunction<String, Integer> length = url -> fetch(url).length();
 * List<Integer> lengths = Async.gatherMap(List.of("https://example.org/a", "https://example.org/b"), length);
 * }
 *
 * @param <A> what it takes
 * @param <T> what its coroutine gives
 */
@FunctionalInterface
public interface CoroutineFunction<A extends @Nullable Object, T extends @Nullable Object> {
    /**
     * Runs the coroutine, in the current task.
     *
     * @param argument what to run it on
     * @return the result
     * @throws Exception what the body throws
     */
    T await(A argument) throws Exception;

    /**
     * A coroutine function without a result.
     *
     * @param <A> what it takes
     */
    @FunctionalInterface
    interface OfAction<A extends @Nullable Object> {
        /**
         * Runs the coroutine, in the current task.
         *
         * @param argument what to run it on
         * @throws Exception what the body throws
         */
        void run(A argument) throws Exception;
    }
}
