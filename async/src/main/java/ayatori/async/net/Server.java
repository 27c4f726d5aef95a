package ayatori.async.net;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A server that accepts connections and serves each in its own task. Made by {@link Streams#startServer}.
 *
 * {@snippet :
 * Server server = Streams.startServer((reader, writer) -> writer.write("hello"), "localhost", 0);
 * try (Connection connection = Streams.openConnection("localhost", server.port())) {
 *     assert new String(connection.reader().readAll(100)).equals("hello");
 * }
 * server.close();
 * server.waitClosed();
 * }
 */
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");

    /** The delay after the system could not accept a connection, such as for lack of file descriptors; asyncio's. */
    private static final Duration ACCEPT_AGAIN = Duration.ofSeconds(1);

    private static final int BIND_ATTEMPTS_MAX = 5;

    private final EventLoop loop = EventLoop.current();
    private final ClientHandler handler;
    private final ServerOptions options;
    private final List<Listener> listeners;
    private final Set<ServedClient> clients = new LinkedHashSet<>();
    private final Waiters closing = new Waiters();
    private boolean closed;

    /** Whether the server has paused accepting because it has {@code clientsMax} clients. */
    private boolean full;

    private Server(ClientHandler handler, ServerOptions options, List<Listener> listeners) {
        this.handler = handler;
        this.options = options;
        this.listeners = List.copyOf(listeners);
    }

    static Server start(Network network, ClientHandler handler, List<SocketAddress> addresses, ServerOptions options)
            throws IOException {
        var server = new Server(handler, options, listen(network, addresses, options));
        server.listeners.forEach(server::acceptLater);
        return server;
    }

    /** Listens on all addresses. If the port is free to choose, it is the same for all. */
    private static List<Listener> listen(Network network, List<SocketAddress> addresses, ServerOptions options)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Listener> listeners = new ArrayList<>();
            try {
                for (SocketAddress address : addresses) {
                    listeners.add(network.listen(samePort(address, listeners), options));
                }
                return listeners;
            } catch (BindException e) {
                listeners.forEach(Listener::close);
                boolean portTakenElsewhere = !listeners.isEmpty() && port(addresses.getFirst()) == 0;
                if (!portTakenElsewhere || attempt == BIND_ATTEMPTS_MAX) {
                    throw e;
                }
            } catch (Throwable e) {
                listeners.forEach(Listener::close);
                throw e;
            }
        }
    }

    private static SocketAddress samePort(SocketAddress address, List<Listener> before) {
        return !before.isEmpty() && address instanceof InetSocketAddress internet && internet.getPort() == 0
                ? new InetSocketAddress(
                        internet.getAddress(), port(before.getFirst().address()))
                : address;
    }

    private static int port(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : -1;
    }

    /** {@return the addresses it listens on: one or more} */
    public List<SocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** {@return the first address it listens on} */
    public SocketAddress address() {
        return listeners.getFirst().address();
    }

    /** {@return the port it listens on; -1 for a Unix domain socket} */
    public int port() {
        return port(address());
    }

    /** {@return whether it accepts connections} */
    public boolean isServing() {
        return !closed;
    }

    /** {@return how many clients are connected: their handlers run, or what they wrote is still being sent} */
    public int clients() {
        return clients.size();
    }

    /** Stops listening. Connected clients are still served; {@link #waitClosed} waits for them. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            listeners.forEach(Listener::close);
            wakeIfAllEnded();
        }
    }

    /** Closes the connections of all clients, after what is buffered for them has been sent. The handlers' reads end. */
    public void closeClients() {
        List.copyOf(clients).forEach(ServedClient::close);
    }

    /** Aborts the connections of all clients. */
    public void abortClients() {
        List.copyOf(clients).forEach(ServedClient::abort);
    }

    /** Waits until the server is closed, all handlers have returned, and all connections are closed. */
    public void waitClosed() {
        while (!closed || !clients.isEmpty()) {
            try {
                closing.await();
            } catch (IOException e) {
                throw new IllegalStateException(e); // no waiter is woken with an exception
            }
        }
    }

    /**
     * Serves until the server is closed or the caller is cancelled. A cancellation closes the server.
     *
     * @throws CancelledError when cancelled
     */
    public void serveForever() {
        try {
            waitClosed();
        } catch (CancelledError e) {
            close();
            throw e;
        }
    }

    private void acceptLater(Listener listener) {
        listener.whenAcceptable(() -> accept(listener));
    }

    /** Accepts waiting connections, at most one backlog in a row, so that other callbacks get their turn. */
    private void accept(Listener listener) {
        if (closed) {
            return;
        }
        try {
            for (int i = 0; i < options.backlog(); i++) {
                if (clients.size() >= options.clientsMax()) {
                    full = true;
                    return;
                }
                Transport accepted = listener.accept();
                if (accepted == null) {
                    break;
                }
                serve(accepted);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot accept connections on " + listener.address() + " for now", e);
            loop.callLater(ACCEPT_AGAIN, () -> accept(listener));
            return;
        }
        acceptLater(listener);
    }

    private void serve(Transport accepted) {
        var client = new ServedClient(accepted, handler, options);
        clients.add(client);
        Async.createTask(client).addDoneCallback(_ -> ended(client));
    }

    private void ended(ServedClient client) {
        client.ended();
        clients.remove(client);
        if (full && !closed) {
            full = false;
            listeners.forEach(this::acceptLater);
        }
        wakeIfAllEnded();
    }

    private void wakeIfAllEnded() {
        if (closed && clients.isEmpty()) {
            closing.wakeAll();
        }
    }

    @Override
    public String toString() {
        return "server on " + addresses() + " (" + clients.size() + " clients" + (closed ? ", closed)" : ")");
    }
}
