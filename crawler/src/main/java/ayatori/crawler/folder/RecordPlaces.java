package ayatori.crawler.folder;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens a file of records at any record. Of a compressed file it knows where each frame starts, so that only the frame of the
 * record is decompressed. The frames are found in one pass over their heads, as far as they are whole and tell the length of
 * their content, as those of a crawl do; what follows is decompressed from there on.
 */
final class RecordPlaces {
    private static final int CHUNK_BYTES = 1 << 20;

    /** A longer frame is not one of a crawl's. */
    private static final int FRAME_BYTES_MAX = 64 << 20;

    private final Path file;

    /** Where each frame starts in the file, and its content in what is decompressed. */
    private long[] frameStarts = new long[64];

    private long[] contentStarts = new long[64];
    private int count;

    private RecordPlaces(Path file) {
        this.file = file;
    }

    static RecordPlaces of(Path file) throws IOException {
        var places = new RecordPlaces(file);
        if (RecordLines.isCompressed(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                places.findFrames(in);
            }
        }
        return places;
    }

    Path file() {
        return file;
    }

    /** Opens the file at the start of a line, so many bytes from the start of what is decompressed. */
    RecordLines open(long offset) throws IOException {
        int found = Arrays.binarySearch(contentStarts, 0, count, offset);
        int frame = found >= 0 ? found : -found - 2;
        return frame < 0
                ? RecordLines.open(file, offset)
                : RecordLines.open(file, frameStarts[frame], contentStarts[frame], offset);
    }

    private void findFrames(InputStream in) throws IOException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int limit = 0;
        long frameStart = 0;
        long contentStart = 0;
        while (limit < FRAME_BYTES_MAX) {
            if (limit == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * limit);
            }
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return;
            }
            limit += read;
            int from = 0;
            while (from < limit) {
                long frame = frameLength(buffer, from, limit - from);
                if (frame == 0) {
                    break; // the rest of it is to come
                }
                long content = frame < 0 ? -1 : Zstd.getFrameContentSize(buffer, from, limit - from);
                if (content < 0) {
                    return;
                }
                add(frameStart, contentStart);
                frameStart += frame;
                contentStart += content;
                from += (int) frame;
            }
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
        }
    }

    /** The length of a frame; 0 if it is longer than what is there, and -1 if it is damaged. */
    private static long frameLength(byte[] buffer, int from, int count) {
        try {
            return Zstd.findFrameCompressedSize(buffer, from, count);
        } catch (ZstdException e) {
            return e.getErrorCode() == Zstd.errSrcSizeWrong() ? 0 : -1;
        }
    }

    private void add(long frameStart, long contentStart) {
        if (count == frameStarts.length) {
            frameStarts = Arrays.copyOf(frameStarts, 2 * count);
            contentStarts = Arrays.copyOf(contentStarts, 2 * count);
        }
        frameStarts[count] = frameStart;
        contentStarts[count++] = contentStart;
    }
}
