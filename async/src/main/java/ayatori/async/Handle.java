package ayatori.async;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A callback that a loop will make, unless it is cancelled first: asyncio's {@code Handle}. Made by {@link
 * EventLoop#callSoon}.
 *
 * {@snippet :
 * Handle greeting = EventLoop.current().callSoon(() -> System.out.println("Hello"));
 * greeting.cancel(); // nothing is printed
 * }
 */
public sealed class Handle permits TimerHandle {
    /** Null once cancelled. */
    private @Nullable Runnable callback;

    Handle(Runnable callback) {
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    /**
     * Cancels the callback: if it has not been made yet, it never is, even if its time has come. A second call does
     * nothing. To be called from the handle's loop.
     */
    public void cancel() {
        callback = null;
    }

    /** {@return whether the callback was cancelled} */
    public final boolean cancelled() {
        return callback == null;
    }

    /** Makes the callback unless it was cancelled. Called by the loop. */
    final void run() {
        Runnable called = callback;
        if (called != null) {
            called.run();
        }
    }

    @Override
    public String toString() {
        return callback == null ? "cancelled callback" : "callback " + callback;
    }
}
