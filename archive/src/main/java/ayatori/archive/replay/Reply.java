package ayatori.archive.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response of the replay. */
final class Reply {
    private final int status;
    private final InputStream body;
    private final long length;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Reply(int status, InputStream body, long length) {
        this.status = status;
        this.body = body;
        this.length = length;
    }

    /** A response whose length is known. */
    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, new ByteArrayInputStream(body), body.length).header("Content-Type", contentType);
    }

    static Reply html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(UTF_8));
    }

    static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }

    static Reply redirect(String location) {
        return of(302, "text/plain; charset=utf-8", new byte[0]).header("Location", location);
    }

    /**
     * A response whose body is read as it is sent.
     *
     * @param length how much of it is sent; -1 for all of it, whose length is not known
     */
    static Reply streaming(int status, InputStream body, long length) {
        return new Reply(status, body, length);
    }

    /** Sets a header. A value that cannot be one is left out. */
    Reply header(String name, String value) {
        if (value.chars().noneMatch(c -> c < ' ' || c >= 0x7F)) {
            headers.put(name, value);
        }
        return this;
    }

    int status() {
        return status;
    }

    /** The body, to be closed. */
    InputStream body() {
        return body;
    }

    /** The length of the body; -1 if it is not known. */
    long length() {
        return length;
    }

    Map<String, String> headers() {
        return headers;
    }
}
