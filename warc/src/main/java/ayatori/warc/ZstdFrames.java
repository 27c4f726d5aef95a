package ayatori.warc;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Finds the frames of a {@code .warc.zst} (RFC 8878 section 3.1), without decompressing them. */
final class ZstdFrames {
    static final int MAGIC = 0xFD2FB528;

    /** The skippable frame with the dictionary, by IIPC's "WARC with Zstandard compression". */
    static final int DICTIONARY_MAGIC = 0x184D2A5D;

    private static final int SKIPPABLE_MAGIC = 0x184D2A50;
    private static final int DICTIONARY_BYTES_MAX = 16 << 20;

    private final FileChannel file;
    private boolean isDictionaryKnown;
    private byte @Nullable [] dictionary;

    ZstdFrames(FileChannel file) {
        this.file = file;
    }

    /** Whether a file begins with a frame. */
    static boolean areIn(FileChannel file) throws IOException {
        if (file.size() < Integer.BYTES) {
            return false;
        }
        int magic = new ZstdFrames(file).integer(0);
        return magic == MAGIC || magic == DICTIONARY_MAGIC;
    }

    /** Whether a frame can be skipped: it holds no record. */
    boolean isSkippable(long at) throws IOException {
        return (integer(at) & 0xFFFFFFF0) == SKIPPABLE_MAGIC;
    }

    /** Where the frame ends that begins at an offset. */
    long end(long at) throws IOException {
        if (isSkippable(at)) {
            return at + 8 + (integer(at + 4) & 0xFFFFFFFFL);
        }
        if (integer(at) != MAGIC) {
            throw new IOException("there is no zstd frame at byte " + at);
        }
        int descriptor = unsigned(at + 4, 1);
        boolean isSingleSegment = (descriptor & 0x20) != 0;
        int contentSizeFlag = descriptor >>> 6;
        int dictionaryBytes = new int[] {0, 1, 2, 4}[descriptor & 3];
        int contentSizeBytes = switch (contentSizeFlag) {
            case 0 -> isSingleSegment ? 1 : 0;
            case 1 -> 2;
            case 2 -> 4;
            default -> 8;
        };
        long next = at + 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes + contentSizeBytes;
        for (boolean isLast = false; !isLast; ) {
            int block = unsigned(next, 3);
            isLast = (block & 1) != 0;
            boolean isRepeatedByte = (block >>> 1 & 3) == 1;
            next += 3 + (isRepeatedByte ? 1 : block >>> 3);
        }
        long end = next + ((descriptor & 4) != 0 ? 4 : 0);
        if (end > file.size()) {
            throw cut();
        }
        return end;
    }

    /** The dictionary at the start of the file; null if there is none. */
    byte @Nullable [] dictionary() throws IOException {
        if (!isDictionaryKnown) {
            dictionary = plain(storedDictionary());
            isDictionaryKnown = true;
        }
        return dictionary;
    }

    private byte @Nullable [] storedDictionary() throws IOException {
        if (file.size() < 8 || integer(0) != DICTIONARY_MAGIC) {
            return null;
        }
        long length = integer(4) & 0xFFFFFFFFL;
        if (length > DICTIONARY_BYTES_MAX) {
            throw new IOException("the dictionary is larger than " + DICTIONARY_BYTES_MAX + " bytes");
        }
        return bytes(8, (int) length);
    }

    /** A dictionary may be compressed itself. */
    private static byte @Nullable [] plain(byte @Nullable [] stored) throws IOException {
        if (stored == null
                || stored.length <= Integer.BYTES
                || ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt() != MAGIC) {
            return stored;
        }
        long length = Zstd.getFrameContentSize(stored);
        if (length <= 0 || length > DICTIONARY_BYTES_MAX) {
            throw new IOException("its dictionary cannot be decompressed");
        }
        return Zstd.decompress(stored, (int) length);
    }

    private int integer(long at) throws IOException {
        return ByteBuffer.wrap(bytes(at, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** A little-endian number of up to three bytes. */
    private int unsigned(long at, int count) throws IOException {
        int value = 0;
        byte[] bytes = bytes(at, count);
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    private byte[] bytes(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw cut();
            }
        }
        return bytes.array();
    }

    private static IOException cut() {
        return new EOFException("the file ends in the middle of a zstd frame");
    }
}
