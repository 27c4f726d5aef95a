package ayatori.async.net;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket, real or simulated, whose methods never wait.
 *
 * {@snippet :
 * Listener listener = Network.current().listen(new java.net.InetSocketAddress("127.0.0.1", 0), ServerOptions.defaults());
 * assert listener.accept() == null; // there is no client yet
 * listener.close();
 * }
 */
public interface Listener {
    /**
     * Accepts a connection.
     *
     * @return the connection; null if there is none now
     * @throws IOException if the system cannot accept it, such as for lack of file descriptors
     */
    @Nullable Transport accept() throws IOException;

    /**
     * Calls back once when {@link #accept} may return a connection.
     *
     * @param callback is called on the loop, never inline; replaces the last one
     */
    void whenAcceptable(Runnable callback);

    /** Forgets the callback of {@link #whenAcceptable}. */
    void cancelAcceptable();

    /** {@return the address it listens on} */
    SocketAddress address();

    /** Stops listening. */
    void close();
}
