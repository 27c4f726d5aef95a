package ayatori.web.http;

import ayatori.web.proxy.ProxyServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the head of an HTTP/1.1 request (RFC 9112 section 3). What follows the request line is the same for most
 * requests to an origin, so it is encoded once.
 */
final class RequestHead {
    private static final byte[] HTTP_1_1_HOST = ascii(" HTTP/1.1\r\nHost: ");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");

    /** What stands before the path in a request line: nothing, or for a proxy the rest of the URL. */
    private final byte[] beforePath;

    /** The rest of a request line, the Host field and the session's default fields. */
    private final byte[] afterTarget;

    /** The Host field's value, and the proxy's own field where it wants one. */
    private final byte[] host;

    /** For a connection to {@code origin} itself, be it through a tunnel. */
    RequestHead(Origin origin, Headers defaults) {
        this(origin, defaults, null);
    }

    /** For a connection to a proxy that sends requests for {@code origin} on (RFC 9112 section 3.2.2). */
    RequestHead(Origin origin, Headers defaults, @Nullable ProxyServer proxy) {
        beforePath = ascii(proxy == null ? "" : origin.toString());
        String hostField = origin.authority();
        if (proxy != null && proxy.credentials() != null) {
            hostField += "\r\nProxy-Authorization: " + proxy.credentials().basic();
        }
        host = ascii(hostField);
        var text = new StringBuilder(" HTTP/1.1\r\nHost: ").append(hostField).append("\r\n");
        for (Headers.Field field : defaults) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        afterTarget = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes the head of {@code request}, and its content if there is any, to {@code out}. */
    void write(OutgoingRequest request, ByteBuf out) {
        out.writeCharSequence(request.method(), StandardCharsets.US_ASCII);
        out.writeByte(' ').writeBytes(beforePath);
        out.writeCharSequence(request.url().pathAndQuery(), StandardCharsets.US_ASCII);
        Headers headers = request.headers();
        byte[] body = request.body();
        if (headers == null) {
            out.writeBytes(afterTarget);
            return;
        }
        out.writeBytes(HTTP_1_1_HOST).writeBytes(host).writeBytes(CRLF);
        for (Headers.Field field : headers) {
            out.writeCharSequence(field.name(), StandardCharsets.US_ASCII);
            out.writeByte(':').writeByte(' ');
            out.writeCharSequence(field.value(), StandardCharsets.ISO_8859_1);
            out.writeBytes(CRLF);
        }
        if (body != null) {
            out.writeBytes(CONTENT_LENGTH);
            out.writeCharSequence(Integer.toString(body.length), StandardCharsets.US_ASCII);
            out.writeBytes(CRLF);
        }
        out.writeBytes(CRLF);
        if (body != null) {
            out.writeBytes(body);
        }
    }

    /** A request as it would go over HTTP/1.1. */
    byte[] bytes(OutgoingRequest request) {
        ByteBuf out = Unpooled.buffer();
        write(request, out);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
