package ayatori.web.http;

import java.nio.charset.StandardCharsets;

/**
 * The status line and header fields of an answer.
 *
 * @param version the protocol version it came in
 * @param status the status code, 200 to 999
 * @param reason the reason phrase, empty in HTTP/2, which has none
 * @param headers the header fields, pseudo-header fields left out
 */
record ResponseHead(HttpVersion version, int status, String reason, Headers headers) {
    /** The head in the form of HTTP/1.1. */
    byte[] toHttp1() {
        var text = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason)
                .append("\r\n");
        for (Headers.Field field : headers) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
