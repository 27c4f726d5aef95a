package ayatori.async.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A datagram socket, seen without waiting: what a {@link DatagramEndpoint} is made on.
 *
 * {@snippet :
 * DatagramTransport socket =
 *         Network.current().openDatagrams(new java.net.InetSocketAddress("127.0.0.1", 0), null);
 * assert socket.receive(java.nio.ByteBuffer.allocate(100)) == null; // nothing has come
 * socket.close();
 * }
 */
public interface DatagramTransport {
    /**
     * Sends one datagram.
     *
     * @param from the datagram
     * @param to where to; null for the one it is connected to
     * @return false if there is no room for it now
     * @throws IOException if it cannot be sent
     */
    boolean send(ByteBuffer from, @Nullable SocketAddress to) throws IOException;

    /**
     * Takes one datagram that has come.
     *
     * @param into where it goes; what is longer is cut off
     * @return who sent it; null if there is none now
     * @throws IOException for example when the connected peer refuses datagrams
     */
    @Nullable SocketAddress receive(ByteBuffer into) throws IOException;

    /**
     * Calls back once when {@link #receive} may bring something.
     *
     * @param callback made on the loop, never inline; replaces the one before
     */
    void whenReadable(Runnable callback);

    /** Forgets the callback of {@link #whenReadable}. */
    void cancelReadable();

    /**
     * Calls back once when {@link #send} may have room.
     *
     * @param callback made on the loop, never inline; replaces the one before
     */
    void whenWritable(Runnable callback);

    /** Forgets the callback of {@link #whenWritable}. */
    void cancelWritable();

    /** {@return this end's address} */
    SocketAddress localAddress();

    /** Closes; a receive that waits fails. More than once does no harm. */
    void close();
}
