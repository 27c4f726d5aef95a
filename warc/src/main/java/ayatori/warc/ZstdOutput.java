package ayatori.warc;

import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Writes each record as a zstd frame (RFC 8878), as IIPC's "WARC with Zstandard compression" wants it. */
final class ZstdOutput implements RecordOutput {
    private static final int LEVEL = 1;

    private final @Nullable ZstdDictCompress dictionary;
    private OutputStream frame = OutputStream.nullOutputStream();

    ZstdOutput(byte @Nullable [] dictionary) {
        this.dictionary = dictionary == null ? null : new ZstdDictCompress(dictionary, LEVEL);
    }

    /** A file's start: a skippable frame with the dictionary of all frames that follow, and the first of those. */
    static byte[] withDictionary(byte[] dictionary, byte[] first) {
        return ByteBuffer.allocate(2 * Integer.BYTES + dictionary.length + first.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ZstdFrames.DICTIONARY_MAGIC)
                .putInt(dictionary.length)
                .put(dictionary)
                .put(first)
                .array();
    }

    @Override
    public void begin(OutputStream to) throws IOException {
        var opened = new ZstdOutputStreamNoFinalizer(
                new FilterOutputStream(to) {
                    @Override
                    public void write(byte[] bytes, int offset, int count) throws IOException {
                        out.write(bytes, offset, count);
                    }

                    @Override
                    public void close() {} // a frame ends, not the file
                },
                LEVEL);
        if (dictionary != null) {
            opened.setDict(dictionary);
        }
        frame = opened;
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
        if (dictionary != null) {
            dictionary.close();
        }
    }
}
