package ayatori.async.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A destination for the bytes of a {@link StreamWriter} that never waits: a socket, a pipe, a simulation.
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
 * <p>All methods are called on the loop of the transport, in a task or a callback. None of them awaits.
 */
public interface WriteTransport {
    /**
     * Sends as many bytes as possible now.
     *
     * @param from what to send; its position moves past what was taken
     * @return how many bytes were taken
     * @throws IOException if the connection is lost
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Sends what it has taken and still holds, such as a record of TLS.
     *
     * @return whether nothing is held any more
     * @throws IOException if the connection is lost
     */
    default boolean flush() throws IOException {
        return true;
    }

    /**
     * Calls back once when a {@link #write} or {@link #flush} may make progress. A needless call is allowed.
     *
     * @param callback is called on the loop, never inline; replaces the last one
     */
    void whenWritable(Runnable callback);

    /** Forgets the callback of {@link #whenWritable}. */
    void cancelWritable();

    /** {@return whether {@link #writeEof} works, so that the peer's bytes can still be read after it} */
    default boolean canWriteEof() {
        return true;
    }

    /**
     * Tells the peer that no more bytes follow. Nothing is held when this is called.
     *
     * @throws IOException if the connection is lost
     */
    void writeEof() throws IOException;

    /**
     * Adds what belongs at the end of the stream, such as TLS's close_notify, to what is held. It is flushed before the close.
     *
     * @throws IOException if the connection is lost
     */
    default void prepareClose() throws IOException {}

    /** Closes, after everything was sent. A waiting read ends. A second call does nothing. */
    void close();

    /**
     * Closes at once. What is held is dropped.
     *
     * @param cause what later reads throw
     */
    void abort(IOException cause);
}
