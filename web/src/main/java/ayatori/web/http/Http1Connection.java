package ayatori.web.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: one exchange at a time, then back to the pool or closed.
 *
 * <p>Its life: connected by a {@link ConnectAttempt}; {@link #begin} by the task that acquired it; {@link #start} at
 * the next poll sends the request; the handlers pass the answer to the exchange; at its end the connection is released
 * to the pool if the next request may use it, else closed. {@link #channelInactive} is the one way out, for whatever
 * reason.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements Connection, Transport {
    private static final int REQUEST_BYTES_GUESS = 512;

    private final OriginPool pool;
    private final InetAddress remoteAddress;
    private final ResponseDecoder decoder;
    private final Channel channel;
    private final DeadlineTimer timer;

    /** The exchange under way. Set and cleared inside polls. */
    private @Nullable Exchange current;

    /** Whether an answer has been received whole before. */
    private boolean served;

    private boolean keepAlive;
    private boolean informational;

    /** The write of a request with content, {@code null} when there is none under way. */
    private @Nullable ChannelFuture contentWrite;

    private long idleUntilNanos = DeadlineTimer.NEVER;

    Http1Connection(OriginPool pool, InetAddress remoteAddress, Channel channel) {
        this.pool = pool;
        this.remoteAddress = remoteAddress;
        this.channel = channel;
        this.decoder = new ResponseDecoder(this, pool.config().caps().headerBytes());
        this.timer = new DeadlineTimer(pool.loop(), this::expire);
    }

    /** Puts this connection at the end of its channel's pipeline. */
    void install() {
        channel.pipeline().addLast(decoder).addLast(this);
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
        byte[] body = exchange.request.body();
        ByteBuf out = channel.alloc().ioBuffer(REQUEST_BYTES_GUESS + (body == null ? 0 : body.length));
        pool.requestHead().write(exchange.request, out);
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

    /** Told by the decoder before it reads. */
    void bytesCame() {
        if (current != null) {
            current.onBytes();
        }
    }

    boolean askedForHead() {
        return current != null && current.request.head();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Exchange exchange = current;
        if (exchange == null) {
            // An answer nobody asked for, such as a 408 to a connection that waits.
            ReferenceCountUtil.release(message);
            close();
            return;
        }
        if (message instanceof HttpResponse response) {
            onResponse(exchange, response);
        }
        if (message instanceof HttpContent content) {
            try {
                onContent(exchange, content);
            } finally {
                content.release();
            }
        }
    }

    private void onResponse(Exchange exchange, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            fail(exchange, response.decoderResult().cause());
            return;
        }
        int status = response.status().code();
        if (status == 101) {
            fail(exchange, null); // we never ask for another protocol
            return;
        }
        if (status < 200) {
            informational = true;
            return;
        }
        keepAlive = HttpUtil.isKeepAlive(response);
        HttpVersion version =
                response.protocolVersion().minorVersion() == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        Headers headers = headersOf(response.headers());
        String length = headers.first("Content-Length");
        exchange.onHead(
                new ResponseHead(version, status, response.status().reasonPhrase(), headers),
                length == null ? -1 : Long.parseLong(length));
    }

    private void onContent(Exchange exchange, HttpContent content) {
        if (exchange != current) {
            return; // it failed in this very message
        }
        if (content.decoderResult().isFailure()) {
            fail(exchange, content.decoderResult().cause());
            return;
        }
        boolean last = content instanceof LastHttpContent;
        if (informational) {
            informational = !last;
            return;
        }
        if (content.content().isReadable()) {
            exchange.onBody(content.content());
        }
        if (last) {
            end(exchange);
        }
    }

    private void end(Exchange exchange) {
        current = null;
        served = true;
        exchange.onEnd();
        boolean requestSent = contentWrite == null || contentWrite.isSuccess();
        contentWrite = null;
        if (!keepAlive || !requestSent || decoder.hasLeftover() || !channel.isActive()) {
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

    private void fail(Exchange exchange, @Nullable Throwable cause) {
        current = null;
        exchange.onFailure(
                cause == null ? Failures.protocol(pool.origin(), null) : Failures.answering(pool.origin(), cause));
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        timer.cancel();
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
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

    private static Headers headersOf(HttpHeaders fields) {
        String[] namesAndValues = new String[fields.size() * 2];
        int next = 0;
        for (var each = fields.iteratorCharSequence(); each.hasNext(); ) {
            var field = each.next();
            namesAndValues[next++] = field.getKey().toString();
            namesAndValues[next++] = field.getValue().toString();
        }
        return Headers.trusted(namesAndValues);
    }
}
