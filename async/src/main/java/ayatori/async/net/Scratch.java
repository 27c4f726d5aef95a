package ayatori.async.net;

import ayatori.async.EventLoop;
import java.nio.ByteBuffer;

/**
 * The direct buffer of a loop, through which bytes pass between the system and the heap. It is used only between two awaits.
 * So all streams of the loop share it, and an idle connection holds no memory.
 */
final class Scratch {
    private static final int BYTES = 64 * 1024;

    final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);

    static Scratch of(EventLoop loop) {
        return loop.local(Scratch.class, _ -> new Scratch());
    }
}
