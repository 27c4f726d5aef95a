package ayatori.crawler.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of records, each of which ends with a newline, that only grows.
 *
 * <p>Records are buffered and written in large pieces. {@link #commit} makes those that were {@linkplain #flush flushed}
 * count; {@link #rollback} cuts the file back to the last commit, after which nothing more is accepted.
 */
public final class RecordFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long writtenBytes;
    private long committedBytes;
    private boolean isBroken;

    RecordFile(FileChannel channel) {
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
     * @throws IOException if the file cannot be written
     */
    public void append(byte[] records, int length) throws IOException {
        checkUsable();
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.capacity()) {
            write(ByteBuffer.wrap(records, 0, length));
        } else {
            buffer.put(records, 0, length);
        }
    }

    /** How many bytes have been appended since the last commit. */
    public long uncommittedBytes() {
        return writtenBytes - committedBytes + buffer.position();
    }

    /**
     * Writes the buffered records.
     *
     * @throws IOException if the file cannot be written
     */
    public void flush() throws IOException {
        checkUsable();
        buffer.flip();
        write(buffer);
        buffer.clear();
    }

    /** Makes the records that were flushed count. */
    public void commit() {
        committedBytes = writtenBytes;
    }

    /** Cuts the file back to the last commit. Nothing more is accepted. */
    public void rollback() throws IOException {
        isBroken = true;
        channel.truncate(committedBytes);
    }

    private void write(ByteBuffer records) throws IOException {
        isBroken = true; // until all is written: half of a record may be in the file
        while (records.hasRemaining()) {
            writtenBytes += channel.write(records);
        }
        isBroken = false;
    }

    private void checkUsable() throws IOException {
        if (isBroken) {
            throw new IOException("the file could not be written before");
        }
    }

    /** Closes the file; what was not committed is not in it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (writtenBytes > committedBytes) {
                channel.truncate(committedBytes);
            }
        }
    }
}
