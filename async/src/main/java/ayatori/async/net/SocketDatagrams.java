package ayatori.async.net;

import ayatori.async.EventLoop;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** A UDP socket. */
final class SocketDatagrams implements DatagramTransport, Watch.Handler {
    private final EventLoop loop;
    private final DatagramChannel channel;
    private final Watch watch;
    private final SocketAddress local;
    private final boolean connected;
    private @Nullable Runnable onReadable;
    private @Nullable Runnable onWritable;
    private boolean closed;

    private SocketDatagrams(EventLoop loop, DatagramChannel channel) throws IOException {
        this.loop = loop;
        this.connected = channel.isConnected();
        this.channel = channel;
        this.watch = SelectorDriver.of(loop).watch(channel, this);
        this.local = channel.getLocalAddress();
    }

    static SocketDatagrams open(@Nullable SocketAddress local, @Nullable SocketAddress remote) throws IOException {
        SocketAddress deciding = local == null ? remote : local;
        DatagramChannel channel =
                deciding instanceof InetSocketAddress internet && internet.getAddress() instanceof Inet4Address
                        ? DatagramChannel.open(StandardProtocolFamily.INET)
                        : DatagramChannel.open();
        boolean done = false;
        try {
            channel.bind(local);
            if (remote != null) {
                channel.connect(remote);
            }
            var datagrams = new SocketDatagrams(EventLoop.current(), channel);
            done = true;
            return datagrams;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    @Override
    public boolean send(ByteBuffer from, @Nullable SocketAddress to) throws IOException {
        requireOpen();
        if (connected && !from.hasRemaining()) {
            throw new IllegalArgumentException(
                    "the JDK cannot send an empty datagram over a connected socket: use a bound one, and say where to send");
        }
        if (!connected && to == null) {
            throw new IllegalStateException("this endpoint is not connected: say where to send");
        }
        if (connected && to != null && !to.equals(channel.getRemoteAddress())) {
            throw new IllegalArgumentException(
                    "this endpoint is connected to " + channel.getRemoteAddress() + " and cannot send to " + to);
        }
        int length = from.remaining();
        int sent = to == null ? channel.write(from) : channel.send(from, to);
        return sent > 0 || length == 0;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        requireOpen();
        return channel.receive(into);
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void ready(int ops) {
        Runnable reader = onReadable;
        if ((ops & SelectionKey.OP_READ) != 0 && reader != null) {
            onReadable = null;
            reader.run();
        }
        Runnable writer = onWritable;
        if ((ops & SelectionKey.OP_WRITE) != 0 && writer != null) {
            onWritable = null;
            writer.run();
        }
    }

    @Override
    public void whenReadable(Runnable callback) {
        onReadable = callback;
        watch.want(SelectionKey.OP_READ);
    }

    @Override
    public void cancelReadable() {
        onReadable = null;
        watch.unwant(SelectionKey.OP_READ);
    }

    @Override
    public void whenWritable(Runnable callback) {
        onWritable = callback;
        watch.want(SelectionKey.OP_WRITE);
    }

    @Override
    public void cancelWritable() {
        onWritable = null;
        watch.unwant(SelectionKey.OP_WRITE);
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        if (onReadable != null) {
            loop.callSoon(onReadable);
        }
        if (onWritable != null) {
            loop.callSoon(onWritable);
        }
    }

    @Override
    public String toString() {
        return "datagram socket " + local;
    }
}
