package ayatori.async;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks from other threads, on their way to a loop's ready queue. Any thread offers; the loop takes.
 *
 * <p>No call is lost: a thread that offers after {@link #beginWait} wakes the loop up, and the loop sees after {@code
 * beginWait} what was offered before. In the same way, an offer beside {@link #close} is either refused or taken by a later
 * {@link #poll}.
 */
final class ExternalCalls {
    private final ConcurrentLinkedQueue<Runnable> calls = new ConcurrentLinkedQueue<>();

    /** Whether the loop has ended. Written by the loop, read by threads that call it. */
    private volatile boolean closed;

    /** Whether the loop waits in its driver, or is about to. Written by the loop, read by threads that call it. */
    private volatile boolean waiting;

    /** Adds a call, after which the caller wakes the loop up if it {@link #waiting waits}; false if the loop has ended. */
    boolean offer(Runnable callback) {
        calls.add(callback);
        return !closed || !calls.remove(callback);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** The next call, for the loop. */
    @Nullable Runnable poll() {
        return calls.poll();
    }

    void beginWait() {
        waiting = true;
    }

    void endWait() {
        waiting = false;
    }

    boolean waiting() {
        return waiting;
    }

    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }
}
