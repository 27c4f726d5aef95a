package ayatori.crawler.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that was read and not kept.
 *
 * @param bytes its decoded length
 * @param digest its {@linkplain BodyDigest digest}
 * @param isCut whether it is longer than what was read
 */
public record DigestedBody(long bytes, String digest, boolean isCut) {
    private static final int BUFFER_BYTES = 16 << 10;

    /** Reads a body to its end, or so many bytes of it. */
    public static DigestedBody of(InputStream body, long bytesMax) throws IOException {
        var digest = new BodyDigest();
        var buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        while (bytes < bytesMax) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, bytesMax - bytes));
            if (read < 0) {
                return new DigestedBody(bytes, digest.value(), false);
            }
            digest.add(buffer, 0, read);
            bytes += read;
        }
        return new DigestedBody(bytes, digest.value(), body.read() >= 0);
    }
}
