package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.IoDriver;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Netty as the I/O driver of an event loop: sockets, TLS and codecs run on the loop's own thread, between tasks.
 *
 * <p>Netty code runs inside {@link #poll} and nowhere else. A task that wants something of a channel leaves a command
 * with {@link #execute}; what comes of it reaches the task through a promise that a handler completes. Tasks and polls
 * take turns, so what both touch needs no lock; and a handler must take none, for a parked task might hold it and the
 * loop would hang (netty #13204).
 */
final class NettyDriver implements IoDriver {
    /** How long a name server has for an answer; there is time to ask another one. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final EventLoop loop;
    private final ManualIoEventLoop netty;
    private final Class<? extends SocketChannel> channelType;
    private final Class<? extends DatagramChannel> datagramType;
    private final Runnable drain = this::drain;

    /** Filled by tasks, emptied by polls. */
    private final ArrayDeque<Runnable> commands = new ArrayDeque<>();

    /** Shared by the loop's sessions, so that they ask for a host once. */
    private final HostResolver resolver;

    /** Channels that are connecting or connected; counted inside polls. */
    private int channels;

    NettyDriver(EventLoop loop) {
        this.loop = loop;
        IoHandlerFactory handlers;
        if (Epoll.isAvailable()) {
            handlers = EpollIoHandler.newFactory();
            channelType = EpollSocketChannel.class;
            datagramType = EpollDatagramChannel.class;
        } else if (KQueue.isAvailable()) {
            handlers = KQueueIoHandler.newFactory();
            channelType = KQueueSocketChannel.class;
            datagramType = KQueueDatagramChannel.class;
        } else {
            handlers = NioIoHandler.newFactory();
            channelType = NioSocketChannel.class;
            datagramType = NioDatagramChannel.class;
        }
        netty = new ManualIoEventLoop(loop.thread(), handlers);
        resolver = new HostResolver(loop, names());
    }

    /** Only on Linux do all programs go by {@code /etc/resolv.conf}. */
    private NameLookup names() {
        var system = new SystemLookup();
        ResolvConf conf = Epoll.isAvailable() ? ResolvConf.ofSystem() : ResolvConf.NONE;
        if (conf.servers().isEmpty()) {
            return system;
        }
        return new HostLookup(new DnsLookup(this, conf, hasIpv6(), PATIENCE), system, HostLookup.hostsFile());
    }

    /** Whether this machine has an IPv6 address that leads anywhere. */
    private static boolean hasIpv6() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(address -> address instanceof Inet6Address
                            && !address.isLoopbackAddress()
                            && !address.isLinkLocalAddress());
        } catch (SocketException e) {
            return false;
        }
    }

    /** The driver of {@code loop}, installed on first use. */
    static NettyDriver of(EventLoop loop) {
        return loop.driver(NettyDriver.class, NettyDriver::new);
    }

    /** Has {@code command} run at the start of the next poll. Called by tasks of the loop. */
    void execute(Runnable command) {
        commands.add(command);
    }

    EventLoop loop() {
        return loop;
    }

    ManualIoEventLoop netty() {
        return netty;
    }

    Class<? extends DatagramChannel> datagramType() {
        return datagramType;
    }

    HostResolver resolver() {
        return resolver;
    }

    Class<? extends SocketChannel> channelType() {
        return channelType;
    }

    /** Counts {@code channel} among those a poll may bring something from, until it is closed. */
    void track(Channel channel) {
        channels++;
        channel.closeFuture().addListener(_ -> channels--);
    }

    @Override
    public void poll(long timeoutNanos) {
        long waitNanos = timeoutNanos;
        if (!commands.isEmpty()) {
            // Read first what has come: bytes on an idle connection must not pass for the answer to a request sent now.
            netty.runNow();
            // As tasks of the Netty loop, so that its allocator knows whose thread this is.
            netty.execute(drain);
            netty.runNonBlockingTasks(0);
            waitNanos = 0; // a command may have made a task ready
        }
        if (waitNanos <= 0) {
            netty.runNow();
        } else {
            netty.run(waitNanos == Long.MAX_VALUE ? 0 : waitNanos); // 0 is Netty's "no limit"
        }
    }

    private void drain() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    @Override
    public boolean idle() {
        return commands.isEmpty() && channels == 0;
    }

    /**
     * Leaves Netty a task that does nothing: its own {@code wakeup} is lost when it comes just before the wait begins, but
     * with a task in its queue it does not wait.
     */
    @Override
    public void wakeup() {
        if (!netty.isShuttingDown()) {
            netty.execute(() -> {});
        }
    }

    @Override
    public void close() {
        poll(0); // what was asked for last, such as closing a session's connections
        var _ = netty.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        while (!netty.isTerminated()) {
            netty.runNow();
        }
    }
}
