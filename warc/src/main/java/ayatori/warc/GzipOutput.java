package ayatori.warc;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes each record as a gzip member (RFC 1952). The deflater is reused, since making one costs as much as a small record. */
final class GzipOutput implements RecordOutput {
    /** Fast, and nearly as small as the default for text. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    /** No name, no time; the fastest algorithm (4), an unknown system (255). */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 255};

    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 crc = new CRC32();
    private final byte[] compressed = new byte[16 << 10];
    private OutputStream out = OutputStream.nullOutputStream();

    @Override
    public void begin(OutputStream to) throws IOException {
        out = to;
        deflater.reset();
        crc.reset();
        out.write(HEADER);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        crc.update(bytes, offset, count);
        deflater.setInput(bytes, offset, count);
        while (!deflater.needsInput()) {
            out.write(compressed, 0, deflater.deflate(compressed));
        }
    }

    @Override
    public void end() throws IOException {
        deflater.finish();
        while (!deflater.finished()) {
            out.write(compressed, 0, deflater.deflate(compressed));
        }
        littleEndian((int) crc.getValue());
        littleEndian((int) deflater.getBytesRead());
    }

    private void littleEndian(int value) throws IOException {
        out.write(new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)});
    }

    @Override
    public void close() {
        deflater.end();
    }
}
