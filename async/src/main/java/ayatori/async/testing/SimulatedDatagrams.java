package ayatori.async.testing;

import ayatori.async.net.DatagramTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A simulated datagram socket. Sent datagrams may be lost, and datagrams that arrive while the buffer is full are. */
final class SimulatedDatagrams implements DatagramTransport {
    /** The largest that fits into an IPv4 packet. */
    private static final int DATAGRAM_BYTES_MAX = 65507;

    private static final int BUFFER_DATAGRAMS_MAX = 128;

    private record Arrived(byte[] data, SocketAddress sender) {}

    private final SimulatedNetwork network;
    private final SocketAddress local;
    private final @Nullable SocketAddress remote;
    private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();
    private @Nullable Runnable onReadable;
    private boolean closed;

    SimulatedDatagrams(SimulatedNetwork network, SocketAddress local, @Nullable SocketAddress remote) {
        this.network = network;
        this.local = local;
        this.remote = remote;
    }

    @Override
    public boolean send(ByteBuffer from, @Nullable SocketAddress to) throws IOException {
        requireOpen();
        SocketAddress target = to == null ? remote : to;
        if (target == null) {
            throw new IllegalStateException("this endpoint is not connected: say where to send");
        }
        if (remote != null && !remote.equals(target)) {
            throw new IllegalArgumentException(
                    "this endpoint is connected to " + remote + " and cannot send to " + target);
        }
        if (from.remaining() > DATAGRAM_BYTES_MAX) {
            throw new SocketException("Message too long");
        }
        byte[] data = new byte[from.remaining()];
        from.get(data);
        if (!network.loses()) {
            network.later(network.latencyNanos(), () -> arrive(data, target));
        }
        return true;
    }

    private void arrive(byte[] data, SocketAddress target) {
        SimulatedDatagrams there = network.datagrams(target);
        if (there != null && !network.parted(local, target)) {
            there.received(data, local);
        }
    }

    private void received(byte[] data, SocketAddress sender) {
        boolean stranger = remote != null && !remote.equals(sender);
        if (!stranger && arrived.size() < BUFFER_DATAGRAMS_MAX) {
            arrived.add(new Arrived(data, sender));
            callReadable();
        }
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        requireOpen();
        Arrived first = arrived.poll();
        if (first == null) {
            return null;
        }
        into.put(first.data, 0, Math.min(first.data.length, into.remaining()));
        return first.sender;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void whenReadable(Runnable callback) {
        onReadable = callback;
        if (closed || !arrived.isEmpty()) {
            network.loop.callSoon(this::callReadable);
        }
    }

    @Override
    public void cancelReadable() {
        onReadable = null;
    }

    /** Calls back at once, because there is always room. */
    @Override
    public void whenWritable(Runnable callback) {
        network.loop.callSoon(callback);
    }

    @Override
    public void cancelWritable() {}

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.closed(this);
            callReadable();
        }
    }

    private void callReadable() {
        Runnable callback = onReadable;
        if (callback != null) {
            onReadable = null;
            callback.run();
        }
    }

    @Override
    public String toString() {
        return "simulated datagram socket " + local;
    }
}
