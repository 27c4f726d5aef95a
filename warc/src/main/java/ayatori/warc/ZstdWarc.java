package ayatori.warc;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens {@code .warc.zst} files, after IIPC's "Zstandard Compression for WARC Files 1.0". jwarc cannot: up to 0.36 it takes the
 * last frame of a file for unfinished.
 */
public final class ZstdWarc {
    private ZstdWarc() {}

    /** The records of a file, decompressed. To be closed. */
    public static InputStream open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            var decoder = new ZstdInputStream(new BufferedInputStream(new FileRange(file, 0, file.size()), 64 << 10));
            byte[] dictionary = new ZstdFrames(file).dictionary();
            if (dictionary != null) {
                decoder.setDict(dictionary);
            }
            return new FilterInputStream(decoder) {
                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    return in.read(into, offset, length);
                }

                @Override
                public void close() throws IOException {
                    try (file) {
                        in.close();
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
