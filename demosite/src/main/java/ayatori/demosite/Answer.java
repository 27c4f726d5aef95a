package ayatori.demosite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/** One answer of the server: a value that knows how to send itself. */
final class Answer {

    /** How the bytes of an answer are sent. */
    sealed interface Pace {

        /** All at once, after a delay that may be zero. */
        record Whole(Duration delay) implements Pace {}

        /** In chunks, with a pause between them. */
        record Dripping(int chunks, Duration pause) implements Pace {}

        /** The headers declare the body's length, half of it is sent, and the connection is closed. */
        record CutShort() implements Pace {}

        /** The connection is closed without a byte. */
        record Silent() implements Pace {}
    }

    private static final Pace AT_ONCE = new Pace.Whole(Duration.ZERO);

    /** Bodies above this size are compressed for clients that accept gzip. */
    private static final int GZIP_BYTES_MIN = 1_000;

    private final int status;
    private final Map<String, String> headers;
    /** The body before any compression by {@link #send}. Never changed. */
    private final byte[] body;

    private final Pace pace;

    private Answer(int status, Map<String, String> headers, byte[] body, Pace pace) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.pace = pace;
    }

    static Answer html(String html) {
        return of("text/html; charset=utf-8", html.getBytes(UTF_8));
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, Map.of(), body, AT_ONCE).with("Content-Type", contentType);
    }

    static Answer noContent() {
        return new Answer(204, Map.of(), new byte[0], AT_ONCE);
    }

    static Answer status(int status, String heading, String text) {
        Answer page = html(Html.page(heading, Html.paragraph(text)));
        return new Answer(status, page.headers, page.body, AT_ONCE);
    }

    static Answer redirect(int status, String location) {
        return status(status, "Moved", "This exhibit is shown elsewhere now.").with("Location", location);
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, pace);
    }

    Answer paced(Pace changed) {
        return new Answer(status, headers, body, changed);
    }

    /** The status that the client sees, or 0 if none. */
    int visibleStatus() {
        return pace instanceof Pace.Silent ? 0 : status;
    }

    /** Sends this answer; the connection stays usable for the next one unless the pace says otherwise. */
    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        switch (pace) {
            case Pace.Silent() -> exchange.close();
            case Pace.CutShort() -> {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case Pace.Whole(Duration delay) -> {
                pause(delay);
                sendWhole(exchange);
            }
            case Pace.Dripping(int chunks, Duration pause) -> sendDripping(exchange, chunks, pause);
        }
    }

    private void sendWhole(HttpExchange exchange) throws IOException {
        byte[] sent = body;
        if (compressible() && acceptsGzip(exchange.getRequestHeaders())) {
            sent = gzip(body);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
        if (sent.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(sent);
            }
        }
    }

    private void sendDripping(HttpExchange exchange, int chunks, Duration pause) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                int from = (int) ((long) body.length * chunk / chunks);
                int to = (int) ((long) body.length * (chunk + 1) / chunks);
                out.write(body, from, to - from);
                out.flush();
                pause(pause);
            }
        }
    }

    private boolean compressible() {
        return body.length >= GZIP_BYTES_MIN
                && !headers.containsKey("Content-Encoding")
                && headers.getOrDefault("Content-Type", "").startsWith("text/");
    }

    private static boolean acceptsGzip(Headers request) {
        return request.getOrDefault("Accept-Encoding", List.of()).stream().anyMatch(value -> value.contains("gzip"));
    }

    static byte[] gzip(byte[] plain) {
        var compressed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(compressed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return compressed.toByteArray();
    }

    private static void pause(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
