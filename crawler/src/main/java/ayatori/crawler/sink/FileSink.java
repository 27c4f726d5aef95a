package ayatori.crawler.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A sink that is a file. Appending writes at once; buffering is its writer's. */
public final class FileSink implements Sink {
    private static final int READ_BYTES = 64 << 10;

    private final String name;
    private final FileChannel channel;
    private long length;

    private FileSink(String name, FileChannel channel, long length) {
        this.name = name;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Creates a file that only its owner may read, and syncs the folder it is in.
     *
     * @throws IOException if the file exists or cannot be created
     */
    public static FileSink create(Path file) throws IOException {
        return create(file, String.valueOf(file.getFileName()));
    }

    /** Creates a file for a sink with a name of its own, like {@link #create(Path)}. */
    public static FileSink create(Path file, String name) throws IOException {
        FileChannel channel = Folders.create(file);
        Folders.sync(file.toAbsolutePath().getParent());
        return new FileSink(name, channel, 0);
    }

    /**
     * Opens a file that a crawl has written before.
     *
     * @throws IOException if there is no such file or it cannot be written
     */
    public static FileSink open(Path file) throws IOException {
        return open(file, String.valueOf(file.getFileName()));
    }

    /** Opens the file of a sink with a name of its own, like {@link #open(Path)}. */
    public static FileSink open(Path file, String name) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new FileSink(name, channel, channel.size());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void append(byte[] bytes, int offset, int count) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
        while (rest.hasRemaining()) {
            channel.write(rest, length + rest.position() - offset);
        }
        length += count;
    }

    /** Leaves room for bytes that {@link #fill} writes. */
    void reserve(long count) {
        length += count;
    }

    /** Writes bytes into room that was left for them. May run in another thread than the other methods. */
    void fill(long at, byte[] bytes, int count) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
        while (rest.hasRemaining()) {
            channel.write(rest, at + rest.position());
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void truncate(long newLength) throws IOException {
        if (newLength > channel.size()) {
            throw new IOException(name + " has " + channel.size() + " bytes, but " + newLength + " were written to it");
        }
        channel.truncate(newLength);
        length = newLength;
    }

    @Override
    public long checksum(long from, long to) throws IOException {
        var crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        long at = from;
        while (at < to) {
            buffer.clear().limit((int) Math.min(READ_BYTES, to - at));
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new IOException(name + " ends at " + at + " bytes, before " + to);
            }
            crc.update(buffer.flip());
            at += read;
        }
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
