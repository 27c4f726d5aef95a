package ayatori.crawler.archive;

import ayatori.web.http.HttpVersion;
import ayatori.web.http.WireTap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of one request and its answer, with their digests. Belongs to the loop of the session.
 *
 * <p>A failure to write to the spool does not disturb the exchange: it is told by {@link #failure}.
 */
public final class WireCapture implements WireTap, AutoCloseable {
    private static final String ALGORITHM = "SHA-1";

    private final long bytesMax;
    private final SpooledBytes answer;

    /** Null if nobody wants it. */
    private final @Nullable MessageDigest block;

    private final MessageDigest payload = newDigest();
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private byte[] request = {};
    private long payloadLength;
    private boolean isCut;
    private @Nullable IOException failure;

    /**
     * Nothing yet.
     *
     * @param bytesMax how many bytes of the answer are kept
     * @param hasBlockDigest whether the digest of the whole answer is wanted
     * @param spool for answers that are too large for memory
     */
    public WireCapture(long bytesMax, boolean hasBlockDigest, Spool spool) {
        this.bytesMax = bytesMax;
        this.block = hasBlockDigest ? newDigest() : null;
        this.answer = new SpooledBytes(spool);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public void sent(HttpVersion protocol, ByteBuffer bytes) {
        version = protocol;
        request = new byte[bytes.remaining()];
        bytes.get(request);
        forgetAnswer();
    }

    @Override
    public void preambleEnded() {
        forgetAnswer();
    }

    private void forgetAnswer() {
        if (block != null) {
            block.reset();
        }
        payload.reset();
        payloadLength = 0;
        isCut = false;
        try {
            answer.clear();
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void received(ByteBuffer bytes) {
        long room = bytesMax - answer.length();
        if (bytes.remaining() > room) {
            isCut = true;
            bytes.limit(bytes.position() + (int) room);
        }
        if (failure == null && bytes.hasRemaining()) {
            if (block != null) {
                block.update(bytes.duplicate());
            }
            try {
                answer.write(bytes);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    @Override
    public void body(ByteBuffer bytes) {
        payloadLength += bytes.remaining();
        payload.update(bytes);
    }

    @Override
    public boolean wantsMore() {
        return !isCut && failure == null;
    }

    private void fail(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** {@return the bytes of the request, head and content} */
    public byte[] request() {
        return request;
    }

    /** {@return the protocol in which it went} */
    public HttpVersion version() {
        return version;
    }

    /** {@return the bytes of the answer, as far as they are kept} */
    public SpooledBytes answer() {
        return answer;
    }

    /** {@return whether the answer was longer than what is kept} */
    public boolean isCut() {
        return isCut;
    }

    /** {@return the length of the body, without chunk framing} */
    public long payloadLength() {
        return payloadLength;
    }

    /**
     * The SHA-1 of the answer's bytes, and that of its body without chunk framing. To be asked once, when all has come.
     */
    public Digests digests() {
        return new Digests(block == null ? null : block.digest(), payload.digest());
    }

    /**
     * The digests of an answer.
     *
     * @param block of its bytes; null if it was not wanted
     * @param payload of its body without chunk framing
     */
    public record Digests(byte @Nullable [] block, byte[] payload) {}

    /** {@return why the answer could not be kept; null if it could} */
    public @Nullable IOException failure() {
        return failure;
    }

    /** Frees what is kept. */
    @Override
    public void close() {
        try {
            answer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
