package ayatori.async;

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
}
