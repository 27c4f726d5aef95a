package ayatori.async.net;

import ayatori.async.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop's connections come from: the system's sockets, or a simulation. The seam below streams and datagrams.
 *
 * {@snippet :
 * List<java.net.InetAddress> addresses = Network.current().resolve("127.0.0.1");
 * assert addresses.getFirst().isLoopbackAddress();
 * }
 *
 * <p>All methods are called in a task of the loop; those that say so await.
 */
public interface Network {
    /** {@return the network of the current loop: the system's, unless another was installed} */
    static Network current() {
        return InstalledNetwork.of(EventLoop.current()).network;
    }

    /**
     * Has the current loop use this network from now on.
     *
     * @param network for example a simulation
     */
    static void install(Network network) {
        Objects.requireNonNull(network, "network");
        InstalledNetwork.of(EventLoop.current()).network = network;
    }

    /**
     * Finds the addresses of a name. Awaits.
     *
     * @param host a name, or an address as text
     * @return one address or more, the best first
     * @throws java.net.UnknownHostException if there is none
     * @throws IOException if asking failed
     */
    List<InetAddress> resolve(String host) throws IOException;

    /**
     * Connects. Awaits; a cancellation leaves nothing open.
     *
     * @param remote where to
     * @param local where from; null for anywhere
     * @return the connection
     * @throws IOException if it is refused or cannot be made
     */
    Transport connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException;

    /**
     * Listens for connections.
     *
     * @param address where; port 0 for any that is free
     * @param options how
     * @return the listener
     * @throws IOException if the address is taken or not here
     */
    Listener listen(SocketAddress address, ServerOptions options) throws IOException;

    /**
     * Opens a datagram socket.
     *
     * @param local where it is bound; null for anywhere
     * @param remote the only one it speaks with; null for anyone
     * @return the socket
     * @throws IOException if the address is taken or not here
     */
    DatagramTransport openDatagrams(@Nullable SocketAddress local, @Nullable SocketAddress remote) throws IOException;
}
