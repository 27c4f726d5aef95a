package ayatori.async.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * asyncio's streams: connections and servers whose reads await and whose writes buffer.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> writer.write("hello, " + reader.readLine()), "localhost", 0);
 *         Connection connection = Streams.openConnection("localhost", server.port())) {
 *     connection.writer().write("world\n");
 *     System.out.println(connection.reader().readLine()); // hello, world
 * }
 * }
 *
 * <p>Any number of connections share the loop's one thread. The loop's {@link Network} makes the connections.
 */
public final class Streams {
    private Streams() {}

    /**
     * Connects to a TCP server.
     *
     * @param host a name, whose addresses are tried in order, or an address
     * @param port 1 to 65535
     * @return the connection
     * @throws java.net.UnknownHostException if the name has no address
     * @throws IOException if no address can be connected: the first failure, with the others suppressed in it
     */
    public static Connection openConnection(String host, int port) throws IOException {
        return openConnection(host, port, ConnectOptions.defaults());
    }

    /**
     * Connects to a TCP server, with options.
     *
     * @param host a name, whose addresses are tried in order, or an address
     * @param port 1 to 65535
     * @param options TLS, limits and more
     * @return the connection
     * @throws java.net.UnknownHostException if the name has no address
     * @throws javax.net.ssl.SSLException if the peer is not trusted or does not speak TLS
     * @throws IOException if no address can be connected: the first failure, with the others suppressed in it
     */
    public static Connection openConnection(String host, int port, ConnectOptions options) throws IOException {
        requireHost(host);
        Objects.requireNonNull(options, "options");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port to connect to is 1 to 65535, not " + port);
        }
        Network network = Network.current();
        List<SocketAddress> addresses = new ArrayList<>();
        for (InetAddress address : AddressOrder.interleaved(network.resolve(host))) {
            addresses.add(new InetSocketAddress(address, port));
        }
        Transport transport = StaggeredConnect.connect(network, addresses, options);
        return secured(transport, host, port, options);
    }

    /**
     * Connects to a server at an address, which may be that of a Unix domain socket.
     *
     * @param address the server's address
     * @return the connection
     * @throws IOException if the connection is refused or cannot be made
     */
    public static Connection openConnection(SocketAddress address) throws IOException {
        return openConnection(address, ConnectOptions.defaults());
    }

    /**
     * Connects to a server at an address, which may be that of a Unix domain socket, with options.
     *
     * @param address the server's address
     * @param options TLS, limits and more
     * @return the connection
     * @throws javax.net.ssl.SSLException if the peer is not trusted or does not speak TLS
     * @throws IOException if the connection is refused or cannot be made
     */
    public static Connection openConnection(SocketAddress address, ConnectOptions options) throws IOException {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        if (address instanceof InetSocketAddress named && named.isUnresolved()) {
            return openConnection(named.getHostString(), named.getPort(), options);
        }
        Transport transport = Network.current().connect(address, options.localAddress());
        return address instanceof InetSocketAddress internet
                ? secured(transport, internet.getHostString(), internet.getPort(), options)
                : secured(transport, null, -1, options);
    }

    /**
     * Starts a TCP server.
     *
     * @param handler runs in its own task for each connection
     * @param host a name or address of this machine; the server listens on all its addresses. Empty for all addresses of the
     *     machine
     * @param port 0 for any free port
     * @return the server, which already accepts connections
     * @throws IOException if the address is in use or is not one of this machine
     */
    public static Server startServer(ClientHandler handler, String host, int port) throws IOException {
        return startServer(handler, host, port, ServerOptions.defaults());
    }

    /**
     * Starts a TCP server, with options.
     *
     * @param handler runs in its own task for each connection
     * @param host a name or address of this machine; the server listens on all its addresses. Empty for all addresses of the
     *     machine
     * @param port 0 for any free port
     * @param options TLS, bounds and more
     * @return the server, which already accepts connections
     * @throws IOException if the address is in use or is not one of this machine
     */
    public static Server startServer(ClientHandler handler, String host, int port, ServerOptions options)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(options, "options");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port to listen on is 0 to 65535, not " + port);
        }
        Network network = Network.current();
        List<SocketAddress> addresses = new ArrayList<>();
        if (host.isEmpty()) {
            addresses.add(new InetSocketAddress(port)); // the wildcard address covers IPv4 and IPv6
        } else {
            for (InetAddress address : network.resolve(host)) {
                addresses.add(new InetSocketAddress(address, port));
            }
        }
        return Server.start(network, handler, addresses, options);
    }

    /**
     * Starts a server at an address, which may be that of a Unix domain socket.
     *
     * @param handler runs in its own task for each connection
     * @param address where to listen
     * @param options TLS, bounds and more
     * @return the server, which already accepts connections
     * @throws IOException if the address is in use or is not one of this machine
     */
    public static Server startServer(ClientHandler handler, SocketAddress address, ServerOptions options)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(options, "options");
        if (address instanceof InetSocketAddress named && named.isUnresolved()) {
            return startServer(handler, named.getHostString(), named.getPort(), options);
        }
        return Server.start(Network.current(), handler, List.of(address), options);
    }

    private static void requireHost(String host) {
        if (Objects.requireNonNull(host, "host").isEmpty()) {
            throw new IllegalArgumentException("a host to connect to is not empty");
        }
    }

    private static Connection secured(
            Transport transport, @org.jspecify.annotations.Nullable String host, int port, ConnectOptions options)
            throws IOException {
        Tls tls = options.tls();
        Transport secured = tls == null ? transport : TlsTransport.client(transport, tls, host, port);
        return new Connection(new StreamReader(secured, options.limit()), new StreamWriter(secured), secured);
    }
}
