package ayatori.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that no task awaits: the context that asyncio passes to an exception handler.
 *
 * {@snippet :
 * var context = new ExceptionContext("the cache could not be written", new java.io.IOException("disk full"), null);
 * EventLoop.current().callExceptionHandler(context); // logged, unless the options name another handler
 * }
 *
 * @param message what happened, in one sentence for people
 * @param exception what was thrown; null if nothing was
 * @param promise the promise or task that it concerns; null if it concerns none
 */
public record ExceptionContext(
        String message,
        @Nullable Throwable exception,
        @Nullable Promise<?> promise) {
    /** Checks that there is a message. */
    public ExceptionContext {
        Objects.requireNonNull(message, "message");
    }
}
