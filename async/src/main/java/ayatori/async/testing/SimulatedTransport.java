package ayatori.async.testing;

import ayatori.async.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection. */
final class SimulatedTransport implements Transport {
    private final SimulatedNetwork network;
    private final SocketAddress local;
    private final SocketAddress peer;
    private final SimulatedLife life;
    private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
    private @Nullable SimulatedPipe out;
    private @Nullable SimulatedPipe in;
    private @Nullable Runnable onReadable;
    private @Nullable Runnable onWritable;
    private boolean endArrived;
    private boolean endSent;
    private boolean closed;
    private @Nullable IOException lost;

    private SimulatedTransport(SimulatedNetwork network, SocketAddress local, SocketAddress peer, SimulatedLife life) {
        this.network = network;
        this.local = local;
        this.peer = peer;
        this.life = life;
    }

    /** Both ends of a new connection: the client's and the server's. */
    record Pair(SimulatedTransport client, SimulatedTransport server) {}

    static Pair pair(SimulatedNetwork network, SocketAddress client, SocketAddress server) {
        var life = new SimulatedLife(network.cutAfter());
        var pair = new Pair(
                new SimulatedTransport(network, client, server, life),
                new SimulatedTransport(network, server, client, life));
        pair.client.out = pair.server.in = new SimulatedPipe(network, pair.client, pair.server);
        pair.server.out = pair.client.in = new SimulatedPipe(network, pair.server, pair.client);
        network.opened(pair.client);
        network.opened(pair.server);
        return pair;
    }

    InetAddress localHost() {
        return ((InetSocketAddress) local).getAddress();
    }

    InetAddress peerHost() {
        return ((InetSocketAddress) peer).getAddress();
    }

    // ---- called by the other end

    void received(byte[] bytes) {
        if (closed) {
            out().sendReset(); // it will never be read, so the sender gets a reset
        } else if (lost == null) {
            arrived.add(bytes);
            callReadable();
        }
    }

    void receivedEnd() {
        endArrived = true;
        callReadable();
    }

    void lose(IOException why) {
        if (lost == null && !closed) {
            lost = why;
            arrived.clear();
            network.closed(this);
            callReadable();
            callWritable();
        }
    }

    void roomAgain() {
        callWritable();
    }

    /** Breaks the connection at both ends. */
    void reset() {
        lose(new SocketException("Connection reset"));
        out().sendReset();
    }

    // ---- for the streams above

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (lost != null) {
            throw lost;
        }
        if (closed) {
            return -1;
        }
        byte[] first = arrived.poll();
        if (first == null) {
            return endArrived ? -1 : 0;
        }
        int count = Math.min(first.length, into.remaining());
        into.put(first, 0, count);
        if (count < first.length) {
            arrived.addFirst(Arrays.copyOfRange(first, count, first.length));
        }
        Objects.requireNonNull(in).read(count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (lost != null) {
            throw lost;
        }
        if (closed || endSent) {
            throw new SocketException("Broken pipe");
        }
        return out().send(from, life);
    }

    @Override
    public void whenReadable(Runnable callback) {
        onReadable = callback;
        if (lost != null || closed || endArrived || !arrived.isEmpty()) {
            network.loop.callSoon(this::callReadable);
        }
    }

    @Override
    public void cancelReadable() {
        onReadable = null;
    }

    @Override
    public void whenWritable(Runnable callback) {
        onWritable = callback;
        if (lost != null || closed || out().room() > 0) {
            network.loop.callSoon(this::callWritable);
        }
    }

    @Override
    public void cancelWritable() {
        onWritable = null;
    }

    @Override
    public void writeEof() throws IOException {
        if (lost != null) {
            throw lost;
        }
        if (!endSent) {
            endSent = true;
            out().sendEnd();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        network.closed(this);
        if (lost == null && !arrived.isEmpty()) {
            out().sendReset(); // as TCP does if received bytes were not read
        } else if (lost == null && !endSent) {
            out().sendEnd();
        }
        network.loop.callSoon(this::callReadable);
    }

    @Override
    public void abort(IOException cause) {
        if (closed) {
            return;
        }
        boolean peerKnows = lost != null;
        lost = cause;
        closed = true;
        network.closed(this);
        if (!peerKnows) {
            out().sendReset();
        }
        network.loop.callSoon(this::callReadable);
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public SocketAddress peerAddress() {
        return peer;
    }

    private SimulatedPipe out() {
        return Objects.requireNonNull(out);
    }

    private void callReadable() {
        Runnable callback = onReadable;
        if (callback != null) {
            onReadable = null;
            callback.run();
        }
    }

    private void callWritable() {
        Runnable callback = onWritable;
        if (callback != null) {
            onWritable = null;
            callback.run();
        }
    }

    @Override
    public String toString() {
        return "simulated connection " + local + " to " + peer;
    }
}
