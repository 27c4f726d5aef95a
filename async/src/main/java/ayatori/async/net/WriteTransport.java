package ayatori.async.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where a {@link StreamWriter} sends its bytes to, without ever waiting: a socket, a pipe, a simulation.
 *
 * {@snippet :
 * StringBuilder sent = new StringBuilder();
 * WriteTransport collecting = new WriteTransport() {
 *     public int write(java.nio.ByteBuffer from) {
 *         int count = from.remaining();
 *         sent.append(java.nio.charset.StandardCharsets.UTF_8.decode(from));
 *         return count;
 *     }
 *
 *     public void whenWritable(Runnable callback) {}
 *
 *     public void cancelWritable() {}
 *
 *     public void writeEof() {}
 *
 *     public void close() {}
 *
 *     public void abort(java.io.IOException cause) {}
 * };
 * StreamWriter writer = new StreamWriter(collecting);
 * writer.write("hello");
 * assert sent.toString().equals("hello");
 * }
 *
 * <p>All methods are called by the loop that the transport belongs to, in a task or a callback, and none of them awaits.
 */
public interface WriteTransport {
    /**
     * Takes what it can.
     *
     * @param from what to send; its position moves past what was taken
     * @return how many bytes were taken
     * @throws IOException if the connection is lost
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Passes on what it has taken and still holds, as TLS does with a record.
     *
     * @return whether nothing is held
     * @throws IOException if the connection is lost
     */
    default boolean flush() throws IOException {
        return true;
    }

    /**
     * Calls back once when a {@link #write} or {@link #flush} may get further; once too often does no harm.
     *
     * @param callback made on the loop, never inline; replaces the one before
     */
    void whenWritable(Runnable callback);

    /** Forgets the callback of {@link #whenWritable}. */
    void cancelWritable();

    /** {@return whether the end can be told to the peer while its own bytes are still read} */
    default boolean canWriteEof() {
        return true;
    }

    /**
     * Tells the peer that nothing more is written. Nothing is held when this is called.
     *
     * @throws IOException if the connection is lost
     */
    void writeEof() throws IOException;

    /**
     * Puts what belongs at the end, such as TLS's close_notify, into what is held; it is flushed before the close.
     *
     * @throws IOException if the connection is lost
     */
    default void prepareClose() throws IOException {}

    /** Closes, after everything was written. A read that waits ends. More than once does no harm. */
    void close();

    /**
     * Closes at once; what is held is dropped.
     *
     * @param cause what later reads throw
     */
    void abort(IOException cause);
}
