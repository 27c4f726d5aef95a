package ayatori.async.net;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and treats its connections. Immutable; every {@code with} method gives a changed copy.
 *
 * {@snippet :
 * ServerOptions options = ServerOptions.defaults().withBacklog(1024).withClientsMax(100);
 * }
 *
 * @param limit how many bytes a line, or what is read until a separator, may have
 * @param tls how connections are encrypted; null for not at all
 * @param backlog how many connections the system keeps that have not been accepted yet
 * @param clientsMax how many connections are served at a time; further ones wait in the backlog
 * @param reusePort whether several servers may listen on the same port and share the connections (Linux, macOS)
 */
public record ServerOptions(int limit, @Nullable Tls tls, int backlog, int clientsMax, boolean reusePort) {
    /** Checks the numbers. */
    public ServerOptions {
        requirePositive(limit, "the limit of a stream");
        requirePositive(backlog, "a backlog");
        requirePositive(clientsMax, "clientsMax");
    }

    /** {@return the defaults: a limit of 64 KiB and a backlog of 100, as asyncio's, no TLS, 10,000 clients, a port of its own} */
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
     * @param tls a context with the server's certificate, and how it is used
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
