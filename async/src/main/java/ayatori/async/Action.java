package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine without a result.
 *
 * {@snippet :
 * Action tick = () -> {
 *     Async.sleep(Duration.ofSeconds(1));
 *     System.out.println("tick");
 * };
 * Async.gather(tick, tick, tick); // three lines, after one second
 * }
 */
@FunctionalInterface
public interface Action {
    /**
     * Runs the body.
     *
     * @throws Exception what the body throws
     */
    void run() throws Exception;

    /**
     * This coroutine where an {@link Awaitable} is wanted, as in a collection.
     *
     * @return an awaitable whose result is null
     */
    default Awaitable<@Nullable Void> awaitable() {
        return () -> {
            run();
            return null;
        };
    }
}
