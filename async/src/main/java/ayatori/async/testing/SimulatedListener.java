package ayatori.async.testing;

import ayatori.async.net.Listener;
import ayatori.async.net.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A listening socket of a simulated network. */
final class SimulatedListener implements Listener {
    private final SimulatedNetwork network;
    private final SocketAddress address;
    private final int backlog;
    private final ArrayDeque<SimulatedTransport> waiting = new ArrayDeque<>();
    private @Nullable Runnable onAcceptable;

    SimulatedListener(SimulatedNetwork network, SocketAddress address, int backlog) {
        this.network = network;
        this.address = address;
        this.backlog = backlog;
    }

    boolean full() {
        return waiting.size() >= backlog;
    }

    void add(SimulatedTransport connection) {
        waiting.add(connection);
        callAcceptable();
    }

    @Override
    public @Nullable Transport accept() {
        return waiting.poll();
    }

    @Override
    public void whenAcceptable(Runnable callback) {
        onAcceptable = callback;
        if (!waiting.isEmpty()) {
            network.loop.callSoon(this::callAcceptable);
        }
    }

    @Override
    public void cancelAcceptable() {
        onAcceptable = null;
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        onAcceptable = null;
        network.closed(this);
        waiting.forEach(connection -> connection.abort(new IOException("the server was closed")));
        waiting.clear();
    }

    private void callAcceptable() {
        Runnable callback = onAcceptable;
        if (callback != null) {
            onAcceptable = null;
            callback.run();
        }
    }

    @Override
    public String toString() {
        return "simulated listener on " + address;
    }
}
