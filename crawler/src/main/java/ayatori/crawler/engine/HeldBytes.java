package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that one fetch loop holds beside the bodies it reads: results that the frontier loop has not taken up, and pages
 * that the handler has not finished. When they reach a limit, no further page is read until some are released. Belongs to
 * the loop.
 */
final class HeldBytes {
    private final EventLoop loop;
    private final long max;
    private final List<Promise<@Nullable Void>> waiting = new ArrayList<>();
    private long held;

    HeldBytes(EventLoop loop, long max) {
        this.loop = loop;
        this.max = max;
    }

    /** A sixteenth of the heap, shared by the fetch loops. */
    static HeldBytes shareOfHeap(EventLoop loop) {
        int loops = Runtime.getRuntime().availableProcessors();
        return new HeldBytes(loop, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 16 / loops));
    }

    /** Waits until less than the limit is held. */
    void awaitRoom() throws Exception {
        while (held >= max) {
            Promise<@Nullable Void> room = loop.createPromise();
            waiting.add(room);
            room.await();
        }
    }

    void add(long bytes) {
        held += bytes;
    }

    void release(long bytes) {
        held -= bytes;
        if (held < max) {
            waiting.forEach(HeldBytes::wake); // each looks again: the first may fill the room
            waiting.clear();
        }
    }

    private static void wake(Promise<@Nullable Void> room) {
        if (!room.done()) { // else its task was cancelled
            room.setResult(null);
        }
    }
}
