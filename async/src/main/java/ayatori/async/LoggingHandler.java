package ayatori.async;

import java.lang.System.Logger.Level;

/** Logs failures that nobody awaits, as errors of the logger {@code ayatori.async}. */
final class LoggingHandler implements ExceptionHandler {
    static final LoggingHandler INSTANCE = new LoggingHandler();

    private static final System.Logger LOG = System.getLogger("ayatori.async");

    private LoggingHandler() {}

    @Override
    public void handle(ExceptionContext context) {
        String message = context.promise() == null ? context.message() : context.message() + ": " + context.promise();
        message += DebugMode.createdText(context.promise());
        if (context.exception() == null) {
            LOG.log(Level.ERROR, message);
        } else {
            LOG.log(Level.ERROR, message, context.exception());
        }
    }
}
