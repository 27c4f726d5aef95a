package ayatori.warc;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Random identifiers of records (RFC 9562 section 5.4), drawn many at a time. Used by any thread. */
final class RecordIds {
    private static final int DRAWN_BYTES = 64 * 16;

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN_BYTES).limit(0);

    synchronized UUID next() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(drawn.array());
            drawn.clear();
        }
        long most = (drawn.getLong() & ~0xF000L) | 0x4000L;
        long least = (drawn.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(most, least);
    }
}
