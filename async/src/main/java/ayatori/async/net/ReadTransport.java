package ayatori.async.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source of bytes for a {@link StreamReader} that never waits: a socket, a pipe, a simulation.
 *
 * {@snippet :
 * ReadTransport hello = new ReadTransport() {
 *     private final java.nio.ByteBuffer left = java.nio.ByteBuffer.wrap("hello\n".getBytes());
 *
 *     public int read(java.nio.ByteBuffer into) {
 *         int count = Math.min(left.remaining(), into.remaining());
 *         for (int i = 0; i < count; i++) {
 *             into.put(left.get());
 *         }
 *         return count == 0 ? -1 : count;
 *     }
 *
 *     public void whenReadable(Runnable callback) {}
 *
 *     public void cancelReadable() {}
 * };
 * assert new StreamReader(hello).readLine().equals("hello");
 * }
 *
 * <p>All methods are called on the loop of the transport, in a task or a callback. None of them awaits.
 */
public interface ReadTransport {
    /**
     * Reads what has arrived.
     *
     * @param into where the bytes go; has room
     * @return how many bytes; zero if there are none now; -1 at the end of the stream
     * @throws IOException if the connection is lost
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Calls back once when a {@link #read} may return bytes, the end or a failure. A needless call is allowed.
     *
     * @param callback is called on the loop, never inline; replaces the last one
     */
    void whenReadable(Runnable callback);

    /** Forgets the callback of {@link #whenReadable}. */
    void cancelReadable();
}
