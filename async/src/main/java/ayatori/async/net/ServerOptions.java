package ayatori.async.net;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and serves its connections. Immutable; every {@code with} method gives a changed copy.
 *
 * {@snippet :
 * ServerOptions options = ServerOptions.defaults().withBacklog(1024).withClientsMax(100);
 * }
 *
 * @param limit how many bytes a line, or the bytes before a separator, may have
 * @param tls how connections are encrypted; null for no TLS
 * @param backlog how many connections the system keeps before they are accepted
 * @param clientsMax how many clients are served at a time; further ones wait in the backlog
 * @param reusePort whether several servers may listen on the same port and share its connections (Linux, macOS)
 */
public record ServerOptions(int limit, @Nullable Tls tls, int backlog, int clientsMax, boolean reusePort) {
    /** Checks the numbers. */
    public ServerOptions {
        requirePositive(limit, "the limit of a stream");
        requirePositive(backlog, "a backlog");
        requirePositive(clientsMax, "clientsMax");
    }

    /** {@return the defaults: asyncio's limit of 64 KiB and backlog of 100, no TLS, 10,000 clients, no shared port} */
    public static ServerOptions defaults() {
        return new ServerOptions(StreamReader.LIMIT, null, 100, 10_000, false);
    }

    /**
     * Changes the limit of the readers.
     *
     * @param limit how many bytes a line may have
     * @return a changed copy
     */
    public ServerOptions withLimit(int limit) {
        return new ServerOptions(limit, tls, backlog, clientsMax, reusePort);
    }

    /**
     * Encrypts the connections.
     *
     * @param tls the TLS settings, with the server's certificate
     * @return a changed copy
     */
    public ServerOptions withTls(Tls tls) {
        return new ServerOptions(limit, Objects.requireNonNull(tls, "tls"), backlog, clientsMax, reusePort);
    }

    /**
     * Changes the backlog.
     *
     * @param backlog how many connections the system keeps
     * @return a changed copy
     */
    public ServerOptions withBacklog(int backlog) {
        return new ServerOptions(limit, tls, backlog, clientsMax, reusePort);
    }

    /**
     * Changes how many clients are served at a time.
     *
     * @param clientsMax one or more
     * @return a changed copy
     */
    public ServerOptions withClientsMax(int clientsMax) {
        return new ServerOptions(limit, tls, backlog, clientsMax, reusePort);
    }

    /**
     * Lets several servers share a port.
     *
     * @param reusePort whether they may
     * @return a changed copy
     */
    public ServerOptions withReusePort(boolean reusePort) {
        return new ServerOptions(limit, tls, backlog, clientsMax, reusePort);
    }

    private static void requirePositive(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " is one or more, not " + number);
        }
    }
}
