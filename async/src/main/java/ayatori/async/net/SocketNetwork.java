package ayatori.async.net;

import ayatori.async.Async;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The system's sockets and name service. */
final class SocketNetwork implements Network {
    @Override
    public List<InetAddress> resolve(String host) throws IOException {
        InetAddress literal = literal(Objects.requireNonNull(host, "host"));
        if (literal != null) {
            return List.of(literal);
        }
        return Waiters.await(() -> Async.toThread(() -> List.of(InetAddress.getAllByName(host))));
    }

    private static @Nullable InetAddress literal(String host) {
        if (host.isEmpty()
                || !(Character.digit(host.charAt(0), 16) >= 0 || host.charAt(0) == ':' || host.charAt(0) == '[')) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return null; // it is a name such as 3com.com or cafe.example
        }
    }

    @Override
    public Transport connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException {
        return SocketTransport.connect(Objects.requireNonNull(remote, "remote"), local);
    }

    @Override
    public Listener listen(SocketAddress address, ServerOptions options) throws IOException {
        return SocketListener.listen(
                Objects.requireNonNull(address, "address"), Objects.requireNonNull(options, "options"));
    }

    @Override
    public DatagramTransport openDatagrams(@Nullable SocketAddress local, @Nullable SocketAddress remote)
            throws IOException {
        return SocketDatagrams.open(local, remote);
    }
}
