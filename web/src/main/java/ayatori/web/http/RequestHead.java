package ayatori.web.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes the head of an HTTP/1.1 request (RFC 9112 section 3). What follows the request line is the same for most
 * requests to an origin, so it is encoded once.
 */
final class RequestHead {
    private static final byte[] HTTP_1_1_HOST = ascii(" HTTP/1.1\r\nHost: ");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");

    /** The rest of a request line, the Host field and the session's default fields. */
    private final byte[] afterTarget;

    private final byte[] host;

    RequestHead(Origin origin, Headers defaults) {
        host = ascii(origin.authority());
        var text = new StringBuilder(" HTTP/1.1\r\nHost: ")
                .append(origin.authority())
                .append("\r\n");
        for (Headers.Field field : defaults) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        afterTarget = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes the head of {@code request}, and its content if there is any, to {@code out}. */
    void write(OutgoingRequest request, ByteBuf out) {
        out.writeCharSequence(request.method(), StandardCharsets.US_ASCII);
        out.writeByte(' ');
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
