package ayatori.crawler.folder;

import ayatori.crawler.sink.Compression;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of records that is read in blocks, so that each record can be found again: a zstd frame with its records in a
 * compressed file, a single record in a plain one. Blocks can be read by several threads at once.
 *
 * <p>The end of a file that a killed crawl has left may hold part of a record or frame. It is ignored.
 */
final class RecordBlocks implements AutoCloseable {
    /** The crawl writes frames of a quarter of a megabyte, or of one record. */
    private static final int BLOCK_BYTES_MAX = 64 << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final boolean isCompressed;

    /** The content of a block. */
    private record Block(long offset, byte[] content) {}

    /** The block that was read last: records are mostly wanted in the order in which they were written. */
    private volatile @Nullable Block latest;

    private RecordBlocks(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.isCompressed = Compression.of(String.valueOf(file.getFileName())) == Compression.ZSTD;
    }

    static RecordBlocks open(Path file) throws IOException {
        return new RecordBlocks(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Takes records in the order of the file. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one record.
         *
         * @param bytes the array that holds its line
         * @param from where the line begins
         * @param to where its line feed is
         * @param offset where its block begins in the file
         * @param length how long the block is in the file
         * @param inner where the line begins in the block's content
         */
        void record(byte[] bytes, int from, int to, long offset, int length, int inner) throws IOException;
    }

    /** A place in the file, from which it is read on. Not safe for use by several threads. */
    final class Cursor {
        private byte[] buffer = new byte[CHUNK_BYTES];
        private int count;

        /** Of the buffer's first byte. */
        private long offset;

        /** Visits the next records, as many as fit into a buffer. Returns false if there are no more whole ones. */
        boolean advance(Visitor visitor) throws IOException {
            if (count == buffer.length) {
                if (count >= BLOCK_BYTES_MAX) {
                    throw new IOException(
                            isCompressed
                                    ? "it is not compressed as a crawl compresses it"
                                    : "a record is longer than " + BLOCK_BYTES_MAX + " bytes");
                }
                buffer = Arrays.copyOf(buffer, 2 * count);
            }
            int read = channel.read(ByteBuffer.wrap(buffer, count, buffer.length - count), offset + count);
            if (read <= 0) {
                return false;
            }
            count += read;
            int used = isCompressed ? frames(buffer, count, offset, visitor) : lines(buffer, count, offset, visitor);
            System.arraycopy(buffer, used, buffer, 0, count - used);
            count -= used;
            offset += used;
            return true;
        }
    }

    private static int lines(byte[] buffer, int count, long offset, Visitor visitor) throws IOException {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                visitor.record(buffer, from, i, offset + from, i - from, 0);
                from = i + 1;
            }
        }
        return from;
    }

    private static int frames(byte[] buffer, int count, long offset, Visitor visitor) throws IOException {
        int from = 0;
        while (from < count) {
            long length = frameLength(buffer, from, count - from);
            if (length < 0) {
                break; // the rest of the frame is to come
            }
            byte[] content = content(buffer, from, (int) length);
            int start = 0;
            for (int i = 0; i < content.length; i++) {
                if (content[i] == '\n') {
                    visitor.record(content, start, i, offset + from, (int) length, start);
                    start = i + 1;
                }
            }
            from += (int) length;
        }
        return from;
    }

    /** How long the frame is that begins somewhere; -1 if it is longer than what is there. */
    private static long frameLength(byte[] buffer, int from, int count) throws IOException {
        try {
            return Zstd.findFrameCompressedSize(buffer, from, count);
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errSrcSizeWrong()) {
                return -1;
            }
            throw new IOException("it is damaged", e);
        }
    }

    /** The line that {@link Visitor#record} was given with this place, without its line feed. */
    byte[] line(long offset, int length, int inner) throws IOException {
        Block known = latest;
        if (known != null && known.offset == offset) {
            return lineOf(known.content, inner);
        }
        byte[] block = new byte[length];
        ByteBuffer into = ByteBuffer.wrap(block);
        while (into.hasRemaining()) {
            if (channel.read(into, offset + into.position()) < 0) {
                throw new IOException(file.getFileName() + " has become shorter");
            }
        }
        if (!isCompressed) {
            return block;
        }
        byte[] content = content(block, 0, length);
        latest = new Block(offset, content);
        return lineOf(content, inner);
    }

    private static byte[] lineOf(byte[] content, int inner) {
        int end = inner;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return Arrays.copyOfRange(content, inner, end);
    }

    private static byte[] content(byte[] frame, int from, int length) throws IOException {
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(frame, from, length))) {
            byte[] content = in.readNBytes(BLOCK_BYTES_MAX);
            if (content.length == BLOCK_BYTES_MAX) {
                throw new IOException("it is not compressed as a crawl compresses it");
            }
            return content;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
