package ayatori.async.net;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connected TCP or Unix domain socket. */
final class SocketTransport implements Transport, Watch.Handler {
    private final EventLoop loop;
    private final SocketChannel channel;
    private final ByteBuffer scratch;
    private final Watch watch;

    private @Nullable Runnable onReadable;
    private @Nullable Runnable onWritable;
    private @Nullable Promise<@Nullable Void> connected;
    private SocketAddress local;
    private SocketAddress peer;

    /**
     * Whether the last read emptied the system's buffer. Then the next read returns nothing without a system call, until the
     * selector reports new bytes.
     */
    private boolean drained;

    private boolean closed;

    /** Why the connection was aborted: reads throw this. Null if it was not. */
    private @Nullable IOException cause;

    private SocketTransport(SocketChannel channel, SocketAddress peer, EventLoop loop) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.scratch = Scratch.of(loop).buffer;
        this.watch = SelectorDriver.of(loop).watch(channel, this);
        this.local = Objects.requireNonNullElse(
                channel.getLocalAddress(), peer); // the channel has no address until it is connected
        this.peer = peer;
    }

    /** Wraps an accepted channel. Closes the channel if that fails. */
    static SocketTransport accepted(SocketChannel channel, EventLoop loop) throws IOException {
        try {
            var transport = new SocketTransport(channel, channel.getRemoteAddress(), loop);
            transport.sendAtOnce();
            return transport;
        } catch (Throwable e) {
            channel.close();
            throw e;
        }
    }

    /** Connects. Awaits. */
    static SocketTransport connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException {
        EventLoop loop = EventLoop.current();
        SocketChannel channel = open(remote);
        SocketTransport transport = null;
        boolean done = false;
        try {
            if (local != null) {
                channel.bind(local);
            }
            transport = new SocketTransport(channel, remote, loop);
            transport.sendAtOnce();
            transport.connect(remote);
            done = true;
            return transport;
        } catch (java.net.ConnectException e) {
            // The JDK's message lacks the address.
            var refused = new java.net.ConnectException(e.getMessage() + ": " + remote);
            refused.initCause(e);
            throw refused;
        } finally {
            if (!done && transport != null) {
                transport.close();
            } else if (!done) {
                channel.close();
            }
        }
    }

    private static SocketChannel open(SocketAddress remote) throws IOException {
        return switch (remote) {
            case UnixDomainSocketAddress unix -> SocketChannel.open(StandardProtocolFamily.UNIX);
            case InetSocketAddress internet
            when internet.getAddress() instanceof java.net.Inet4Address ->
                SocketChannel.open(StandardProtocolFamily.INET);
            default -> SocketChannel.open();
        };
    }

    /** Sends small writes at once, as asyncio does. */
    private void sendAtOnce() throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    private void connect(SocketAddress remote) throws IOException {
        if (!channel.connect(remote)) {
            Promise<@Nullable Void> ready = loop.createPromise();
            connected = ready;
            watch.want(SelectionKey.OP_CONNECT);
            Waiters.await(ready);
            channel.finishConnect();
        }
        local = channel.getLocalAddress();
        peer = channel.getRemoteAddress();
        drained = true; // most likely, no bytes have arrived yet
    }

    @Override
    public void ready(int ops) {
        if ((ops & SelectionKey.OP_CONNECT) != 0 && connected != null) {
            Waiters.wake(connected);
        }
        Runnable reader = onReadable;
        if ((ops & SelectionKey.OP_READ) != 0 && reader != null) {
            onReadable = null;
            drained = false;
            reader.run();
        }
        Runnable writer = onWritable;
        if ((ops & SelectionKey.OP_WRITE) != 0 && writer != null) {
            onWritable = null;
            writer.run();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed) {
            if (cause != null) {
                throw cause;
            }
            return -1;
        }
        if (drained) {
            return 0;
        }
        int count = channel.read(into);
        drained = count >= 0 && into.hasRemaining();
        return count;
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

    /** Copies through the loop's direct buffer. Otherwise the JDK would allocate one as large as the array, and keep it. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        int before = from.position();
        while (from.hasRemaining()) {
            int length = Math.min(from.remaining(), scratch.capacity());
            scratch.clear().put(0, from, from.position(), length).limit(length);
            int count = channel.write(scratch);
            from.position(from.position() + count);
            if (count < length) {
                break;
            }
        }
        return from.position() - before;
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
    public void writeEof() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watch.close();
            Runnable reader = onReadable;
            if (reader != null) {
                onReadable = null;
                loop.callSoon(reader);
            }
        }
    }

    @Override
    public void abort(IOException cause) {
        if (closed) {
            return;
        }
        this.cause = cause;
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0); // sends a reset instead of an orderly end
            }
        } catch (IOException e) {
            cause.addSuppressed(e); // the connection is already gone
        }
        close();
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public SocketAddress peerAddress() {
        return peer;
    }

    @Override
    public String toString() {
        return "socket " + local + " to " + peer;
    }
}
