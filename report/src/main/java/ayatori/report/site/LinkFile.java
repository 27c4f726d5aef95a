package ayatori.report.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The keys of all links of all pages in a temporary file, eight bytes each, since they may not fit in memory. */
final class LinkFile implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final Arena arena = Arena.ofConfined();
    private @Nullable MemorySegment mapped;
    private long size;

    LinkFile() throws IOException {
        file = Files.createTempFile("ayatori-links", ".tmp");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Adds a link, behind all others. */
    void add(long key) {
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.putLong(key);
        size++;
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("The temporary file " + file + " cannot be written: " + e.getMessage() + ".", e));
        }
    }

    /** Ends the writing. */
    void map() throws IOException {
        flush();
        mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, size * Long.BYTES, arena);
    }

    /** The link at a position. */
    long get(long position) {
        return segment().get(LONG, position * Long.BYTES);
    }

    /** Replaces the link at a position. */
    void set(long position, long value) {
        segment().set(LONG, position * Long.BYTES, value);
    }

    private MemorySegment segment() {
        MemorySegment segment = mapped;
        if (segment == null) {
            throw new IllegalStateException("links are still being added");
        }
        return segment;
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
        Files.deleteIfExists(file);
    }
}
