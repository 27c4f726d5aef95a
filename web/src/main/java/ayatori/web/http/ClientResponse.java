package ayatori.web.http;

import ayatori.async.Semaphore;
import ayatori.web.url.Url;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: its head, and a body that may still be coming. To be closed, which gives up a body that has
 * not been read to its end, and with it the HTTP/1.1 connection.
 *
 * {@snippet :
 * try (ClientResponse response = session.get("https://example.org/")) {
 *     byte[] page = response.bytes();
 * }
 * }
 *
 * <p>Reading the body awaits, and is for the tasks of the session's loop. While nobody reads, little is received: a slow
 * reader holds the server up, not the memory.
 */
public final class ClientResponse implements AutoCloseable {
    /** What is still read of a body nobody wants, so that its connection can be used again. */
    private static final int DISCARDED_BYTES_MAX = 64 << 10;

    private static final int DECODED_BYTES_GUESS_MAX = 1 << 20;

    /** What {@link #bytesInTurn} reads without a permit. */
    private static final int SMALL_BYTES_MAX = 256 << 10;

    private final OutgoingRequest request;
    private final ResponseHead head;
    private final InetAddress remoteAddress;
    private final Exchange exchange;
    private final Caps caps;
    private final Inflaters inflaters;

    private @Nullable InputStream stream;
    private byte @Nullable [] bytes;
    private @Nullable Truncation truncation;
    private @Nullable Semaphore largeBodies;
    private Semaphore.@Nullable Permit large;

    ClientResponse(
            OutgoingRequest request,
            ResponseHead head,
            InetAddress remoteAddress,
            Exchange exchange,
            Caps caps,
            Inflaters inflaters) {
        this.request = request;
        this.head = head;
        this.remoteAddress = remoteAddress;
        this.exchange = exchange;
        this.caps = caps;
        this.inflaters = inflaters;
    }

    /** What was asked for in the end, redirects followed. */
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
     * The header fields, as they came, those left out whose names no field can have. Content-Encoding and Content-Length tell
     * of the body before it was decoded.
     */
    public Headers headers() {
        return head.headers();
    }

    /** The address the connection is to. */
    public InetAddress remoteAddress() {
        return remoteAddress;
    }

    /**
     * The decoded body as a stream. Reading awaits. A body that is cut short, by the peer, a time limit or a cap, ends
     * in an {@link HttpException}.
     *
     * @throws HttpException if the body cannot be decoded
     * @throws IllegalStateException if {@link #bytes()} has taken the body
     */
    public InputStream body() throws IOException {
        if (bytes != null) {
            throw new IllegalStateException("the body has been read by bytes() already");
        }
        if (stream == null) {
            stream = open();
        }
        return stream;
    }

    /**
     * The whole decoded body, or what there is of it: one longer than {@link Caps#bodyBytes()} is cut there, and one of
     * which the peer, a time limit or a broken encoding kept back the rest is given as far as it came.
     * {@link #truncated()} tells. A second call gives the same array.
     *
     * @throws HttpException if nothing of the body came that could be kept, or what came is not proper HTTP
     * @throws IllegalStateException if {@link #body()} has been called
     */
    public byte[] bytes() throws IOException {
        if (bytes == null) {
            if (stream != null) {
                throw new IllegalStateException("the body is being read as a stream already");
            }
            bytes = ContentCoding.of(headers(), caps.encodings()).isEmpty() ? plainBytes() : decodedBytes();
        }
        return bytes;
    }

    /**
     * The whole decoded body as {@link #bytes()} gives it, but no more than 256 KiB of it before there is a permit of
     * {@code largeBodies}, which is kept until this response is closed. So a task that holds responses open for as long
     * as it holds their bodies bounds what all of them take. The time limits go on while it waits.
     *
     * @throws HttpException as {@link #bytes()} does
     */
    public byte[] bytesInTurn(Semaphore largeBodies) throws IOException {
        this.largeBodies = largeBodies;
        return bytes();
    }

    /** Waits for its turn, the first time it is called. */
    private void becomeLarge() {
        if (largeBodies != null && large == null) {
            large = largeBodies.acquire();
        }
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

    /** Why {@link #bytes()} is not the whole body; {@code null} when it is, or has not been called. */
    public @Nullable Truncation truncated() {
        return truncation;
    }

    /** Gives up what has not come yet, and frees what decoding holds. */
    @Override
    public void close() {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // Nothing is lost: whoever closes does not want the rest.
            }
        }
        exchange.abort();
        if (large != null) {
            large.close();
        }
    }

    /** Reads a short rest of the body, so that the connection can be used again, and closes. */
    void discard() throws IOException {
        try {
            exchange.awaitWholeBody(DISCARDED_BYTES_MAX);
        } finally {
            close();
        }
    }

    private byte[] plainBytes() throws IOException {
        int max = caps.bodyBytes();
        if (largeBodies != null && max > SMALL_BYTES_MAX) {
            exchange.awaitWholeBody(SMALL_BYTES_MAX);
            if (exchange.body().size() > SMALL_BYTES_MAX) {
                becomeLarge();
            }
        }
        exchange.awaitWholeBody(max);
        BodyBuffer body = exchange.body();
        HttpException failure = exchange.failure();
        if (body.size() > max) {
            truncation = Truncation.LENGTH;
            exchange.abort();
        } else if (failure != null) {
            truncation = cutBy(failure, body.size());
        }
        return body.takeAll(max);
    }

    private byte[] decodedBytes() throws IOException {
        byte[] decoded = new byte[decodedGuess()];
        int size = 0;
        try (InputStream in = open()) {
            while (true) {
                if (size == decoded.length) {
                    if (2L * size > SMALL_BYTES_MAX) {
                        becomeLarge();
                    }
                    decoded = Arrays.copyOf(decoded, (int) Math.min((long) size * 2, caps.bodyBytes() + 1L));
                }
                int count = in.read(decoded, size, decoded.length - size);
                if (count < 0) {
                    discardRest();
                    break;
                }
                size += count;
                if (size > caps.bodyBytes()) {
                    truncation = Truncation.LENGTH;
                    size = caps.bodyBytes();
                    break;
                }
            }
        } catch (HttpException e) {
            truncation = cutBy(e, size);
        }
        return size == decoded.length ? decoded : Arrays.copyOf(decoded, size);
    }

    /** The decoder has all it wanted; the message itself may have an end still to come. */
    private void discardRest() throws IOException {
        exchange.awaitWholeBody(DISCARDED_BYTES_MAX);
    }

    private int decodedGuess() {
        long length = exchange.body().expected();
        long encoded = length < 0 ? 8 << 10 : length;
        int guessMax = largeBodies == null ? DECODED_BYTES_GUESS_MAX : SMALL_BYTES_MAX;
        return (int) Math.clamp(
                Math.min(encoded, DECODED_BYTES_GUESS_MAX) * 5, 1024, Math.min(guessMax, caps.bodyBytes() + 1L));
    }

    /** What is kept of a body that failed; rethrows where there is nothing to keep, or it is not to be trusted. */
    private static Truncation cutBy(HttpException failure, int bytesKept) throws HttpException {
        if (failure.kind() == FailureKind.BODY_TOO_LARGE) {
            return Truncation.LENGTH;
        }
        if (bytesKept == 0) {
            throw failure;
        }
        return switch (failure.kind()) {
            case RESET -> Truncation.DISCONNECT;
            case TIMEOUT, IDLE_TIMEOUT -> Truncation.TIME;
            case CONTENT_ENCODING -> Truncation.UNSPECIFIED;
            default -> throw failure;
        };
    }

    private InputStream open() throws IOException {
        List<ContentCoding> codings = ContentCoding.of(headers(), caps.encodings());
        long bytesMax = caps.bodyBytes();
        // Encoding makes a body hardly ever longer; a body that it does is cut by the same cap, with a little room.
        var raw = new RawBody(exchange, codings.isEmpty() ? bytesMax : bytesMax + bytesMax / 8 + 1024);
        return ContentCoding.decode(raw, codings, bytesMax, inflaters);
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
                    break; // it is only text, and most of it is UTF-8
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
