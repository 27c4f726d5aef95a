package ayatori.warc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** A WARC file that is read: plain, {@code .warc.gz} or {@code .warc.zst}. */
final class WarcFile {
    private static final int FIRST_BYTES = 8;
    private static final short GZIP_MAGIC = 0x1f8b;

    private final Path path;

    /** A file at a path. */
    WarcFile(Path path) {
        this.path = path;
    }

    /** Receives records. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes a record. Its block can be read during the call.
         *
         * @param record the record
         * @param offset where it begins in the file; less than zero, its number from the start, if it cannot be read alone,
         *     since it is in one gzip member with others
         */
        void record(WarcRecord record, long offset) throws IOException;
    }

    /**
     * Reads all records from the start.
     *
     * @throws IOException if the file cannot be read to its end, with one sentence that says why; the records before were
     *     whole
     */
    void forEach(Visitor visitor) throws IOException {
        long[] at = {0};
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (isZstd(file)) {
                forEachFrame(file, visitor, at);
            } else {
                forEachRecord(file, visitor, at);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(sentence(at[0], e), e);
        }
    }

    private static void forEachRecord(FileChannel file, Visitor visitor, long[] at) throws IOException {
        file.position(0);
        try (WarcReader reader = reader(file)) {
            boolean isGzip = reader.compression() == WarcCompression.GZIP;
            long before = -1;
            long number = 0;
            for (WarcRecord record = next(reader); record != null; record = next(reader)) {
                number++;
                at[0] = reader.position();
                boolean canBeginThere = !isGzip || (at[0] > before && beginsMember(file, at[0]));
                before = at[0];
                visitor.record(record, canBeginThere ? at[0] : -number);
            }
        }
    }

    private static boolean beginsMember(FileChannel file, long offset) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(Short.BYTES);
        return file.read(magic, offset) == Short.BYTES && magic.getShort(0) == GZIP_MAGIC;
    }

    private static void forEachFrame(FileChannel file, Visitor visitor, long[] at) throws IOException {
        var frames = new ZstdFrames(file);
        byte[] dictionary = dictionary(frames);
        for (long next; at[0] < file.size(); at[0] = next) {
            next = frames.end(at[0]);
            if (!frames.isSkippable(at[0])) {
                try (WarcReader reader = frame(file, at[0], dictionary, false)) {
                    WarcRecord record = next(reader);
                    if (record != null) {
                        visitor.record(record, at[0]);
                        record.body().consume();
                    }
                }
            }
        }
    }

    /** Reads one record. */
    @FunctionalInterface
    interface Function<T> {
        /** {@return what is wanted of the record} It owns the reader, and closes it. */
        T apply(WarcRecord record, WarcReader reader) throws IOException;
    }

    /**
     * Reads a record.
     *
     * @param offset as a visitor gets it
     * @throws IOException if it cannot be read, with one sentence that says why
     */
    <T> T at(long offset, Function<T> function) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            WarcReader reader;
            if (isZstd(file)) {
                reader = frame(file, offset, dictionary(new ZstdFrames(file)), true);
            } else {
                file.position(Math.max(0, offset));
                reader = reader(file);
            }
            WarcRecord record = next(reader);
            for (long number = -1; number > offset && record != null; number--) {
                record = next(reader);
            }
            if (record == null) {
                throw new IOException("there is no record");
            }
            return function.apply(record, reader);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw new IOException(sentence(offset, e), e);
        }
    }

    private String sentence(long offset, Exception e) {
        String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early")
                .lines()
                .findFirst()
                .orElse("");
        return "The WARC file " + path + " cannot be read from byte " + offset + " on: " + reason + ".";
    }

    private static WarcReader reader(FileChannel file) throws IOException {
        var reader = new WarcReader(file);
        reader.setLenient(true);
        return reader;
    }

    private static @Nullable WarcRecord next(WarcReader reader) throws IOException {
        return reader.next().orElse(null);
    }

    // ---- zstd; jwarc's own reader takes a file's last frame for unfinished

    private static boolean isZstd(FileChannel file) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int count = file.read(first, 0);
        int magic = first.getInt(0);
        return count >= Integer.BYTES && (magic == ZstdFrames.MAGIC || magic == ZstdFrames.DICTIONARY_MAGIC);
    }

    private static byte @Nullable [] dictionary(ZstdFrames frames) throws IOException {
        byte[] stored = frames.dictionary();
        boolean isCompressed = stored != null
                && stored.length > Integer.BYTES
                && ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt() == ZstdFrames.MAGIC;
        if (stored == null || !isCompressed) {
            return stored;
        }
        long length = Zstd.getFrameContentSize(stored);
        if (length <= 0 || length > Integer.MAX_VALUE / 2) {
            throw new IOException("its dictionary cannot be decompressed");
        }
        return Zstd.decompress(stored, (int) length);
    }

    /** @param closes whether the reader closes the file */
    private static WarcReader frame(FileChannel file, long offset, byte @Nullable [] dictionary, boolean closes)
            throws IOException {
        file.position(offset);
        InputStream compressed = new BufferedInputStream(Channels.newInputStream(file)) {
            @Override
            public void close() throws IOException {
                if (closes) {
                    file.close();
                }
            }
        };
        var frame = new ZstdInputStreamNoFinalizer(compressed);
        if (dictionary != null) {
            frame.setDict(dictionary);
        }
        var reader = new WarcReader(frame);
        reader.setLenient(true);
        return reader;
    }
}
