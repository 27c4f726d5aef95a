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
 *
 * <p>When many tasks are cancelled at once, only the first errors have a stack trace.
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

    /**
     * Takes the stack trace, except when a loop cancels many tasks at once. A trace costs more time and memory than the rest
     * of a cancellation. Of the errors created in one pass of a loop, the first {@value Passes#CANCELLATION_TRACES_MAX}
     * have a trace, in debug mode all of them; the others have an empty one.
     */
    @Override
    public synchronized Throwable fillInStackTrace() {
        EventLoop loop = EventLoop.currentOrNull();
        return loop == null || loop.passes().traceCancellation() ? super.fillInStackTrace() : this;
    }

    /** A cancellation with a reason, or without one if that is null. */
    static CancelledError because(@Nullable String reason) {
        return reason == null ? new CancelledError() : new CancelledError(reason);
    }
}
