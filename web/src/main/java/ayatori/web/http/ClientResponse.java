package ayatori.web.http;

import ayatori.web.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: its head, and a body that may still be coming. It must be closed, which gives up a body that has
 * not been read to its end, and with it an HTTP/1.1 connection.
 *
 * {@snippet :
 * // given: ClientSession session
 * try (ClientResponse response = session.get("https://example.org/")) {
 *     byte[] page = response.bytes();
 * }
 * }
 *
 * <p>Reading the body awaits, and is for the tasks of the session's loop. While nobody reads, little is received: a slow
 * reader slows the server down, and does not fill the memory.
 */
public final class ClientResponse implements AutoCloseable {
    /** How much is still read of a body that nobody needs, so that its connection can be used again. */
    private static final int DISCARDED_BYTES_MAX = 64 << 10;

    /** How long that may take. */
    private static final Duration REST_WAIT_MAX = Duration.ofMillis(500);

    private static final int DECODED_BYTES_GUESS_MAX = 1 << 20;

    private final OutgoingRequest request;
    private final ResponseHead head;
    private final InetAddress remoteAddress;
    private final Exchange exchange;
    /** Those of the session, unless this answer has a limit of its own. */
    private Caps caps;

    private final Inflaters inflaters;
    private final HeldTurns turns;
    private final BodyTurns windows;

    private @Nullable InputStream stream;
    private @Nullable ResponseBody received;
    private boolean isReceivedInTurn;

    ClientResponse(
            OutgoingRequest request,
            ResponseHead head,
            InetAddress remoteAddress,
            Exchange exchange,
            Caps caps,
            Inflaters inflaters,
            Duration turnWait,
            BodyTurns windows) {
        this.request = request;
        this.head = head;
        this.remoteAddress = remoteAddress;
        this.exchange = exchange;
        this.caps = caps;
        this.inflaters = inflaters;
        this.windows = windows;
        this.turns = new HeldTurns(request.origin().hostName(), exchange::waitedNanos, turnWait, this::giveUp);
    }

    /** The URL that was requested last, after redirects. */
    public Url url() {
        return request.url();
    }

    /** The status code, 200 to 999. */
    public int status() {
        return head.status();
    }

    /** The reason phrase; empty where there is none, as in HTTP/2. */
    public String reason() {
        return head.reason();
    }

    /** The protocol version the answer came in. */
    public HttpVersion version() {
        return head.version();
    }

    /**
     * The header fields as they came, without those that have invalid names. Content-Encoding and Content-Length describe
     * the body before it was decoded.
     */
    public Headers headers() {
        return head.headers();
    }

    /** The address of the server, or of the proxy. */
    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    /** Sets the cap of the decoded body, in place of the session's. Called before the body is read. */
    public void limitBody(int bytes) {
        caps = caps.withBodyBytes(bytes);
    }

    /**
     * The decoded body as a stream. Reading awaits. A body that is cut short, by the peer, a time limit or a cap, ends
     * in an {@link HttpException}.
     *
     * @throws HttpException if the body cannot be decoded
     * @throws IllegalStateException if the body has been received by another method
     */
    public InputStream body() throws IOException {
        if (received != null) {
            throw new IllegalStateException("the body has been received already");
        }
        if (stream == null) {
            stream = open();
        }
        return stream;
    }

    /**
     * Waits for the decoded body and returns it as far as it comes. A body that is cut by the peer, a time limit or the cap,
     * or that cannot be decoded, is not thrown but told by {@link ResponseBody#failure()}: status and header of an answer
     * are good whatever becomes of its body. A second call returns the same value.
     *
     * @throws IllegalStateException if {@link #body()} has been called
     */
    public ResponseBody receive() throws IOException {
        if (received == null) {
            if (stream != null) {
                throw new IllegalStateException("the body is being read as a stream already");
            }
            received = receiveNow();
        }
        return received;
    }

    /**
     * Waits for the decoded body as {@link #receive()} does, but receives no more of it than it has turns for, which it keeps
     * until this response is closed. A task that holds responses open for as long as it holds their bodies so bounds the
     * memory of all of them. The time limits do not count while it waits for a turn.
     */
    public ResponseBody receiveInTurn(BodyTurns bodyTurns) throws IOException {
        if (received == null) {
            isReceivedInTurn = true;
            turns.join(bodyTurns);
            turns.waitWithoutLimit(); // others may hold theirs for as long as this program likes
        }
        return receive();
    }

    /**
     * The whole decoded body, or the part of it that came: {@link #truncated()} tells. A body longer than {@link
     * Caps#bodyBytes()} is cut there. A second call returns the same array.
     *
     * @throws HttpException if nothing of the body came, or what came is not proper HTTP
     * @throws IllegalStateException if {@link #body()} has been called
     */
    public byte[] bytes() throws IOException {
        ResponseBody body = receive();
        if (!body.isUsable()) {
            throw Objects.requireNonNull(body.failure());
        }
        return body.bytes();
    }

    /**
     * The whole decoded body as text, in the charset that Content-Type names, else in UTF-8. What cannot be decoded
     * becomes U+FFFD.
     *
     * @throws HttpException as {@link #bytes()} does
     */
    public String text() throws IOException {
        return new String(bytes(), charset());
    }

    /**
     * Receives the rest of the body for the request's {@link WireTap}, as far as that wants it, and drops it. To be called
     * when the body has been dealt with; nothing more can be read after that.
     *
     * @return why the body did not come whole; {@code null} if it did, or if there is no tap
     */
    public @Nullable Truncation receiveForTap() throws IOException {
        WireTap tap = exchange.tap;
        if (tap == null) {
            return null;
        }
        try {
            return exchange.awaitEndForTap(tap) ? null : Truncation.LENGTH;
        } catch (HttpException e) {
            return Truncation.of(e);
        }
    }

    /** Why the body that was received is not complete; {@code null} when it is, or was not received yet. */
    public @Nullable Truncation truncated() {
        return received == null ? null : received.truncated();
    }

    /** Gives up what has not come yet, and frees what decoding holds. */
    @Override
    public void close() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // The rest of the body is not wanted.
            }
        }
        exchange.abort();
        turns.close();
    }

    /** Gives up a body that is received whole, since it came too slowly for what it takes. One that is read as it comes goes on. */
    private void giveUp() {
        if (stream == null) {
            exchange.giveUp(new HttpException(
                    FailureKind.LOCAL_SHORTAGE,
                    "The large answer came slowly while others waited for its memory, so it was given up."));
        }
    }

    /** Reads a short rest of the body, if it comes, so that the connection can be used again, and closes. */
    void discard() throws IOException {
        try {
            exchange.awaitRest(DISCARDED_BYTES_MAX, REST_WAIT_MAX);
        } finally {
            close();
        }
    }

    private ResponseBody receiveNow() throws IOException {
        List<ContentCoding> codings;
        try {
            codings = ContentCoding.of(headers(), caps.encodings());
        } catch (HttpException e) {
            return ResponseBody.failed(new byte[0], e);
        }
        return codings.isEmpty() ? receivePlain() : receiveDecoded();
    }

    private ResponseBody receivePlain() throws IOException {
        int max = caps.bodyBytes();
        try {
            receiveByTurns(max);
        } catch (HttpException e) {
            return ResponseBody.failed(new byte[0], e);
        }
        exchange.awaitWholeBody(max);
        BodyBuffer body = exchange.body();
        if (body.size() > max) {
            exchange.abortUntapped();
            return new ResponseBody(body.takeAll(max), Truncation.LENGTH, null);
        }
        HttpException failure = exchange.failure();
        byte[] all = body.takeAll(max);
        return failure == null ? new ResponseBody(all, null, null) : ResponseBody.failed(all, failure);
    }

    /** Receives the body up to the size at which it needs no further turn. */
    private void receiveByTurns(int max) throws IOException {
        long allowed = turns.awaitMoreThan(0);
        while (allowed < max) {
            exchange.awaitWholeBody((int) allowed);
            if (exchange.body().size() <= allowed) {
                return;
            }
            allowed += turns.awaitMoreThan(allowed);
        }
    }

    private ResponseBody receiveDecoded() throws IOException {
        byte[] decoded = new byte[decodedGuess()];
        int size = 0;
        try (InputStream in = open()) {
            while (true) {
                if (size == decoded.length) {
                    turns.awaitMoreThan(2L * size - 1);
                    decoded = Arrays.copyOf(decoded, (int) Math.min((long) size * 2, caps.bodyBytes() + 1L));
                }
                int count = in.read(decoded, size, decoded.length - size);
                if (count < 0) {
                    exchange.awaitRest(DISCARDED_BYTES_MAX, REST_WAIT_MAX);
                    return new ResponseBody(exactly(decoded, size), null, null);
                }
                size += count;
                if (size > caps.bodyBytes()) {
                    return new ResponseBody(exactly(decoded, caps.bodyBytes()), Truncation.LENGTH, null);
                }
            }
        } catch (HttpException e) {
            return ResponseBody.failed(exactly(decoded, size), e);
        }
    }

    private static byte[] exactly(byte[] bytes, int size) {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private int decodedGuess() {
        long length = exchange.body().expected();
        long encoded = length < 0 ? 8 << 10 : length;
        int guessMax = isReceivedInTurn ? BodyTurns.SMALL_BYTES_MAX : DECODED_BYTES_GUESS_MAX;
        return (int) Math.clamp(
                Math.min(encoded, DECODED_BYTES_GUESS_MAX) * 5, 1024, Math.min(guessMax, caps.bodyBytes() + 1L));
    }

    private InputStream open() throws IOException {
        List<ContentCoding> codings = ContentCoding.of(headers(), caps.encodings());
        long bytesMax = caps.bodyBytes();
        // An encoded body is rarely longer than the decoded one: the same cap, with a little room.
        if (codings.stream().anyMatch(ContentCoding::hasLargeWindow)) {
            turns.join(windows);
        }
        var raw = new RawBody(exchange, turns, windows, codings.isEmpty() ? bytesMax : bytesMax + bytesMax / 8 + 1024);
        return ContentCoding.decode(raw, turns, codings, bytesMax, inflaters);
    }

    private Charset charset() {
        String type = Objects.requireNonNullElse(headers().first("Content-Type"), "");
        for (String parameter : type.split(";", -1)) {
            String stripped = parameter.strip();
            if (stripped.toLowerCase(Locale.ROOT).startsWith("charset=")) {
                try {
                    return Charset.forName(
                            stripped.substring("charset=".length()).replace("\"", ""));
                } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                    break; // an unknown charset: UTF-8 is the best guess
                }
            }
        }
        return StandardCharsets.UTF_8;
    }

    @Override
    public String toString() {
        return version() + " " + status() + " " + url();
    }
}
