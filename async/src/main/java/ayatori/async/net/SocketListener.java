package ayatori.async.net;

import ayatori.async.EventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A listening TCP or Unix domain socket.
 *
 * <p>The file of a Unix domain socket stays when its server crashes, and blocks the next one. A file that no server listens on is
 * therefore deleted before the bind. Closing deletes the file, unless it has been replaced meanwhile.
 */
final class SocketListener implements Listener, Watch.Handler {
    private static final System.Logger LOG = System.getLogger("ayatori.async.net");

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final Watch watch;

    /** Identifies the file of a Unix domain socket; null for TCP. */
    private final @Nullable Object fileKey;

    private @Nullable Runnable onAcceptable;
    private boolean closed;

    private SocketListener(EventLoop loop, ServerSocketChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.address = channel.getLocalAddress();
        this.fileKey = address instanceof UnixDomainSocketAddress unix ? fileKey(unix.getPath()) : null;
        this.watch = SelectorDriver.of(loop).watch(channel, this);
    }

    static SocketListener listen(SocketAddress address, ServerOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family(address));
        boolean done = false;
        try {
            if (address instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                if (options.reusePort()) {
                    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                }
            }
            if (address instanceof UnixDomainSocketAddress unix) {
                deleteIfStale(unix);
            }
            channel.bind(address, options.backlog());
            var listener = new SocketListener(EventLoop.current(), channel);
            done = true;
            return listener;
        } catch (java.net.BindException e) {
            var taken = new java.net.BindException(e.getMessage() + ": " + address);
            taken.initCause(e);
            throw taken;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private static ProtocolFamily family(SocketAddress address) {
        return switch (address) {
            case UnixDomainSocketAddress unix -> StandardProtocolFamily.UNIX;
            case InetSocketAddress internet
            when internet.getAddress() instanceof Inet4Address -> StandardProtocolFamily.INET;
            default -> StandardProtocolFamily.INET6;
        };
    }

    @Override
    public @Nullable Transport accept() throws IOException {
        if (closed) {
            return null;
        }
        SocketChannel accepted = channel.accept();
        return accepted == null ? null : SocketTransport.accepted(accepted, loop);
    }

    @Override
    public void ready(int ops) {
        Runnable callback = onAcceptable;
        if (callback != null) {
            onAcceptable = null;
            callback.run();
        }
    }

    @Override
    public void whenAcceptable(Runnable callback) {
        onAcceptable = callback;
        watch.want(SelectionKey.OP_ACCEPT);
    }

    @Override
    public void cancelAcceptable() {
        onAcceptable = null;
        watch.unwant(SelectionKey.OP_ACCEPT);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    /** Closes, and deletes the file of a Unix domain socket, so that the next server can bind it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.closeListener();
        if (address instanceof UnixDomainSocketAddress unix) {
            try {
                if (Objects.equals(fileKey, fileKey(unix.getPath()))) {
                    Files.deleteIfExists(unix.getPath());
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot delete the socket file " + unix.getPath(), e);
            }
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Deletes the file of a socket whose server has ended. Any other file makes the bind fail. */
    private static void deleteIfStale(UnixDomainSocketAddress address) throws IOException {
        Path file = address.getPath();
        if (!Files.exists(file)
                || !Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            return;
        }
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(address);
        } catch (ConnectException e) {
            Files.deleteIfExists(file); // the connection was refused
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a server may listen on " + file, e);
        }
    }

    @Override
    public String toString() {
        return "listener on " + address;
    }
}
