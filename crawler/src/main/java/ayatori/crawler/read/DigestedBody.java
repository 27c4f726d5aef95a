package ayatori.crawler.read;

import ayatori.web.http.HttpException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read and not kept.
 *
 * @param bytes its decoded length
 * @param digest its {@linkplain BodyDigest digest}
 * @param isCut whether it is longer than what was read
 * @param failure why no more of it came; null if it came as far as it was wanted
 */
public record DigestedBody(
        long bytes, String digest, boolean isCut, @Nullable HttpException failure) {
    private static final int BUFFER_BYTES = 16 << 10;

    /** Reads a body to its end, or so many bytes of it, or as far as it comes. */
    public static DigestedBody of(InputStream body, long bytesMax) throws IOException {
        var digest = new BodyDigest();
        var buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try {
            while (bytes < bytesMax) {
                int read = body.read(buffer, 0, (int) Math.min(buffer.length, bytesMax - bytes));
                if (read < 0) {
                    return new DigestedBody(bytes, digest.value(), false, null);
                }
                digest.add(buffer, 0, read);
                bytes += read;
            }
            return new DigestedBody(bytes, digest.value(), body.read() >= 0, null);
        } catch (HttpException e) {
            return new DigestedBody(bytes, digest.value(), false, e);
        }
    }
}
