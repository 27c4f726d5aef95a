package ayatori.async.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A datagram socket whose methods never wait. A {@link DatagramEndpoint} uses it.
 *
 * {@snippet :
 * DatagramTransport socket =
 *         Network.current().openDatagrams(new java.net.InetSocketAddress("127.0.0.1", 0), null);
 * assert socket.receive(java.nio.ByteBuffer.allocate(100)) == null; // nothing has arrived
 * socket.close();
 * }
 */
public interface DatagramTransport {
    /**
     * Sends one datagram.
     *
     * @param from the datagram
     * @param to the destination; null for the connected peer
     * @return false if the system has no room for it now
     * @throws IOException if it cannot be sent
     */
    boolean send(ByteBuffer from, @Nullable SocketAddress to) throws IOException;

    /**
     * Receives one datagram.
     *
     * @param into where it goes; a longer datagram is truncated
     * @return its sender; null if no datagram has arrived
     * @throws IOException if the connected peer refuses datagrams, or the socket fails
     */
    @Nullable SocketAddress receive(ByteBuffer into) throws IOException;

    /**
     * Calls back once when {@link #receive} may return a datagram.
     *
     * @param callback is called on the loop, never inline; replaces the last one
     */
    void whenReadable(Runnable callback);

    /** Forgets the callback of {@link #whenReadable}. */
    void cancelReadable();

    /**
     * Calls back once when {@link #send} may have room.
     *
     * @param callback is called on the loop, never inline; replaces the last one
     */
    void whenWritable(Runnable callback);

    /** Forgets the callback of {@link #whenWritable}. */
    void cancelWritable();

    /** {@return this end's address} */
    SocketAddress localAddress();

    /** Closes. A waiting receive fails. A second call does nothing. */
    void close();
}
