package ayatori.async.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An open file with a buffer: blocking code, used by one thread at a time. The methods whose names begin with {@code
 * buffered} use memory only, so a loop may call them on its own thread.
 *
 * <p>The buffer holds either bytes read ahead ({@link #start} to {@link #end}) or bytes not written yet (zero to {@link
 * #unwritten}), never both. It grows while a file is read or written in many small pieces. So a long file costs few disk
 * calls, and a short one little memory.
 */
final class BufferedFile {
    private static final int BUFFER_BYTES_FIRST = 1 << 13;
    private static final int BUFFER_BYTES_MAX = 1 << 18;

    /** Bounds a line, which is held in memory as a whole. */
    private static final int LINE_BYTES_MAX = 1 << 28;

    private static final int ARRAY_BYTES_MAX = Integer.MAX_VALUE - 16;

    private final Disk disk;
    private final Path path;
    private final FileMode mode;
    private final TextCodec codec;
    private @Nullable DiskFile file;

    private byte[] buffer = new byte[0];
    private int start;
    private int end;
    private int unwritten;

    /** The disk's position in the file: the end of what was read ahead, or the start of what is not written. */
    private long diskPosition;

    /** Whether the file's name survives a crash. Without its name, the content is lost. */
    private boolean nameSynced;

    BufferedFile(Disk disk, Path path, FileMode mode, TextCodec codec) {
        this.disk = disk;
        this.path = path;
        this.mode = mode;
        this.codec = codec;
        this.nameSynced = mode == FileMode.READ || mode == FileMode.READ_WRITE; // the file existed before
    }

    void open() throws IOException {
        file = disk.open(path, mode.options());
    }

    // ---- in memory

    /** Returns the next line if the buffer holds all of it, else null. */
    @Nullable String bufferedLine(boolean keepEnd) throws IOException {
        int lineEnd = codec.endOfLine(buffer, start, start, end);
        return lineEnd < 0 ? null : takeLine(lineEnd, keepEnd);
    }

    /** Whether the buffer holds this many bytes to read. */
    boolean bufferedBytes(int bytes) {
        return end - start >= bytes;
    }

    /** Puts bytes into the buffer if they fit; returns whether they did. */
    boolean bufferedWrite(byte[] bytes) {
        if (buffer.length == 0) {
            grow();
        }
        if (end > start || bytes.length > buffer.length - unwritten || file == null) {
            return false;
        }
        System.arraycopy(bytes, 0, buffer, unwritten, bytes.length);
        unwritten += bytes.length;
        return true;
    }

    // ---- reading

    /** Reads the next line, with or without its end; null at the end of the file. */
    @Nullable String line(boolean keepEnd) throws IOException {
        beginReading();
        int from = start;
        for (; ; ) {
            int lineEnd = codec.endOfLine(buffer, start, from, end);
            if (lineEnd >= 0) {
                return takeLine(lineEnd, keepEnd);
            }
            int searched = end - start;
            if (searched > LINE_BYTES_MAX) {
                throw new IOException("a line of more than " + LINE_BYTES_MAX + " bytes in " + path);
            }
            if (!readMore()) {
                return start == end ? null : takeLine(end, keepEnd);
            }
            from = start + searched;
        }
    }

    /** Reads this many bytes, or fewer at the end of the file. */
    byte[] bytes(int max) throws IOException {
        beginReading();
        byte[] bytes = new byte[max <= BUFFER_BYTES_FIRST ? max : Math.min(max, sizeHint())];
        int length = 0;
        while (length < max) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.clamp(length * 2L, BUFFER_BYTES_FIRST, max));
            }
            ByteBuffer rest = ByteBuffer.wrap(bytes, length, bytes.length - length);
            int read = max <= BUFFER_BYTES_FIRST ? read(rest) : readDirectly(rest);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Reads all bytes up to the end of the file. */
    byte[] rest() throws IOException {
        byte[] bytes = bytes(ARRAY_BYTES_MAX);
        if (bytes.length == ARRAY_BYTES_MAX) {
            throw new IOException("more than 2 GB to read in one call: read " + path + " in pieces");
        }
        return bytes;
    }

    /** Reads this many characters, or fewer at the end of the file. */
    String characters(int max) throws IOException {
        beginReading();
        CharsetDecoder decoder = codec.decoder();
        CharBuffer piece = CharBuffer.allocate(Math.clamp(max, 2, BUFFER_BYTES_FIRST));
        var text = new StringBuilder();
        for (boolean more = true; text.length() < max; ) {
            piece.clear().limit(Math.min(piece.capacity(), max - text.length()));
            CoderResult result = decode(decoder, piece, !more);
            if (result.isOverflow() && piece.position() == 0) {
                if (!text.isEmpty()) {
                    break;
                }
                decode(decoder, piece.limit(2), !more); // room for a surrogate pair, else no character would fit
            }
            text.append(piece.flip());
            if (result.isUnderflow() && text.length() < max) {
                if (!more) {
                    break;
                }
                more = readMore();
            }
        }
        return text.toString();
    }

    private CoderResult decode(CharsetDecoder decoder, CharBuffer into, boolean atEnd) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, end - start);
        CoderResult result = decoder.decode(bytes, into, atEnd);
        start = bytes.position();
        if (result.isError()) {
            result.throwException();
        }
        return result;
    }

    /** Reads what the buffer holds, else what one disk call gives; -1 at the end of the file. */
    int read(ByteBuffer into) throws IOException {
        beginReading();
        if (start == end && into.hasRemaining() && into.remaining() < BUFFER_BYTES_MAX && !readMore()) {
            return -1;
        }
        return readDirectly(into);
    }

    /** Reads what the buffer holds, else what one disk call gives. Does not read ahead. */
    private int readDirectly(ByteBuffer into) throws IOException {
        if (start < end) {
            int length = Math.min(into.remaining(), end - start);
            into.put(buffer, start, length);
            start += length;
            return length;
        }
        int read = file().read(into);
        diskPosition += Math.max(0, read);
        return read;
    }

    private String takeLine(int lineEnd, boolean keepEnd) throws IOException {
        int lineStart = start;
        start = lineEnd;
        return keepEnd ? codec.decode(buffer, lineStart, lineEnd) : codec.decodeLine(buffer, lineStart, lineEnd);
    }

    /** Reads more into the buffer; false at the end of the file. */
    private boolean readMore() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (buffer.length < BUFFER_BYTES_MAX || end == buffer.length) {
            grow();
        }
        int read = file().read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        if (read < 0) {
            return false;
        }
        end += read;
        diskPosition += read;
        return true;
    }

    private int sizeHint() throws IOException {
        return Math.clamp(file().size() - diskPosition + end - start + 1, BUFFER_BYTES_FIRST, ARRAY_BYTES_MAX);
    }

    private void beginReading() throws IOException {
        if (!mode.reads()) {
            throw new IllegalStateException(path + " is open in mode " + mode + " and cannot be read");
        }
        if (unwritten > 0) {
            flush();
        }
    }

    // ---- writing

    /** Puts bytes into the buffer, and writes the buffer first if they do not fit. */
    void write(byte[] bytes) throws IOException {
        beginWriting();
        if (bytes.length > buffer.length - unwritten) {
            flush();
            if (buffer.length < BUFFER_BYTES_MAX) {
                grow();
            }
        }
        if (!bufferedWrite(bytes)) {
            writeOut(ByteBuffer.wrap(bytes));
        }
    }

    /** Writes the buffer, and then these bytes. In append mode, each is one call. */
    void writeThrough(byte[] bytes) throws IOException {
        beginWriting();
        flush();
        writeOut(ByteBuffer.wrap(bytes));
    }

    void flush() throws IOException {
        DiskFile open = file();
        if (unwritten == 0) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, unwritten);
        try {
            writeOut(open, bytes);
        } finally {
            // What could not be written is kept for the next flush.
            System.arraycopy(buffer, bytes.position(), buffer, 0, bytes.remaining());
            unwritten = bytes.remaining();
        }
    }

    void sync() throws IOException {
        flush();
        file().sync();
        if (!nameSynced) {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                disk.syncDirectory(directory);
            }
            nameSynced = true;
        }
    }

    void truncate(long size) throws IOException {
        beginWriting();
        flush();
        file().truncate(size);
        seek(Math.min(size, diskPosition));
    }

    private void writeOut(ByteBuffer bytes) throws IOException {
        writeOut(file(), bytes);
    }

    private void writeOut(DiskFile open, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            diskPosition += open.write(bytes);
        }
    }

    private void beginWriting() throws IOException {
        if (!mode.writes()) {
            throw new IllegalStateException(path + " is open in mode " + mode + " and cannot be written");
        }
        if (end > start) {
            seek(tell());
        }
        start = 0;
        end = 0;
    }

    private void grow() {
        int times = buffer.length < BUFFER_BYTES_MAX ? 4 : 2;
        buffer = Arrays.copyOf(buffer, Math.max(BUFFER_BYTES_FIRST, times * buffer.length));
    }

    // ---- the rest

    long tell() throws IOException {
        return mode == FileMode.APPEND ? file().size() + unwritten : diskPosition - (end - start) + unwritten;
    }

    long size() throws IOException {
        flush();
        return file().size();
    }

    void seek(long position) throws IOException {
        flush();
        file().position(position);
        diskPosition = position;
        start = 0;
        end = 0;
    }

    /** Writes the buffer and closes the file, even if the write fails. A second call does nothing. */
    void close() throws IOException {
        DiskFile open = file;
        if (open == null) {
            return;
        }
        try (open) {
            flush();
        } finally {
            file = null;
            unwritten = 0;
            start = end;
        }
    }

    private DiskFile file() {
        if (file == null) {
            throw new IllegalStateException(path + " is closed");
        }
        return file;
    }
}
