package ayatori.web.http;

import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import ayatori.web.proxy.ProxyServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect to one address: TCP; TLS with a proxy, its tunnel, and TLS with the origin where they are needed;
 * then the protocol that was agreed on. It completes its promise, or closes what it has made if the task that waits has
 * gone away.
 */
final class ConnectAttempt extends ChannelInboundHandlerAdapter implements Runnable, Tunnel.Outcome {
    /** Most pages fit in one read of the first size; a connection that brings more is soon read in larger ones. */
    private static final AdaptiveRecvByteBufAllocator READ_SIZES =
            new AdaptiveRecvByteBufAllocator(2048, 32768, 131072);

    /** How far the attempt is. It only moves forward, inside polls or by a timer that ends it. */
    private enum State {
        /** TCP, with the origin or the proxy. */
        CONNECTING,
        /** TLS with the proxy. */
        PROXY_TLS,
        /** The proxy connects to the origin. */
        TUNNEL,
        /** TLS with the origin. */
        TLS,
        /** The promise is completed, or nobody waits for it any more. */
        OVER;

        /** Whether a failure is the proxy's. */
        boolean atProxy() {
            return this == PROXY_TLS || this == TUNNEL;
        }
    }

    private final OriginPool pool;
    private final InetAddress address;
    private final @Nullable ProxyServer proxy;
    private final @Nullable SslContext proxyTls;
    private final @Nullable SslContext tls;
    private final Promise<Connection> connected;
    private final HappyEyeballs.Progress progress;
    private @Nullable Channel channel;
    private @Nullable TimerHandle limit;
    private long deadlineNanos = DeadlineTimer.NEVER;
    private @Nullable SslHandler originTls;
    private State state = State.CONNECTING;

    /**
     * Creates an attempt that has not begun.
     *
     * @param address the origin's, or the proxy's where there is one
     * @param proxyTls for TLS with the proxy, {@code null} for plain text
     * @param tls for TLS with the origin, {@code null} for plain text
     */
    ConnectAttempt(
            OriginPool pool,
            InetAddress address,
            @Nullable ProxyServer proxy,
            @Nullable SslContext proxyTls,
            @Nullable SslContext tls,
            Promise<Connection> connected,
            HappyEyeballs.Progress progress) {
        this.pool = pool;
        this.address = address;
        this.proxy = proxy;
        this.proxyTls = proxyTls;
        this.tls = tls;
        this.connected = connected;
        this.progress = progress;
    }

    // ---- The task's side.

    /** Sets the timer that ends the wait for TCP, and the deadline of the whole request. */
    void limits(@Nullable TimerHandle connectLimit, long deadlineNanos) {
        this.limit = connectLimit;
        this.deadlineNanos = deadlineNanos;
    }

    void cancelLimits() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    /** Gives the attempt up: nobody waits for it any more. */
    void abandon() {
        state = State.OVER;
        pool.driver().execute(this::closeChannel);
    }

    // ---- Timers, on the loop between polls.

    void connectExpired() {
        if (state == State.OVER || state == State.TLS) {
            return; // it fired just before it was cancelled
        }
        if (proxy != null && state != State.TUNNEL) {
            fail(Failures.proxyUnreachable(proxy, null));
        } else {
            String by = proxy == null ? address.getHostAddress() : "through the proxy " + proxy;
            fail(new HttpException(
                    FailureKind.CONNECT_TIMEOUT,
                    "Connecting to " + pool.origin().hostName() + " (" + by + ") took too long."));
        }
        pool.driver().execute(this::closeChannel);
    }

    private void tlsExpired() {
        if (state == State.OVER) {
            return;
        }
        fail(new HttpException(
                FailureKind.TLS,
                "The host " + pool.origin().hostName() + " did not finish the TLS handshake in time."));
        pool.driver().execute(this::closeChannel);
    }

    // ---- Inside a poll.

    @Override
    public void run() {
        if (state == State.OVER) {
            return;
        }
        var bootstrap = new Bootstrap()
                .group(pool.driver().netty())
                .channel(pool.driver().channelType())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the loop's timers do this
                .option(ChannelOption.RECVBUF_ALLOCATOR, READ_SIZES)
                .handler(this);
        var target =
                new InetSocketAddress(address, proxy == null ? pool.origin().port() : proxy.port());
        channel = pool.driver().connect(bootstrap, target, tcp -> {
            if (tcp.isSuccess()) {
                tcpConnected();
            } else {
                fail(
                        proxy == null
                                ? Failures.connecting(pool.origin(), address, tcp.cause())
                                : Failures.proxyUnreachable(proxy, tcp.cause()));
                closeChannel();
            }
        });
    }

    private void tcpConnected() {
        Channel made = channel;
        if (state == State.OVER || made == null) {
            closeChannel();
            return;
        }
        if (proxy != null && proxyTls != null) {
            advance(State.PROXY_TLS); // within the limit for connecting, as everything up to the origin
            addBeforeThis(made, handler(proxyTls, made, proxy.host(), proxy.port()));
        } else {
            proxyReached(made);
        }
    }

    private void proxyReached(Channel made) {
        if (proxy != null && (tls != null || proxy.kind() == ProxyServer.Kind.SOCKS5)) {
            advance(State.TUNNEL);
            addBeforeThis(made, Tunnel.through(proxy, pool.origin(), this));
        } else {
            originReached(made);
        }
    }

    /** Adds {@code handler} just below this one, above what has been added before. */
    private void addBeforeThis(Channel made, ChannelHandler handler) {
        made.pipeline().addBefore(made.pipeline().context(this).name(), null, handler);
    }

    private static SslHandler handler(SslContext context, Channel made, String host, int port) {
        SslHandler handler = context.newHandler(made.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        return handler;
    }

    @Override
    public void established() {
        Channel made = channel;
        if (state == State.OVER || made == null) {
            closeChannel();
            return;
        }
        originReached(made);
    }

    @Override
    public void refused(HttpException why) {
        fail(why);
        closeChannel();
    }

    private void originReached(Channel made) {
        cancelLimits();
        if (tls == null) {
            boolean forwards = proxy != null && proxy.kind() != ProxyServer.Kind.SOCKS5;
            become(new Http1Connection(pool, address, made, forwards ? proxy : null));
            return;
        }
        Duration tlsLimit = pool.config().timeouts().tls();
        long now = pool.loop().nanoTime();
        long giveUpNanos = Math.min(deadlineNanos, Exchange.after(now, tlsLimit));
        if (giveUpNanos != DeadlineTimer.NEVER) {
            limit = pool.loop().callLater(Duration.ofNanos(Math.max(0, giveUpNanos - now)), this::tlsExpired);
        }
        advance(State.TLS);
        progress.shakingHands();
        originTls = handler(tls, made, pool.origin().hostName(), pool.origin().port());
        addBeforeThis(made, originTls);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        if (!handshake.isSuccess()) {
            fail(
                    state.atProxy() && proxy != null
                            ? Failures.proxyUnreachable(proxy, handshake.cause())
                            : Failures.handshake(pool.origin(), handshake.cause()));
            closeChannel();
            return;
        }
        if (state == State.OVER) {
            closeChannel();
            return;
        }
        if (originTls == null) {
            proxyReached(ctx.channel());
            return;
        }
        cancelLimits();
        String protocol = originTls.applicationProtocol();
        become(
                ApplicationProtocolNames.HTTP_2.equals(protocol)
                        ? new Http2Connection(pool, address, ctx.channel())
                        : new Http1Connection(pool, address, ctx.channel(), null));
    }

    private void become(Connection connection) {
        advance(State.OVER);
        connection.install();
        if (connected.done()) {
            connection.close();
        } else {
            connected.setResult(connection);
        }
        if (channel != null) {
            channel.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state.atProxy() && proxy != null) {
            fail(new HttpException(
                    FailureKind.PROXY,
                    "The proxy " + proxy + " closed the connection instead of connecting to "
                            + pool.origin().hostName() + "."));
            return;
        }
        fail(new HttpException(
                tls == null ? FailureKind.RESET : FailureKind.TLS,
                "The host " + pool.origin().hostName() + " closed the connection during the TLS handshake."));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(
                state.atProxy() && proxy != null
                        ? Failures.proxyUnreachable(proxy, cause)
                        : Failures.handshake(pool.origin(), cause));
        closeChannel();
    }

    private void advance(State next) {
        if (next.compareTo(state) <= 0) {
            throw new IllegalStateException("from " + state + " to " + next);
        }
        state = next;
    }

    private void fail(HttpException failure) {
        if (state != State.OVER) {
            state = State.OVER;
            if (!connected.done()) {
                connected.setException(failure);
            }
        }
    }

    private void closeChannel() {
        if (channel != null) {
            var _ = channel.close();
        }
    }
}
