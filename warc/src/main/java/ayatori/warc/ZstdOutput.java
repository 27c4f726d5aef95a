package ayatori.warc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes each record as a zstd frame (RFC 8878), as IIPC's "WARC with Zstandard compression" wants it. Most records are
 * compressed at once, by a context that is reused; only a large one is streamed.
 */
final class ZstdOutput implements RecordOutput {
    private static final int LEVEL = 1;

    /** How much of a record is gathered before it is streamed. */
    private static final int GATHERED_BYTES_MAX = 1 << 20;

    private final @Nullable ZstdDictCompress dictionary;
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private OutputStream out = OutputStream.nullOutputStream();
    private byte[] gathered = new byte[32 << 10];
    private int count;
    private byte[] compressed = {};

    /** The frame of a large record; null while it may be a small one. */
    private @Nullable OutputStream frame;

    ZstdOutput(byte @Nullable [] dictionary) {
        this.dictionary = dictionary == null ? null : new ZstdDictCompress(dictionary, LEVEL);
        context.setLevel(LEVEL);
        context.setChecksum(true);
        if (this.dictionary != null) {
            context.loadDict(this.dictionary);
        }
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
    public void begin(OutputStream to) {
        out = to;
        count = 0;
        frame = null;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (frame == null && count + length > GATHERED_BYTES_MAX) {
            frame = openFrame();
            frame.write(gathered, 0, count);
        }
        if (frame != null) {
            frame.write(bytes, offset, length);
            return;
        }
        if (count + length > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(count + length, gathered.length * 2));
        }
        System.arraycopy(bytes, offset, gathered, count, length);
        count += length;
    }

    private OutputStream openFrame() throws IOException {
        var opened = new ZstdOutputStreamNoFinalizer(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        out.write(bytes, offset, length);
                    }

                    @Override
                    public void close() {} // a frame ends, not the file
                },
                LEVEL);
        opened.setChecksum(true);
        if (dictionary != null) {
            opened.setDict(dictionary);
        }
        return opened;
    }

    @Override
    public void end() throws IOException {
        if (frame != null) {
            frame.close();
            return;
        }
        int most = (int) Zstd.compressBound(count);
        if (compressed.length < most) {
            compressed = new byte[most];
        }
        int length = context.compressByteArray(compressed, 0, compressed.length, gathered, 0, count);
        out.write(compressed, 0, length);
    }

    @Override
    public void close() {
        context.close();
        if (dictionary != null) {
            dictionary.close();
        }
    }
}
