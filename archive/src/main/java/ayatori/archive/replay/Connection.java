package ayatori.archive.replay;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** A connection of a browser: hands each request to a virtual thread, and sends the reply. */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Sites sites;
    private final ExecutorService requests;

    Connection(Sites sites, ExecutorService requests) {
        this.sites = sites;
        this.requests = requests;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean isWhole = request.decoderResult().isSuccess();
        boolean keepsAlive = isWhole && HttpUtil.isKeepAlive(request);
        String method = request.method().name();
        Map<String, String> headers = request.headers().entries().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, _) -> one));
        var asked = new Asked(
                method,
                request.uri(),
                name -> Objects.requireNonNullElse(headers.get(name.toLowerCase(Locale.ROOT)), ""));
        // Requests of one connection come one after the other: browsers do not pipeline.
        requests.execute(() ->
                send(context, isWhole ? reply(asked) : Reply.text(400, "This is not a request."), method, keepsAlive));
    }

    private Reply reply(Asked asked) {
        try {
            return sites.answer(asked);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return Reply.text(502, "The archive cannot be read here: " + e.getMessage());
        }
    }

    private static void send(ChannelHandlerContext context, Reply reply, String method, boolean keepsAlive) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(reply.status());
        boolean hasBody = !method.equals("HEAD") && reply.status() != 204 && reply.status() != 304;
        boolean hasLength = reply.length() >= 0;
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        reply.headers().forEach(response.headers()::set);
        if (hasLength) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.length());
        } else if (hasBody) {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        HttpUtil.setKeepAlive(response, keepsAlive);
        var _ = context.write(response);
        var sent = hasBody
                ? context.writeAndFlush(new HttpChunkedInput(new BodyChunks(reply.body(), reply.length())))
                : context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        sent.addListener(_ -> reply.body().close());
        sent.addListener(ChannelFutureListener.CLOSE_ON_FAILURE); // the browser must not wait for the rest
        if (!keepsAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close(); // the browser has gone, or the client is not a browser
    }
}
