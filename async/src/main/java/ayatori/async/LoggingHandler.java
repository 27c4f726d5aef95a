package ayatori.async;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Logs failures that nobody awaits, as errors of the logger {@code ayatori.async}. */
final class LoggingHandler implements ExceptionHandler {
    static final LoggingHandler INSTANCE = new LoggingHandler();

    private static final System.Logger LOG = System.getLogger("ayatori.async");

    private LoggingHandler() {}

    @Override
    public void handle(ExceptionContext context) {
        Promise<?> promise = context.promise();
        String message = (promise == null ? context.message() : context.message() + ": " + promise)
                + DebugMode.createdText(promise);
        if (Thread.currentThread() instanceof LoopThread) {
            Watchdog.later(() -> log(message, context.exception())); // docs/adr/0011
        } else {
            log(message, context.exception());
        }
    }

    private static void log(String message, @Nullable Throwable exception) {
        if (exception == null) {
            LOG.log(Level.ERROR, message);
        } else {
            LOG.log(Level.ERROR, message, exception);
        }
    }
}
