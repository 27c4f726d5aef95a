package ayatori.web.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Netty's decoder of HTTP/1.1 responses, told what was asked.
 *
 * <p>Strict where message boundaries are at stake: conflicting Content-Lengths, Content-Length beside
 * Transfer-Encoding and malformed chunks are errors (RFC 9112 section 6.3). Lenient where they are not: a line may end
 * in a bare LF (section 2.2), and the same Content-Length may be said twice.
 */
final class ResponseDecoder extends HttpResponseDecoder {
    /** Larger pieces cost fewer objects; a piece is never larger than what one read brought. */
    private static final int CHUNK_BYTES_MAX = 1 << 20;

    private final Http1Connection connection;

    ResponseDecoder(Http1Connection connection, int headerBytesMax) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(headerBytesMax)
                .setMaxHeaderSize(headerBytesMax)
                .setMaxChunkSize(CHUNK_BYTES_MAX)
                .setStrictLineParsing(false)
                .setAllowDuplicateContentLengths(true)
                .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false))
                .setTrailersFactory(DefaultHttpHeadersFactory.trailersFactory().withValidation(false)));
        this.connection = connection;
    }

    /** Whether bytes beyond the last message have come. */
    boolean hasLeftover() {
        return actualReadableBytes() > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        connection.bytesCame();
        super.channelRead(ctx, msg);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return (connection.askedForHead() && ((HttpResponse) message).status().code() >= 200)
                || super.isContentAlwaysEmpty(message);
    }
}
