package ayatori.web.http;

import ayatori.async.EventLoop;
import ayatori.async.IoDriver;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Netty as the I/O driver of an event loop: sockets, TLS and codecs run on the loop's own thread, between tasks.
 *
 * <p>Netty code runs inside {@link #poll} and nowhere else. A task leaves a command for a channel with {@link #execute}; the
 * result reaches the task through a promise that a handler completes. Tasks and polls take turns, so what both use needs no
 * lock. A handler must take no lock, because a parked task might hold it and the loop would hang (netty #13204).
 */
final class NettyDriver implements IoDriver {
    /** The time limit for one name server, short enough to ask another one. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A pause of this length between two polls is ordinary; what is longer is not a server's delay. */
    private static final long AWAY_NANOS = 50_000_000;

    private final EventLoop loop;
    private final ManualIoEventLoop netty;
    private final Class<? extends SocketChannel> channelType;
    private final Class<? extends DatagramChannel> datagramType;
    private final Runnable drain = this::drain;

    /** Filled by tasks, emptied by polls. */
    private final ArrayDeque<Runnable> commands = new ArrayDeque<>();

    /** Shared by the sessions of the loop, so that each host is looked up once. */
    private final HostResolver resolver;

    /** Counts the channels that are connecting or connected. */
    private final DescriptorBudget descriptors;

    /** The turns of bodies whose decoders have large windows. */
    private final BodyTurns windows = BodyTurns.ofWindows();

    /** When the last poll ended. */
    private long polledNanos;

    /** How long the loop has been away from polls, beyond {@link #AWAY_NANOS} each time. */
    private long lostNanos;

    NettyDriver(EventLoop loop) {
        this.loop = loop;
        this.polledNanos = loop.nanoTime();
        this.descriptors = new DescriptorBudget(loop);
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

    /** Only on Linux is {@code /etc/resolv.conf} what all programs use. */
    private NameLookup names() {
        var system = new SystemLookup();
        ResolvConf conf = Epoll.isAvailable() ? ResolvConf.ofSystem() : ResolvConf.NONE;
        if (conf.servers().isEmpty()) {
            return system;
        }
        return new HostLookup(new DnsLookup(this, conf, hasIpv6(), PATIENCE), system, HostLookup.hostsFile());
    }

    /** Whether this machine has an IPv6 address beyond its own link. */
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

    /** The driver of {@code loop}, created on first use. */
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

    DescriptorBudget descriptors() {
        return descriptors;
    }

    BodyTurns windows() {
        return windows;
    }

    /**
     * Connects to {@code address} and passes the result to {@code whenConnected}, inside a poll. Null when no socket could be
     * opened; the failure has been passed on then.
     */
    @Nullable Channel connect(Bootstrap bootstrap, SocketAddress address, Consumer<ChannelFuture> whenConnected) {
        ChannelFuture connecting = bootstrap.connect(address);
        if (connecting.isDone() && !connecting.isSuccess()) {
            // Netty answers for a channel without a loop here: its listeners would run on another thread.
            if (Failures.isShortage(connecting.cause())) {
                descriptors.ranOut();
            }
            whenConnected.accept(connecting);
            return null;
        }
        Channel channel = connecting.channel();
        descriptors.opened();
        channel.closeFuture().addListener(_ -> descriptors.closed());
        connecting.addListener((ChannelFuture done) -> whenConnected.accept(done));
        return channel;
    }

    /**
     * The loop's time without the stretches in which it was too busy to poll. A server's delay is measured on this clock: an
     * answer may have been waiting all the while.
     */
    long attentiveNanos() {
        long now = loop.nanoTime();
        return now - lostNanos - awayTooLong(now);
    }

    private long awayTooLong(long nowNanos) {
        return Math.max(0, nowNanos - polledNanos - AWAY_NANOS);
    }

    @Override
    public void poll(long timeoutNanos) {
        lostNanos += awayTooLong(loop.nanoTime());
        polledNanos = Long.MAX_VALUE / 2; // not away while polling
        try {
            pollNow(timeoutNanos);
        } finally {
            polledNanos = loop.nanoTime();
        }
    }

    private void pollNow(long timeoutNanos) {
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
        return commands.isEmpty() && descriptors.open() == 0;
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
