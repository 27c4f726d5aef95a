package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of an answer that was stored with its content coding, as in an archive. Reading never awaits. */
public final class StoredBody {
    private StoredBody() {}

    /**
     * The decoded body.
     *
     * @param stored the body as it was sent, without chunk framing; closed with what is returned
     * @param headers of the answer
     * @param caps how often it may be encoded, and how long it may be decoded
     * @throws HttpException if it is encoded too often; the stream throws one if it cannot be decoded or is too long
     */
    public static InputStream decode(InputStream stored, Headers headers, Caps caps) throws IOException {
        var turns = new HeldTurns("", () -> 0, Duration.ZERO, () -> {});
        return ContentCoding.decode(
                stored, turns, ContentCoding.of(headers, caps.encodings()), caps.bodyBytes(), new Inflaters());
    }
}
