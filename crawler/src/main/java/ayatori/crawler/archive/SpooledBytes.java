package ayatori.crawler.archive;

import ayatori.crawler.sink.LateBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes that are written first and read afterwards: in memory, or in a file of a {@link Spool} if there are many. */
public final class SpooledBytes extends OutputStream implements LateBytes {
    private static final int FIRST_BYTES = 4 << 10;
    private static final byte[] NONE = {};

    private final Spool spool;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int count;
    private @Nullable FileChannel file;
    private long fileLength;
    private final CRC32C fileChecksum = new CRC32C();

    /** No bytes yet. */
    public SpooledBytes(Spool spool) {
        this.spool = spool;
    }

    /** {@return how many bytes there are} */
    @Override
    public long length() {
        return fileLength + count;
    }

    /** {@return how many of them are in memory} */
    public int memoryBytes() {
        return count;
    }

    /** {@return whether some of them are in a file, so that reading them takes long} */
    public boolean isLarge() {
        return file != null;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(from, offset, length));
    }

    /** Appends bytes. */
    public void write(ByteBuffer from) throws IOException {
        int length = from.remaining();
        if (count + length > spool.memoryBytesMax()) {
            flushToFile();
            if (length > spool.memoryBytesMax()) {
                fileLength += length;
                writeFully(from);
                return;
            }
        }
        if (count + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(count + length, bytes.length * 2));
        }
        from.get(bytes, count, length);
        count += length;
    }

    private void flushToFile() throws IOException {
        if (file == null) {
            file = spool.newFile();
        }
        writeFully(ByteBuffer.wrap(bytes, 0, count));
        fileLength += count;
        count = 0;
    }

    private void writeFully(ByteBuffer from) throws IOException {
        FileChannel open = file;
        fileChecksum.update(from.duplicate());
        while (open != null && from.hasRemaining()) {
            open.write(from);
        }
    }

    /** Ends the writing. If there are many bytes, none of them are in memory from then on. */
    public void seal() throws IOException {
        if (file != null) {
            flushToFile();
            bytes = NONE;
        }
    }

    /** {@return the CRC-32C of bytes that are many and sealed} */
    @Override
    public long checksum() {
        if (file == null || count > 0) {
            throw new IllegalStateException("the bytes are few, or not sealed");
        }
        return fileChecksum.getValue();
    }

    /** Forgets what was written. */
    public void clear() throws IOException {
        FileChannel open = file;
        file = null;
        fileLength = 0;
        fileChecksum.reset();
        count = 0;
        if (open != null) {
            open.close();
        }
    }

    /** Hands all bytes to a target, piece by piece. */
    @Override
    public void to(Target target) throws IOException {
        if (file != null) {
            byte[] piece = new byte[64 << 10];
            for (long at = 0; at < fileLength; ) {
                int read = file.read(ByteBuffer.wrap(piece), at);
                if (read < 0) {
                    throw new IOException("a spooled capture has lost its end");
                }
                target.add(piece, read);
                at += read;
            }
        }
        if (count > 0) {
            target.add(bytes, count);
        }
    }

    /** {@return the first bytes, at most {@code max} of them} */
    public byte[] first(int max) throws IOException {
        if (file == null) {
            return Arrays.copyOf(bytes, Math.min(count, max));
        }
        ByteBuffer first = ByteBuffer.allocate((int) Math.min(fileLength, max));
        while (first.hasRemaining() && file.read(first, first.position()) >= 0) {
            // more may come
        }
        return Arrays.copyOf(first.array(), first.position());
    }

    /** {@return the array that holds all bytes, from its start; null if some are in a file} */
    public byte @Nullable [] array() {
        return file == null ? bytes : null;
    }

    /** Frees the memory and deletes the file. */
    @Override
    public void close() throws IOException {
        bytes = NONE;
        clear();
    }
}
