package ayatori.crawler.folder;

import ayatori.crawler.sink.Compression;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The whole lines of a file of records, plain or compressed: {@link #advance} moves to the next one, which lies in {@link
 * #bytes}. An unfinished last line is ignored: the crawl that writes the file is in the middle of it, or was killed there.
 */
final class RecordLines implements AutoCloseable {
    /** No record is longer: the links of a page are bounded. */
    private static final int LINE_BYTES_MAX = 64 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[128 << 10];

    /** Where the current line starts and ends, and where the bytes end, in the buffer. */
    private int start;

    private int end;
    private int limit;

    /** Where the buffer starts in the stream of records. */
    private long bufferOffset;

    private long number;

    private RecordLines(InputStream in, long offset) {
        this.in = in;
        this.bufferOffset = offset;
    }

    /** Opens a file; one that ends in {@code .zst} is decompressed. */
    static RecordLines open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        return new RecordLines(isCompressed(file) ? frames(bytes) : bytes, 0);
    }

    /** Opens a file at the start of a line, {@link #offset} bytes from the start of what is decompressed. */
    static RecordLines open(Path file, long offset) throws IOException {
        return open(file, 0, 0, offset);
    }

    /**
     * Opens a file at the start of a line.
     *
     * @param frameStart where a frame starts in the file, 0 in a file that is not compressed
     * @param contentStart where its content starts in what is decompressed
     * @param offset where the line starts there
     */
    static RecordLines open(Path file, long frameStart, long contentStart, long offset) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            bytes.skipNBytes(frameStart);
            InputStream records = isCompressed(file) ? frames(bytes) : bytes;
            records.skipNBytes(offset - contentStart);
            return new RecordLines(records, offset);
        } catch (IOException e) {
            try (bytes) {
                throw e;
            }
        }
    }

    static boolean isCompressed(Path file) {
        return Compression.of(String.valueOf(file.getFileName())) == Compression.ZSTD;
    }

    /** A last frame that is cut off ends the stream: what it held so far is given. */
    private static InputStream frames(InputStream bytes) throws IOException {
        return new ZstdInputStream(new BufferedInputStream(bytes, 64 << 10)).setContinuous(true);
    }

    /** Moves to the next line. False if there is no further whole one. */
    boolean advance() throws IOException {
        int from = number == 0 ? 0 : end + 1;
        for (int scanned = from; ; ) {
            for (int i = scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    start = from;
                    end = i;
                    number++;
                    return true;
                }
            }
            scanned = limit - from;
            makeRoom(from);
            from = 0;
            if (!read()) {
                end = -1;
                return false;
            }
        }
    }

    /** Moves what is not used yet to the front. */
    private void makeRoom(int from) throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, limit - from);
            limit -= from;
            bufferOffset += from;
        } else if (limit == buffer.length) {
            if (limit >= LINE_BYTES_MAX) {
                throw new IOException("a line is longer than any record");
            }
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
    }

    private boolean read() throws IOException {
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(count, 0);
            return count >= 0;
        } catch (EOFException e) {
            return false;
        }
    }

    /** The array that holds the current line. */
    byte[] bytes() {
        return buffer;
    }

    /** Where the current line starts in {@link #bytes}. */
    int start() {
        return start;
    }

    /** The length of the current line, without its end. */
    int length() {
        return end - start;
    }

    /** Where the current line starts in the file, or in what was decompressed from it. */
    long offset() {
        return bufferOffset + start;
    }

    /** {@return the number of the current line; the first is 1} */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
