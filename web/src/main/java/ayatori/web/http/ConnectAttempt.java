package ayatori.web.http;

import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
 * One attempt to connect to one address: TCP, then TLS where it is wanted, then the protocol agreed on. Ends by
 * completing its promise, unless the task that waits has gone away, and then closes what it has made.
 */
final class ConnectAttempt extends ChannelInboundHandlerAdapter implements Runnable {
    /** Most pages fit in one read of the first size, and a connection that brings more is soon read in larger ones. */
    private static final AdaptiveRecvByteBufAllocator READ_SIZES =
            new AdaptiveRecvByteBufAllocator(2048, 32768, 131072);

    private final OriginPool pool;
    private final InetAddress address;
    private final @Nullable SslContext tls;
    private final Promise<Connection> connected;
    private @Nullable Channel channel;
    private @Nullable TimerHandle limit;
    private long deadlineNanos = DeadlineTimer.NEVER;
    private boolean handshaking;
    private boolean over;

    ConnectAttempt(OriginPool pool, InetAddress address, @Nullable SslContext tls, Promise<Connection> connected) {
        this.pool = pool;
        this.address = address;
        this.tls = tls;
        this.connected = connected;
    }

    // ---- The task's side.

    /** Says which timer ends the wait for TCP, and when everything must be over. */
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

    /** Nobody waits any more. */
    void abandon() {
        pool.driver().execute(() -> {
            over = true;
            closeChannel();
        });
    }

    // ---- Timers, on the loop between polls.

    void connectExpired() {
        if (over || handshaking) {
            return; // it fired in the very moment it was cancelled
        }
        fail(new HttpException(
                FailureKind.CONNECT_TIMEOUT,
                "Connecting to " + pool.origin().hostName() + " (" + address.getHostAddress() + ") took too long."));
        pool.driver().execute(this::closeChannel);
    }

    private void tlsExpired() {
        if (over) {
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
        if (over) {
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(pool.driver().netty())
                .channel(pool.driver().channelType())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0) // the loop's timers do this
                .option(ChannelOption.RECVBUF_ALLOCATOR, READ_SIZES)
                .handler(this)
                .connect(new InetSocketAddress(address, pool.origin().port()));
        channel = connecting.channel();
        pool.driver().track(channel);
        connecting.addListener(tcp -> {
            if (tcp.isSuccess()) {
                tcpConnected();
            } else {
                fail(Failures.connecting(pool.origin(), address.getHostAddress(), tcp.cause()));
                closeChannel();
            }
        });
    }

    private void tcpConnected() {
        Channel made = channel;
        if (over || made == null) {
            closeChannel();
            return;
        }
        cancelLimits();
        if (tls == null) {
            become(new Http1Connection(pool, address, made));
            return;
        }
        SslHandler handler = tls.newHandler(
                made.alloc(), pool.origin().hostName(), pool.origin().port());
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        Duration tlsLimit = pool.config().timeouts().tls();
        long now = pool.loop().nanoTime();
        long giveUpNanos = Math.min(deadlineNanos, Exchange.after(now, tlsLimit));
        if (giveUpNanos != DeadlineTimer.NEVER) {
            limit = pool.loop().callLater(Duration.ofNanos(Math.max(0, giveUpNanos - now)), this::tlsExpired);
        }
        handshaking = true;
        made.pipeline().addFirst(handler);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        if (!handshake.isSuccess()) {
            fail(Failures.handshake(pool.origin(), handshake.cause()));
            closeChannel();
            return;
        }
        if (over) {
            closeChannel();
            return;
        }
        cancelLimits();
        String protocol = ctx.pipeline().get(SslHandler.class).applicationProtocol();
        become(
                ApplicationProtocolNames.HTTP_2.equals(protocol)
                        ? new Http2Connection(pool, address, ctx.channel())
                        : new Http1Connection(pool, address, ctx.channel()));
    }

    private void become(Connection connection) {
        over = true;
        switch (connection) {
            case Http1Connection one -> one.install();
            case Http2Connection many -> many.install();
        }
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
        fail(new HttpException(
                tls == null ? FailureKind.RESET : FailureKind.TLS,
                "The host " + pool.origin().hostName() + " closed the connection during the TLS handshake."));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failures.handshake(pool.origin(), cause));
        closeChannel();
    }

    private void fail(HttpException failure) {
        if (!over) {
            over = true;
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
