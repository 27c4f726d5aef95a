package ayatori.async.net;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come in, without ever waiting: a listening socket, or a simulated one.
 *
 * {@snippet :
 * Listener listener = Network.current().listen(new java.net.InetSocketAddress("127.0.0.1", 0), ServerOptions.defaults());
 * assert listener.accept() == null; // nobody has come
 * listener.close();
 * }
 */
public interface Listener {
    /**
     * Takes a connection that has come in.
     *
     * @return the connection; null if there is none now
     * @throws IOException if the system lacks the means, such as file descriptors
     */
    @Nullable Transport accept() throws IOException;

    /**
     * Calls back once when {@link #accept} may give a connection.
     *
     * @param callback made on the loop, never inline; replaces the one before
     */
    void whenAcceptable(Runnable callback);

    /** Forgets the callback of {@link #whenAcceptable}. */
    void cancelAcceptable();

    /** {@return where it listens} */
    SocketAddress address();

    /** Stops listening. */
    void close();
}
