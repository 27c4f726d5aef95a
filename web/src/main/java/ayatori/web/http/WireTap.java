package ayatori.web.http;

import java.nio.ByteBuffer;

/**
 * Sees a request and its answer as they go over the wire, for an archive. {@link ClientSession#request(ClientRequest,
 * WireTap)} attaches one.
 *
 * <p>Over HTTP/1.1 the bytes are exact: chunk framing, content coding and malformed parts included. Over HTTP/2, whose heads
 * are compressed frames, the heads come in the form of HTTP/1.1, with the fields as they were sent, and the body comes
 * without framing.
 *
 * <p>All methods are called on the session's loop, inside a poll: they may not wait. Buffers are valid during the call only.
 */
public interface WireTap {
    /**
     * A request goes out. What came before belonged to a request that was not the last one: it is repeated on another
     * connection or with credentials, or was redirected.
     *
     * @param version the protocol in which it goes out
     * @param request its head and its content
     */
    void sent(HttpVersion version, ByteBuffer request);

    /** What came so far is not part of the final answer, but an informational one, or an empty line before it. */
    void preambleEnded();

    /** Part of the final answer came: of its head, its body, or the framing of its body. */
    void received(ByteBuffer bytes);

    /** Part of the body came, without chunk framing. Those bytes are in {@link #received} too, before or after this call. */
    void body(ByteBuffer bytes);

    /** Whether bytes are wanted that nobody else wants: the rest of a body that is longer than its reader accepts. */
    boolean wantsMore();
}
