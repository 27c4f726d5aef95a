package ayatori.crawler.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of records, each of which ends with a newline, that only grows.
 *
 * <p>Records are gathered in a buffer and written in large pieces. When a write fails, the file is cut back to the last
 * whole record that is in it, and no more is accepted.
 */
public final class RecordFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /** How long the file is, up to its last whole record. */
    private long wholeBytes;

    private boolean broken;

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates a file.
     *
     * @param file must not exist
     * @throws IOException if it exists or cannot be created
     */
    public static RecordFile create(Path file) throws IOException {
        return new RecordFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Adds records.
     *
     * @param records whole records, each ending with a newline
     * @param length how many bytes of the array they take
     * @throws IOException if the file cannot be written; what was written before is whole
     */
    public void append(byte[] records, int length) throws IOException {
        if (broken) {
            throw new IOException("the file could not be written before");
        }
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.capacity()) {
            write(ByteBuffer.wrap(records, 0, length));
        } else {
            buffer.put(records, 0, length);
        }
    }

    /**
     * Writes what is gathered.
     *
     * @throws IOException if the file cannot be written; what was written before is whole
     */
    public void flush() throws IOException {
        buffer.flip();
        try {
            write(buffer);
        } finally {
            buffer.clear();
        }
    }

    private void write(ByteBuffer records) throws IOException {
        int start = records.position();
        try {
            while (records.hasRemaining()) {
                channel.write(records);
            }
            wholeBytes += records.limit() - start;
        } catch (IOException e) {
            broken = true;
            cutBack(records, start, e);
            throw e;
        }
    }

    /** Cuts the file after the last whole record of those that were written before the failure. */
    private void cutBack(ByteBuffer records, int start, IOException failure) {
        int end = records.position();
        while (end > start && records.get(end - 1) != '\n') {
            end--;
        }
        wholeBytes += end - start;
        try {
            channel.truncate(wholeBytes);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Writes what is gathered and closes the file. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (!broken) {
                flush();
            }
        }
    }
}
