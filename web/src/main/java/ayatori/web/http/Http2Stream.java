package ayatori.web.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One exchange over an HTTP/2 connection, on a stream of its own (RFC 9113 section 8.1). */
final class Http2Stream extends ChannelInboundHandlerAdapter implements Transport {
    private final Http2Connection connection;
    private final Exchange exchange;
    private final DeadlineTimer timer;
    private @Nullable Http2StreamChannel channel;
    private boolean headSeen;
    private int informational;

    /** The length that the head announces for the body; -1 if there is none, or there is no body whatever the length. */
    private long announced = -1;

    private long bodyBytes;
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
            HttpException closed = Failures.closed(origin(), false);
            if (connection.retired()) {
                exchange.onNotProcessed(closed); // nothing was sent, and the server had announced the end
            } else {
                exchange.onFailure(closed);
            }
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
        if (exchange.tap != null) {
            exchange.tap.sent(
                    HttpVersion.HTTP_2,
                    ByteBuffer.wrap(connection.pool().requestHead().bytes(exchange.request)));
        }
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
                case Http2DataFrame _ when !headSeen -> malformed("its body comes before its header");
                case Http2DataFrame frame -> {
                    ByteBuf content = frame.content();
                    bodyBytes += content.readableBytes();
                    if (content.isReadable()) {
                        exchange.onReceived(content, content.readerIndex(), content.writerIndex());
                        exchange.onBody(content);
                    }
                    if (frame.isEndStream()) {
                        answered();
                    }
                }
                default -> {} // no other frame is part of an answer
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** A head, informational or final, or a trailer (RFC 9113 section 8.1). */
    private void onHeaders(Http2HeadersFrame frame) {
        if (headSeen) {
            if (!frame.isEndStream() || hasPseudoFields(frame.headers())) {
                malformed("its trailer is not one");
                return;
            }
            answered();
            return;
        }
        try {
            onHead(frame);
        } catch (MalformedAnswer e) {
            fail(Failures.malformed(origin(), e));
        }
    }

    private void onHead(Http2HeadersFrame frame) throws MalformedAnswer {
        int status = statusOf(frame.headers());
        if (status == 101) {
            throw new MalformedAnswer("it switches to another protocol, which HTTP/2 cannot");
        }
        if (status < 200) {
            if (frame.isEndStream() || ++informational > ResponseParser.INFORMATIONAL_MAX) {
                throw new MalformedAnswer("it ends with informational answers, or sends them without end");
            }
            return;
        }
        Headers headers = headersOf(frame.headers());
        long length = BodyFraming.contentLength(headers);
        headSeen = true;
        announced = exchange.request.head() || status == 204 || status == 304 ? -1 : length;
        if (exchange.tap != null) {
            exchange.tap.received(ByteBuffer.wrap(new ResponseHead(HttpVersion.HTTP_2, status, "", headers).toHttp1()));
        }
        exchange.onHead(new ResponseHead(HttpVersion.HTTP_2, status, "", headers), length);
        if (frame.isEndStream()) {
            answered();
        }
    }

    private void malformed(String why) {
        fail(Failures.malformed(origin(), new MalformedAnswer(why)));
    }

    /** The answer has ended. The codec checks its length too, but takes any without a body for one to HEAD. */
    private void answered() {
        if (announced >= 0 && announced != bodyBytes) {
            malformed("its body is not as long as it says");
            return;
        }
        exchange.onEnd();
        end(true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case Http2ResetFrame reset -> onReset(reset.errorCode());
            case Http2GoAwayFrame goAway -> {
                if (goAway.errorCode() == Http2Error.HTTP_1_1_REQUIRED.code()) {
                    connection.fallBack();
                }
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
        } else if (errorCode == Http2Error.HTTP_1_1_REQUIRED.code()) {
            connection.fallBack();
            exchange.onNotProcessed(failure);
        } else {
            exchange.onFailure(failure);
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        HttpException cause = connection.failure();
        exchange.onFailure(cause == null ? Failures.closed(origin(), exchange.heard()) : cause);
        end(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        HttpException failure = Failures.connected(origin(), cause);
        if (isRefused(cause)) {
            exchange.onUnsent(failure);
            close();
        } else {
            fail(failure);
        }
    }

    /** Whether the codec did not send the request, because the server's SETTINGS or GOAWAY came first. */
    private static boolean isRefused(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof Http2Exception e && e.error() == Http2Error.REFUSED_STREAM) {
                return true;
            }
        }
        return false;
    }

    private void fail(HttpException failure) {
        exchange.onFailure(failure);
        close();
    }

    /** Closes the stream's channel, which resets a stream that has not ended. */
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

    /** The one {@code :status}, which has exactly three digits (RFC 9113 section 8.3.2, RFC 9110 section 15). */
    private static int statusOf(Http2Headers headers) throws MalformedAnswer {
        var statuses = headers.getAll(Http2Headers.PseudoHeaderName.STATUS.value());
        CharSequence status = statuses.size() == 1 ? statuses.getFirst() : "";
        boolean proper = status.length() == 3 && status.charAt(0) != '0';
        int code = 0;
        for (int i = 0; i < status.length() && proper; i++) {
            char c = status.charAt(i);
            proper = c >= '0' && c <= '9';
            code = code * 10 + c - '0';
        }
        if (!proper) {
            throw new MalformedAnswer("its status is not a number of three digits");
        }
        return code;
    }

    private static boolean hasPseudoFields(Http2Headers fields) {
        for (var field : fields) {
            if (field.getKey().length() > 0 && field.getKey().charAt(0) == ':') {
                return true;
            }
        }
        return false;
    }

    /** The fields without pseudo-header fields; a connection-specific one makes the answer malformed (section 8.2.2). */
    private static Headers headersOf(Http2Headers fields) throws MalformedAnswer {
        var namesAndValues = new ArrayList<String>(fields.size() * 2);
        for (var field : fields) {
            String name = field.getKey().toString();
            if (name.startsWith(":")) {
                if (!name.equals(":status")) {
                    throw new MalformedAnswer("it has a pseudo-header field of a request");
                }
                continue;
            }
            HeadParser.checkHttp2Field(name, field.getValue());
            namesAndValues.add(name);
            namesAndValues.add(Headers.trim(field.getValue().toString()));
        }
        HeadParser.checkCount(namesAndValues.size() / 2);
        return Headers.trusted(namesAndValues.toArray(String[]::new));
    }
}
