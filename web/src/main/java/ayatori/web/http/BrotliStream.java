package ayatori.web.http;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Decodes the content coding {@code br} (RFC 7932). Of a truncated body it returns the part that can be decoded. */
final class BrotliStream extends InputStream {
    private static final int INPUT_BYTES = 16 << 10;

    private final ByteSource source;
    private final DecoderJNI.Wrapper decoder = new DecoderJNI.Wrapper(INPUT_BYTES);
    private final byte[] single = new byte[1];

    /** Decoded and not read yet. */
    private ByteBuffer output = ByteBuffer.allocate(0);

    private boolean begun;
    private boolean closed;

    BrotliStream(ByteSource source) throws IOException {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (length > 0 && !output.hasRemaining()) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (decoder.hasOutput()) {
                output = decoder.pull();
                continue;
            }
            switch (decoder.getStatus()) {
                case DONE -> {
                    return -1;
                }
                case NEEDS_MORE_INPUT -> {
                    if (!feed()) {
                        return -1;
                    }
                }
                case OK, NEEDS_MORE_OUTPUT -> decoder.push(0);
                default -> throw new IOException("not brotli");
            }
        }
        int count = Math.min(length, output.remaining());
        output.get(into, offset, count);
        return count;
    }

    /** Gives the decoder more input; false for an empty body. */
    private boolean feed() throws IOException {
        if (!source.await()) {
            if (begun) {
                throw new IOException("the end is missing");
            }
            return false;
        }
        begun = true;
        ByteBuffer input = decoder.getInputBuffer();
        input.clear();
        int count = Math.min(source.size(), input.remaining());
        input.put(source.array(), source.start(), count);
        source.skip(count);
        decoder.push(count);
        return true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            output = ByteBuffer.allocate(0);
            decoder.destroy();
        }
    }
}
