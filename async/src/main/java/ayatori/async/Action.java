package ayatori.async;

/** A coroutine without a result. */
@FunctionalInterface
public interface Action {
    /**
     * Runs the body.
     *
     * @throws Exception what the body throws
     */
    void run() throws Exception;
}
