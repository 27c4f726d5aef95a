package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at an await of a task that has been cancelled, as asyncio's {@code CancelledError}.
 *
 * {@snippet :
 * Task<?> forever = Async.createTask(() -> {
 *     try {
 *         Async.sleep(Duration.ofDays(1));
 *     } catch (CancelledError e) {
 *         System.out.println("cleaning up");
 *         throw e;
 *     }
 * });
 * Async.sleep(Duration.ofSeconds(1));
 * forever.cancel();
 * }
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} does not swallow a cancellation. Code that must clean
 * up uses {@code finally}; code that catches it should throw it on.
 */
public final class CancelledError extends Error {
    private static final long serialVersionUID = 1L;

    /** Creates a cancellation without a reason. */
    public CancelledError() {}

    /**
     * Creates a cancellation.
     *
     * @param reason why the task was cancelled, for people
     */
    public CancelledError(String reason) {
        super(reason);
    }

    /** A cancellation with a reason, or without one if that is null. */
    static CancelledError because(@Nullable String reason) {
        return reason == null ? new CancelledError() : new CancelledError(reason);
    }
}
