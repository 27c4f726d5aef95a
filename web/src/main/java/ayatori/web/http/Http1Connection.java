package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: one exchange at a time, then back to the pool or closed.
 *
 * <p>Its life: connected by a {@link ConnectAttempt}; {@link #begin} by the task that acquired it; {@link #start} at
 * the next poll sends the request; {@link ResponseParser} takes the answer apart for the exchange; at its end the
 * connection is released to the pool if the next request may use it, else closed. {@link #channelInactive} is the one way
 * out, for whatever reason.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter
        implements Connection, Transport, ResponseParser.Receiver {
    private static final int REQUEST_BYTES_GUESS = 512;

    private final OriginPool pool;
    private final InetAddress remoteAddress;
    private final RequestHead requestHead;

    /** The proxy that sends the requests on; {@code null} where this connection is to the origin, be it by a tunnel. */
    private final @Nullable ProxyServer proxy;

    private final ResponseParser parser;
    private final Channel channel;
    private final DeadlineTimer timer;

    /** The exchange under way. Set and cleared inside polls. */
    private @Nullable Exchange current;

    /** Whether an answer has been received whole before. */
    private boolean served;

    private boolean persistent;

    /** The write of a request with content, {@code null} when there is none under way. */
    private @Nullable ChannelFuture contentWrite;

    private long idleUntilNanos = DeadlineTimer.NEVER;

    Http1Connection(OriginPool pool, InetAddress remoteAddress, Channel channel, @Nullable ProxyServer proxy) {
        this.pool = pool;
        this.proxy = proxy;
        this.requestHead = proxy == null
                ? pool.requestHead()
                : new RequestHead(pool.origin(), pool.config().headers(), proxy);
        this.remoteAddress = remoteAddress;
        this.channel = channel;
        this.parser = new ResponseParser(pool.config().caps().headerBytes(), this);
        this.timer = new DeadlineTimer(pool.loop(), this::expire);
    }

    /** Puts this connection at the end of its channel's pipeline. */
    @Override
    public void install() {
        channel.pipeline().addLast(this);
        pool.opened(this);
    }

    // ---- The task's side.

    @Override
    public void begin(Exchange exchange) {
        exchange.begin(this, timer, served);
    }

    @Override
    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    // ---- Inside a poll.

    @Override
    public void start(Exchange exchange) {
        if (!channel.isActive()) {
            exchange.onFailure(Failures.closed(pool.origin(), false));
            return;
        }
        current = exchange;
        idleUntilNanos = DeadlineTimer.NEVER;
        parser.expect(exchange.request.head());
        byte[] body = exchange.request.body();
        ByteBuf out = channel.alloc().ioBuffer(REQUEST_BYTES_GUESS + (body == null ? 0 : body.length));
        requestHead.write(exchange.request, out);
        if (body == null) {
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        } else {
            contentWrite = channel.writeAndFlush(out);
        }
    }

    @Override
    public void setReading(Exchange exchange, boolean reading) {
        if (exchange == current) {
            channel.config().setAutoRead(reading);
        }
    }

    @Override
    public void abort(Exchange exchange) {
        if (exchange == current) {
            close();
        }
    }

    @Override
    public void close() {
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        Exchange exchange = current;
        try {
            if (exchange == null) {
                close(); // an answer nobody asked for, such as a 408 to a connection that waits
                return;
            }
            exchange.onBytes();
            parser.read(in);
            if (parser.done()) {
                end(exchange, in.isReadable());
            }
        } catch (MalformedAnswer e) {
            current = null;
            if (exchange != null) {
                exchange.onFailure(Failures.malformed(pool.origin(), e));
            }
            close();
        } finally {
            in.release();
        }
    }

    @Override
    public void onHead(ResponseHead head, long contentLength, boolean persists) {
        persistent = persists;
        if (current != null && proxy != null && head.status() == 407) {
            current.onFailure(Failures.proxyCredentials(proxy));
            current = null;
            close();
        } else if (current != null) {
            current.onHead(head, contentLength);
        }
    }

    @Override
    public void onBody(ByteBuf part) {
        if (current != null) {
            current.onBody(part);
        }
    }

    /** @param leftover whether there is more than the answer, which only the next one could be */
    private void end(Exchange exchange, boolean leftover) {
        current = null;
        served = true;
        exchange.onEnd();
        boolean requestSent = contentWrite == null || contentWrite.isSuccess();
        contentWrite = null;
        if (!persistent || !requestSent || leftover || !channel.isActive()) {
            close();
            return;
        }
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        idleUntilNanos = Exchange.after(pool.loop().nanoTime(), pool.config().keepAlive());
        timer.noLaterThan(idleUntilNanos);
        pool.release(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        Exchange exchange = current;
        if (exchange != null && parser.endsWithConnection()) {
            end(exchange, false);
        } else if (exchange != null) {
            current = null;
            exchange.onFailure(Failures.closed(pool.origin(), exchange.heard()));
        }
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
            exchange.onFailure(Failures.connected(pool.origin(), cause));
        }
        close();
    }

    /** Closes the connection when it has waited too long, or lets the exchange look after its own limits. */
    private long expire(long nowNanos) {
        if (current != null) {
            return current.expire(nowNanos);
        }
        if (nowNanos - idleUntilNanos >= 0) {
            pool.driver().execute(() -> {
                if (current == null) {
                    close();
                }
            });
            return DeadlineTimer.NEVER;
        }
        return idleUntilNanos;
    }
}
