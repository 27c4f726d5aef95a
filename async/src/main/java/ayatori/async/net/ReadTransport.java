package ayatori.async.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a {@link StreamReader} takes its bytes from, without ever waiting: a socket, a pipe, a simulation.
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
 * <p>All methods are called by the loop that the transport belongs to, in a task or a callback, and none of them awaits.
 */
public interface ReadTransport {
    /**
     * Reads what is there.
     *
     * @param into where it goes; has room
     * @return how many bytes, zero if there are none now, -1 at the end
     * @throws IOException if the connection is lost
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Calls back once when a {@link #read} may bring something, the end or a failure; once too often does no harm.
     *
     * @param callback made on the loop, never inline; replaces the one before
     */
    void whenReadable(Runnable callback);

    /** Forgets the callback of {@link #whenReadable}. */
    void cancelReadable();
}
