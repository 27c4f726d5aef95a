package ayatori.async.net;

import ayatori.async.EventLoop;
import java.nio.ByteBuffer;

/**
 * A loop's one direct buffer through which bytes pass between the system and the heap. Used only between two awaits, so
 * that all streams of the loop can share it and a connection that waits holds no memory.
 */
final class Scratch {
    private static final int BYTES = 64 * 1024;

    final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);

    static Scratch of(EventLoop loop) {
        return loop.local(Scratch.class, _ -> new Scratch());
    }
}
