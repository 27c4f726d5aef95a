package ayatori.web.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * One coding taken off a body: bounds what comes out, tells bad data from a bad connection, and closes what is below it.
 */
final class DecodingStage extends InputStream {
    private final ContentCoding coding;
    private final InputStream decoder;
    private final InputStream input;
    private final long bytesMax;
    private final byte[] single = new byte[1];
    private long given;

    DecodingStage(ContentCoding coding, InputStream decoder, InputStream input, long bytesMax) {
        this.coding = coding;
        this.decoder = decoder;
        this.input = input;
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (given > bytesMax) {
            throw new HttpException(
                    FailureKind.BODY_TOO_LARGE, "The decoded body is longer than " + bytesMax + " bytes.");
        }
        try {
            int count = decoder.read(into, offset, (int) Math.min(length, bytesMax + 1 - given));
            given += Math.max(0, count);
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

    @Override
    public void close() throws IOException {
        try (input) {
            decoder.close();
        }
    }
}
