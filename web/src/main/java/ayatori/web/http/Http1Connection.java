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
 * <p>Its life: a {@link ConnectAttempt} makes it; the task that acquired it calls {@link #begin}; at the next poll {@link
 * #start} sends the request; {@link ResponseParser} parses the answer for the exchange; at its end the connection returns
 * to the pool if it can serve another request, else it is closed. {@link #channelInactive} is called once at the end,
 * whatever the reason.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter
        implements Connection, Transport, ResponseParser.Receiver {
    private static final int REQUEST_BYTES_GUESS = 512;

    /** What the connection does. It changes inside polls only. */
    private sealed interface State {}

    /** No exchange: it waits, in the pool or for the task that has just taken it. */
    private record Idle(long untilNanos) implements State {}

    /** An exchange is under way. */
    private static final class Busy implements State {
        final Exchange exchange;

        /** The write of a request with content, {@code null} for one without. */
        final @Nullable ChannelFuture contentWrite;

        /** Whether the server keeps the connection open after this answer; known once the head has come. */
        boolean persistent;

        Busy(Exchange exchange, @Nullable ChannelFuture contentWrite) {
            this.exchange = exchange;
            this.contentWrite = contentWrite;
        }
    }

    /** It takes no exchange any more; what still comes is dropped. */
    private record Closed() implements State {}

    private final OriginPool pool;
    private final InetAddress remoteAddress;
    private final RequestHead requestHead;

    /** The proxy that forwards the requests; {@code null} for a connection to the origin, be it through a tunnel. */
    private final @Nullable ProxyServer proxy;

    private final ResponseParser parser;
    private final Channel channel;
    private final DeadlineTimer timer;

    private State state = new Idle(DeadlineTimer.NEVER);

    /** Where the bytes begin that are being read and that no tap has seen. */
    private int untapped;

    /** Whether the connection has delivered a complete answer. */
    private boolean served;

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
        if (state instanceof Closed || !channel.isActive()) {
            exchange.onFailure(Failures.closed(pool.origin(), false));
            return;
        }
        if (state instanceof Busy) {
            throw new IllegalStateException("an exchange is under way");
        }
        parser.expect(exchange.request.head());
        byte[] body = exchange.request.body();
        ByteBuf out = channel.alloc().ioBuffer(REQUEST_BYTES_GUESS + (body == null ? 0 : body.length));
        requestHead.write(exchange.request, out);
        if (exchange.tap != null) {
            exchange.tap.sent(HttpVersion.HTTP_1_1, out.nioBuffer());
        }
        if (body == null) {
            state = new Busy(exchange, null);
            var _ = channel.writeAndFlush(out, channel.voidPromise());
        } else {
            var content = channel.newPromise();
            state = new Busy(exchange, content);
            var _ = channel.writeAndFlush(out, content);
        }
    }

    @Override
    public void setReading(Exchange exchange, boolean reading) {
        if (serves(exchange)) {
            channel.config().setAutoRead(reading);
        }
    }

    @Override
    public void abort(Exchange exchange) {
        if (serves(exchange)) {
            close();
        }
    }

    private boolean serves(Exchange exchange) {
        return state instanceof Busy busy && busy.exchange == exchange;
    }

    @Override
    public void close() {
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        try {
            // Not a switch on the type, which costs 12 ms of the start when it is first used.
            if (state instanceof Busy busy) {
                read(busy, in);
            } else if (state instanceof Idle) {
                state = new Closed();
                close(); // an answer to no request, such as a 408 to an idle connection
            }
        } finally {
            in.release();
        }
    }

    private void read(Busy busy, ByteBuf in) {
        Exchange exchange = busy.exchange;
        exchange.onBytes();
        untapped = in.readerIndex();
        try {
            parser.read(in);
        } catch (MalformedAnswer e) {
            exchange.onReceived(in, untapped, in.writerIndex());
            HttpException failure = Failures.malformed(pool.origin(), e);
            if (parser.foreign()) {
                exchange.onLeftover(failure);
            } else {
                exchange.onFailure(failure);
            }
            state = new Closed();
            close();
            return;
        }
        exchange.onReceived(in, untapped, in.readerIndex());
        if (state == busy && parser.done()) {
            end(busy, in.isReadable());
        }
    }

    @Override
    public void onPreamble(ByteBuf in) {
        untapped = in.readerIndex();
        if (state instanceof Busy busy && busy.exchange.tap != null) {
            busy.exchange.tap.preambleEnded();
        }
    }

    @Override
    public void onHead(ResponseHead head, long contentLength, boolean persists) {
        if (!(state instanceof Busy busy)) {
            return;
        }
        busy.persistent = persists;
        if (proxy != null && head.status() == 407) {
            busy.exchange.onFailure(Failures.proxyCredentials(proxy));
            state = new Closed();
            close();
        } else if (head.status() == 408 && served && !persists) {
            // The server gave up waiting just before the request arrived (RFC 9110 section 15.5.9).
            busy.exchange.onLeftover(Failures.closed(pool.origin(), false));
            state = new Closed();
            close();
        } else {
            busy.exchange.onHead(head, contentLength);
        }
    }

    @Override
    public void onBody(ByteBuf part) {
        if (state instanceof Busy busy) {
            busy.exchange.onBody(part);
        }
    }

    /** @param leftover whether more came than the answer, although there was no further request */
    private void end(Busy busy, boolean leftover) {
        served = true;
        busy.exchange.onEnd();
        boolean requestSent = busy.contentWrite == null || busy.contentWrite.isSuccess();
        if (!busy.persistent || !requestSent || leftover || !channel.isActive()) {
            state = new Closed();
            close();
            return;
        }
        if (!channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
        long untilNanos = Exchange.after(pool.loop().nanoTime(), pool.config().keepAlive());
        state = new Idle(untilNanos);
        timer.noLaterThan(untilNanos);
        pool.release(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        if (state instanceof Busy busy) {
            if (parser.endsWithConnection()) {
                end(busy, false);
            } else if (parser.foreign()) {
                busy.exchange.onLeftover(Failures.closed(pool.origin(), false));
            } else {
                busy.exchange.onFailure(Failures.closed(pool.origin(), busy.exchange.heard()));
            }
        }
        state = new Closed();
        pool.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state instanceof Busy busy) {
            busy.exchange.onFailure(Failures.connected(pool.origin(), cause));
        }
        state = new Closed();
        close();
    }

    /** Closes the connection when it has been idle too long, or has the exchange check its own limits. */
    private long expire(long nowNanos) {
        if (state instanceof Busy busy) {
            return busy.exchange.expire(nowNanos);
        }
        if (state instanceof Idle idle) {
            if (nowNanos - idle.untilNanos < 0) {
                return idle.untilNanos;
            }
            pool.driver().execute(() -> {
                if (state instanceof Idle) {
                    close();
                }
            });
        }
        return DeadlineTimer.NEVER;
    }
}
