package ayatori.archive;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Counts bytes and computes their digests as they pass. */
final class Measured {
    private final MessageDigest digest;
    private final CRC32 crc = new CRC32();
    private long count;

    Measured() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private void add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        crc.update(bytes, offset, length);
        count += length;
    }

    /** What went by. */
    record Sum(long bytes, long crc, String hash) {}

    /** Ends the measurement. */
    Sum sum() {
        return new Sum(count, crc.getValue(), "sha256:" + HexFormat.of().formatHex(digest.digest()));
    }

    static Sum of(byte[] bytes) {
        var measured = new Measured();
        measured.add(bytes, 0, bytes.length);
        return measured.sum();
    }

    static Sum of(InputStream content) throws IOException {
        var measured = new Measured();
        try (InputStream in = measured.reading(content)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return measured.sum();
    }

    /** Measures what is read. */
    InputStream reading(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                if (read > 0) {
                    add(bytes, offset, read);
                }
                return read;
            }

            @Override
            public long skip(long n) throws IOException {
                return Math.max(0, read(new byte[(int) Math.min(n, 8 << 10)]));
            }
        };
    }

    /** Measures what is written. */
    OutputStream writing(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                add(bytes, offset, length);
            }
        };
    }
}
