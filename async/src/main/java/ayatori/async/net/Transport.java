package ayatori.async.net;

import java.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection, seen without waiting: what {@link StreamReader} and {@link StreamWriter} are made on.
 *
 * {@snippet :
 * try (Server server = Streams.startServer((reader, writer) -> {}, "localhost", 0);
 *         Connection connection = Streams.openConnection(server.address())) {
 *     Transport transport = connection.transport();
 *     assert transport.peerAddress().equals(server.address());
 *     assert transport.tlsSession() == null;
 * }
 * }
 */
public interface Transport extends ReadTransport, WriteTransport {
    /** {@return this end's address} */
    SocketAddress localAddress();

    /** {@return the other end's address} */
    SocketAddress peerAddress();

    /** {@return the TLS session; null without TLS} */
    default @Nullable SSLSession tlsSession() {
        return null;
    }

    /** {@return what ALPN agreed on (RFC 7301), such as {@code h2}; null if nothing} */
    default @Nullable String applicationProtocol() {
        return null;
    }
}
