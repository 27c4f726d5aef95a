package ayatori.crawler.folder;

import ayatori.crawler.sink.Compression;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The whole lines of a file of records, plain or compressed. An unfinished last line is ignored: the crawl that writes the
 * file is in the middle of it, or was killed there.
 */
final class RecordLines implements Iterator<byte[]>, AutoCloseable {
    private final InputStream in;
    private byte[] line = new byte[4 << 10];
    private byte @Nullable [] next;
    private long number;
    private boolean ended;

    private RecordLines(InputStream in) {
        this.in = in;
    }

    /** Opens a file; one that ends in {@code .zst} is decompressed. */
    static RecordLines open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 64 << 10);
        boolean isCompressed = Compression.of(String.valueOf(file.getFileName())) == Compression.ZSTD;
        return new RecordLines(isCompressed ? new BufferedInputStream(frames(bytes), 64 << 10) : bytes);
    }

    /** A last frame that is cut off ends the stream: what it held so far is given. */
    private static InputStream frames(InputStream bytes) throws IOException {
        return new ZstdInputStream(bytes).setContinuous(true);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            try {
                next = read();
            } catch (EOFException e) {
                next = null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        byte[] taken = hasNext() ? next : null;
        if (taken == null) {
            throw new NoSuchElementException("There are no more records.");
        }
        next = null;
        number++;
        return taken;
    }

    /** {@return the number of the line that {@link #next} gave last; the first is 1} */
    long number() {
        return number;
    }

    private byte @Nullable [] read() throws IOException {
        int length = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Arrays.copyOf(line, length);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
