package ayatori.async.net;

import ayatori.async.Awaitable;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for the same event. Each has its own promise, so cancelling one does not affect the others. */
final class Waiters {
    private final ArrayDeque<Promise<@Nullable Void>> promises = new ArrayDeque<>(2);

    /** Waits for {@link #wakeAll}. */
    void await() throws IOException {
        Promise<@Nullable Void> woken = EventLoop.current().createPromise();
        promises.add(woken);
        try {
            await(woken);
        } finally {
            promises.remove(woken);
        }
    }

    void wakeAll() {
        for (Promise<@Nullable Void> woken; (woken = promises.poll()) != null; ) {
            wake(woken);
        }
    }

    static void wake(Promise<@Nullable Void> woken) {
        if (!woken.done()) {
            woken.setResult(null);
        }
    }

    /** Awaits something whose only checked exception is {@link IOException}. */
    static <T extends @Nullable Object> T await(Awaitable<T> awaitable) throws IOException {
        try {
            return awaitable.await();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
