package ayatori.async;

/**
 * Handles failures that no task awaits: asyncio's exception handler of a loop. Set by
 * {@link RunOptions#withExceptionHandler}.
 *
 * {@snippet :
 * List<String> heard = new ArrayList<>();
 * Async.run(RunOptions.defaults().withExceptionHandler(context -> heard.add(context.message())), () -> {
 *     EventLoop.current().callSoon(() -> { throw new IllegalStateException("in a callback"); });
 *     Async.sleep(Duration.ZERO);
 * });
 * assert heard.equals(List.of("a callback of the event loop failed"));
 * }
 */
@FunctionalInterface
public interface ExceptionHandler {
    /**
     * Handles a failure. Called on the loop, outside any task, so it cannot await; what it throws is logged.
     *
     * @param context what happened, and where
     */
    void handle(ExceptionContext context);

    /** {@return the handler that loops have unless they are told otherwise: it logs to {@code ayatori.async}} */
    static ExceptionHandler logging() {
        return LoggingHandler.INSTANCE;
    }
}
