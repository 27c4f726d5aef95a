package ayatori.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens WARC files that are compressed by zstd. They may begin with a dictionary, in a skippable frame, after "Zstandard Compression
 * for WARC Files 1.0".
 */
final class ZstdWarc {
    private static final int DICTIONARY = 0x184D2A5D;
    private static final int FRAME = 0xFD2FB528;
    private static final int DICTIONARY_BYTES_MAX = 64 << 20;

    private ZstdWarc() {}

    static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        try {
            in.mark(8);
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(8)).order(ByteOrder.LITTLE_ENDIAN);
            if (head.remaining() < 8 || head.getInt() != DICTIONARY) {
                in.reset();
                return new ZstdInputStream(in);
            }
            int length = head.getInt();
            if (length < 0 || length > DICTIONARY_BYTES_MAX) {
                throw new IOException("the dictionary is too large");
            }
            byte[] dictionary = in.readNBytes(length);
            var decoder = new ZstdInputStream(in);
            decoder.setDict(plain(dictionary));
            return decoder;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** A dictionary may be compressed itself. */
    private static byte[] plain(byte[] dictionary) throws IOException {
        boolean isCompressed = dictionary.length > 4
                && ByteBuffer.wrap(dictionary).order(ByteOrder.LITTLE_ENDIAN).getInt() == FRAME;
        if (!isCompressed) {
            return dictionary;
        }
        long size = Zstd.getFrameContentSize(dictionary);
        if (size <= 0 || size > DICTIONARY_BYTES_MAX) {
            throw new IOException("the dictionary is too large");
        }
        return Zstd.decompress(dictionary, (int) size);
    }
}
