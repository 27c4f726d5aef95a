package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * One content coding that is taken off a body. It bounds the output, tells bad data from a bad connection, frees its decoder
 * at the end of the data, and closes its input.
 */
final class DecodingStage extends InputStream {
    private final ContentCoding coding;
    private final InputStream decoder;
    private final InputStream input;
    private final HeldTurns turns;
    private final long bytesMax;
    private final byte[] single = new byte[1];
    private long given;
    private boolean ended;

    DecodingStage(ContentCoding coding, InputStream decoder, InputStream input, HeldTurns turns, long bytesMax) {
        this.coding = coding;
        this.decoder = decoder;
        this.input = input;
        this.turns = turns;
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        if (given > bytesMax) {
            throw new HttpException(
                    FailureKind.BODY_TOO_LARGE, "The decoded body is longer than " + bytesMax + " bytes.");
        }
        try {
            int count = decoder.read(into, offset, (int) Math.min(length, room()));
            if (count < 0) {
                ended = true;
                decoder.close();
            } else {
                given += count;
            }
            return count;
        } catch (HttpException e) {
            throw e;
        } catch (IOException e) {
            throw new HttpException(
                    FailureKind.CONTENT_ENCODING,
                    "The body cannot be decoded as " + coding.token() + ", which its header says it is.",
                    e);
        }
    }

    /** How much may be decoded now. */
    private long room() throws IOException {
        long left = bytesMax + 1 - given;
        return coding.hasLargeWindow() ? Math.min(left, turns.awaitMoreThan(given)) : left;
    }

    @Override
    public void close() throws IOException {
        try (input) {
            if (!ended) {
                ended = true;
                decoder.close();
            }
        }
    }
}
