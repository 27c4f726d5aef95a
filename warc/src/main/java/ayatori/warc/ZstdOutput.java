package ayatori.warc;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes each record as a zstd frame (RFC 8878), as IIPC's "WARC with Zstandard compression" wants it. */
final class ZstdOutput implements RecordOutput {
    private static final int LEVEL = 1;

    private OutputStream frame = OutputStream.nullOutputStream();

    @Override
    public void begin(OutputStream to) throws IOException {
        frame = new ZstdOutputStreamNoFinalizer(
                new FilterOutputStream(to) {
                    @Override
                    public void write(byte[] bytes, int offset, int count) throws IOException {
                        out.write(bytes, offset, count);
                    }

                    @Override
                    public void close() {} // a frame ends, not the file
                },
                LEVEL);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        frame.write(bytes, offset, count);
    }

    @Override
    public void end() throws IOException {
        frame.close();
        frame = OutputStream.nullOutputStream();
    }

    @Override
    public void close() {
        // Each frame frees its own.
    }
}
