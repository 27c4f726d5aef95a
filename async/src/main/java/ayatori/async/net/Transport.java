package ayatori.async.net;

import java.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection whose methods never wait. A {@link StreamReader} and a {@link StreamWriter} use it.
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

    /** {@return the peer's address} */
    SocketAddress peerAddress();

    /** {@return the TLS session; null without TLS} */
    default @Nullable SSLSession tlsSession() {
        return null;
    }

    /** {@return the protocol that ALPN agreed on (RFC 7301), such as {@code h2}; null if none} */
    default @Nullable String applicationProtocol() {
        return null;
    }
}
