package ayatori.warc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcRecord;

/** Compares a record with the digests that it names. */
final class RecordCheck {
    private static final int PIECE_BYTES = 16 << 10;

    private final @Nullable Digest block;
    private final @Nullable Digest payload;
    private boolean isBlockWrong;
    private boolean isPayloadWrong;

    private RecordCheck(@Nullable Digest block, @Nullable Digest payload) {
        this.block = block;
        this.payload = payload;
    }

    /** Reads a record's block, if that is needed. */
    static RecordCheck of(WarcRecord record) throws IOException {
        var check = new RecordCheck(
                digest(record, "WARC-Block-Digest"), hasPayload(record) ? digest(record, "WARC-Payload-Digest") : null);
        if (check.block != null || check.payload != null) {
            check.read(record);
        }
        return check;
    }

    private static @Nullable Digest digest(WarcRecord record, String field) {
        return record.headers().first(field).map(Digest::parse).orElse(null);
    }

    /** Whether the payload is in the record, and whole: that of a revisit is elsewhere. */
    private static boolean hasPayload(WarcRecord record) {
        return !record.type().equals("revisit")
                && record.headers().first("WARC-Truncated").isEmpty()
                && record.headers().first("WARC-Segment-Number").isEmpty();
    }

    private void read(WarcRecord record) throws IOException {
        boolean isHttp = record.headers()
                .first("Content-Type")
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("application/http"))
                .isPresent();
        MessageDigest ofBlock = block == null ? null : block.newDigest();
        MessageDigest ofPayload = payload == null ? null : payload.newDigest();
        var passing = new Passing(record.body().stream(), ofBlock, ofPayload, isHttp);
        boolean isPayload = payload != null && isHttp && isWithoutFraming(passing, payload);
        drain(passing, null);
        isBlockWrong = block != null && ofBlock != null && !block.isOf(ofBlock);
        isPayloadWrong = payload != null && ofPayload != null && !payload.isOf(ofPayload) && !isPayload;
    }

    /** Whether the payload without chunk framing has a digest. Some tools take the digest of the payload with it. */
    private static boolean isWithoutFraming(InputStream block, Digest expected) {
        MessageDigest computed = expected.newDigest();
        try {
            HttpBlock http = HttpBlock.parse(block);
            if (!http.isChunked()) {
                return false; // both are the same
            }
            drain(http.body(), computed);
            return expected.isOf(computed);
        } catch (IOException e) {
            return false; // no answer, or its framing is broken
        }
    }

    private static void drain(InputStream in, @Nullable MessageDigest digest) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (int count; (count = in.read(piece)) >= 0; ) {
            if (digest != null) {
                digest.update(piece, 0, count);
            }
        }
    }

    /** What is wrong, as a clause; null if nothing is. */
    @Nullable String problem() {
        if (isBlockWrong) {
            return "its block has another digest than it says";
        }
        return isPayloadWrong ? "its payload has another digest than it says" : null;
    }

    /** Whether the record can be relied on: its block is what was written, or nothing says that it is not. */
    boolean isUsable() {
        return !isBlockWrong && (!isPayloadWrong || block != null);
    }

    /** Computes digests of what passes: of all of it, and of what follows an HTTP head. */
    private static final class Passing extends FilterInputStream {
        private final @Nullable MessageDigest all;
        private final @Nullable MessageDigest payload;
        private boolean isInHead;
        private boolean isLineEmpty = true;

        Passing(InputStream in, @Nullable MessageDigest all, @Nullable MessageDigest payload, boolean hasHead) {
            super(in);
            this.all = all;
            this.payload = payload;
            this.isInHead = hasHead;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            if (count > 0) {
                if (all != null) {
                    all.update(into, offset, count);
                }
                if (payload != null) {
                    int head = headLength(into, offset, count);
                    payload.update(into, offset + head, count - head);
                }
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(count, PIECE_BYTES)]));
        }

        private int headLength(byte[] bytes, int offset, int count) {
            int i = 0;
            while (isInHead && i < count) {
                byte b = bytes[offset + i++];
                if (b == '\n') {
                    isInHead = !isLineEmpty;
                    isLineEmpty = true;
                } else if (b != '\r') {
                    isLineEmpty = false;
                }
            }
            return i;
        }
    }
}
