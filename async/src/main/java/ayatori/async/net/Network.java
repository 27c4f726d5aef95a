package ayatori.async.net;

import ayatori.async.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The network that a loop uses: the system's sockets, or a simulation. The seam below streams and datagrams.
 *
 * {@snippet :
 * List<java.net.InetAddress> addresses = Network.current().resolve("127.0.0.1");
 * assert addresses.getFirst().isLoopbackAddress();
 * }
 *
 * <p>All methods are called in a task of the loop. Those that await say so.
 */
public interface Network {
    /** {@return the network of the current loop: the system's, unless another was installed} */
    static Network current() {
        return InstalledNetwork.of(EventLoop.current()).network;
    }

    /**
     * Makes the current loop use this network from now on.
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
     * @throws java.net.UnknownHostException if the name has no address
     * @throws IOException if the lookup fails
     */
    List<InetAddress> resolve(String host) throws IOException;

    /**
     * Connects. Awaits. A cancellation leaves nothing open.
     *
     * @param remote the peer's address
     * @param local this end's address; null for any
     * @return the connection
     * @throws IOException if the connection is refused or cannot be made
     */
    Transport connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException;

    /**
     * Listens for connections.
     *
     * @param address where to listen; port 0 for any free port
     * @param options how to listen
     * @return the listener
     * @throws IOException if the address is in use or is not one of this machine
     */
    Listener listen(SocketAddress address, ServerOptions options) throws IOException;

    /**
     * Opens a datagram socket.
     *
     * @param local the address to bind; null for any
     * @param remote the only peer; null for any
     * @return the socket
     * @throws IOException if the address is in use or is not one of this machine
     */
    DatagramTransport openDatagrams(@Nullable SocketAddress local, @Nullable SocketAddress remote) throws IOException;
}
