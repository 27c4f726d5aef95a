package ayatori.web.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One exchange over an HTTP/2 connection: a stream of its own (RFC 9113 section 8.1). */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Transport {
    private final Http2Connection connection;
    private final Exchange exchange;
    private final DeadlineTimer timer;
    private @Nullable Http2StreamChannel channel;
    private boolean headSeen;
    private boolean over;

    Http2Stream(Http2Connection connection, Exchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
        this.timer = new DeadlineTimer(connection.pool().loop(), exchange::expire);
    }

    /** The task's side. */
    void begin(boolean reusedConnection) {
        exchange.begin(this, timer, reusedConnection);
    }

    // ---- Inside a poll.

    @Override
    public void start(Exchange sameExchange) {
        if (!connection.channel().isActive()) {
            exchange.onFailure(Failures.closed(origin(), false));
            end(false);
            return;
        }
        new Http2StreamChannelBootstrap(connection.channel())
                .handler(this)
                .open()
                .addListener(opened -> {
                    if (opened.isSuccess()) {
                        send((Http2StreamChannel) opened.getNow());
                    } else {
                        exchange.onNotProcessed(Failures.connected(origin(), opened.cause()));
                        end(false);
                    }
                });
    }

    private void send(Http2StreamChannel opened) {
        channel = opened;
        byte[] body = exchange.request.body();
        var _ = opened.write(new DefaultHttp2HeadersFrame(requestHeaders(), body == null), opened.voidPromise());
        if (body != null) {
            var _ = opened.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true), opened.voidPromise());
        }
        opened.flush();
    }

    private Http2Headers requestHeaders() {
        OutgoingRequest request = exchange.request;
        Headers fields = request.headers() == null ? connection.pool().config().headers() : request.headers();
        Http2Headers headers = new DefaultHttp2Headers(false, fields.size() + 5)
                .method(request.method())
                .scheme(origin().scheme())
                .authority(origin().authority())
                .path(request.url().pathAndQuery());
        for (Headers.Field field : fields) {
            headers.add(field.name().toLowerCase(Locale.ROOT), field.value());
        }
        byte[] body = request.body();
        if (body != null) {
            headers.addInt("content-length", body.length);
        }
        return headers;
    }

    @Override
    public void setReading(Exchange sameExchange, boolean reading) {
        if (channel != null) {
            channel.config().setAutoRead(reading);
        }
    }

    @Override
    public void abort(Exchange sameExchange) {
        close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        exchange.onBytes();
        try {
            switch (message) {
                case Http2HeadersFrame frame -> onHeaders(frame);
                case Http2DataFrame frame -> {
                    if (frame.content().isReadable()) {
                        exchange.onBody(frame.content());
                    }
                    if (frame.isEndStream()) {
                        answered();
                    }
                }
                default -> {} // nothing else concerns an answer
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onHeaders(Http2HeadersFrame frame) {
        if (!headSeen) {
            int status = statusOf(frame.headers());
            if (status < 100 || status == 101) {
                fail(Failures.protocol(origin(), null));
                return;
            }
            if (status < 200) {
                return;
            }
            headSeen = true;
            Headers headers = headersOf(frame.headers());
            exchange.onHead(new ResponseHead(HttpVersion.HTTP_2, status, "", headers), contentLength(headers));
        }
        if (frame.isEndStream()) {
            answered();
        }
    }

    private void answered() {
        exchange.onEnd();
        end(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Http2ResetFrame reset -> onReset(reset.errorCode());
            case Http2GoAwayFrame _ -> {
                exchange.onNotProcessed(Failures.closed(origin(), false));
                close();
            }
            default -> {}
        }
        ReferenceCountUtil.release(event);
    }

    private void onReset(long errorCode) {
        var failure =
                new HttpException(FailureKind.RESET, "The host " + origin().hostName() + " broke off its answer.");
        if (errorCode == Http2Error.REFUSED_STREAM.code()) {
            exchange.onNotProcessed(failure);
        } else {
            exchange.onFailure(failure);
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        exchange.onFailure(Failures.closed(origin(), exchange.heard()));
        end(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failures.connected(origin(), cause));
    }

    private void fail(HttpException failure) {
        exchange.onFailure(failure);
        close();
    }

    /** Closing a stream's channel before its end resets the stream. */
    private void close() {
        if (channel != null) {
            var _ = channel.close();
        }
        end(false);
    }

    private void end(boolean answered) {
        if (!over) {
            over = true;
            timer.cancel();
            connection.unreserve(answered);
        }
    }

    private Origin origin() {
        return connection.pool().origin();
    }

    private static int statusOf(Http2Headers headers) {
        CharSequence status = headers.status();
        try {
            return status == null ? 0 : Integer.parseInt(status, 0, status.length(), 10);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static long contentLength(Headers headers) {
        String length = headers.first("content-length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Headers headersOf(Http2Headers fields) {
        var namesAndValues = new ArrayList<String>(fields.size() * 2);
        for (var field : fields) {
            if (field.getKey().length() > 0 && field.getKey().charAt(0) != ':') {
                namesAndValues.add(field.getKey().toString());
                namesAndValues.add(field.getValue().toString());
            }
        }
        return Headers.trusted(namesAndValues.toArray(String[]::new));
    }
}
