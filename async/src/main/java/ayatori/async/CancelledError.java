package ayatori.async;

/**
 * Thrown at an await of a task that has been cancelled, as asyncio's {@code CancelledError}.
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
}
