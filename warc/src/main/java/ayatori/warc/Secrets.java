package ayatori.warc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Takes the values of header fields that are secrets out of a request. The names stay, so that a reader knows of them. */
final class Secrets {
    private static final Set<String> NAMES = Set.of("authorization", "proxy-authorization", "cookie");

    private Secrets() {}

    /** {@return an HTTP/1.1 request without secrets; the same array if it has none} */
    static byte[] without(byte[] request) {
        var kept = new ByteArrayOutputStream(request.length);
        boolean found = false;
        int at = lineEnd(request, 0); // the request line
        kept.write(request, 0, at);
        while (at < request.length) {
            int end = lineEnd(request, at);
            int colon = colon(request, at, end);
            if (colon < 0) { // the empty line
                break;
            }
            String name = new String(request, at, colon - at, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
            if (NAMES.contains(name)) {
                kept.write(request, at, colon + 1 - at);
                kept.writeBytes(new byte[] {'\r', '\n'});
                found = true;
            } else {
                kept.write(request, at, end - at);
            }
            at = end;
        }
        kept.write(request, at, request.length - at);
        return found ? kept.toByteArray() : request;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    private static int colon(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return -1;
    }
}
