package ayatori.async.file;

import ayatori.async.CancelledError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open file whose reads and writes let the other tasks of the loop run meanwhile: aiofiles' {@code open}.
 *
 * {@snippet :
 * Path path = Path.of(System.getProperty("java.io.tmpdir"), "async-file-example.txt");
 * try (AsyncFile file = AsyncFile.open(path, FileMode.WRITE)) {
 *     file.write("one\ntwo\n");
 * }
 * try (AsyncFile file = AsyncFile.open(path)) {
 *     for (String line : file.lines()) {
 *         System.out.println(line);
 *     }
 * }
 * AsyncFiles.delete(path);
 * }
 *
 * <p>Text is encoded and decoded strictly, in UTF-8 unless another charset is given. Positions and lengths are in bytes. Reads
 * and writes are buffered, so most lines cost no disk call. {@link #flush} passes what was written to the operating system,
 * {@link #sync} to the disk itself. {@link #close} flushes.
 *
 * <p><b>Several tasks</b> of one loop may use a file at the same time. Their operations run whole, one after another, in the
 * order of the calls. Records that tasks {@link #append} never mix, even if several files or processes append to one path.
 *
 * <p><b>Cancellation.</b> If the operation of a cancelled task is still in the queue, it is removed, and nothing is read or
 * written. If it has begun, it runs to its end, and then the {@link CancelledError} is thrown. Other tasks are not affected.
 * {@link #close} always runs.
 */
public final class AsyncFile implements AutoCloseable {
    private final Path path;
    private final FileMode mode;
    private final TextCodec codec;
    private final BufferedFile file;
    private final Operations operations;
    private boolean closed;

    private AsyncFile(Disk disk, Path path, FileMode mode, Charset charset) {
        this.path = path;
        this.mode = mode;
        this.codec = new TextCodec(charset);
        this.file = new BufferedFile(disk, path, mode, codec);
        this.operations = new Operations(disk);
    }

    /**
     * Opens a file for reading.
     *
     * @param path where it is
     * @return the open file
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be opened
     */
    public static AsyncFile open(Path path) throws IOException {
        return open(path, FileMode.READ);
    }

    /**
     * Opens a file.
     *
     * @param path where it is
     * @param mode what it is opened for
     * @return the open file
     * @throws IOException if it cannot be opened in this mode
     */
    public static AsyncFile open(Path path, FileMode mode) throws IOException {
        return open(path, mode, StandardCharsets.UTF_8);
    }

    /**
     * Opens a file whose text is in a given charset.
     *
     * @param path where it is
     * @param mode what it is opened for
     * @param charset the charset of its text
     * @return the open file
     * @throws IOException if it cannot be opened in this mode
     */
    public static AsyncFile open(Path path, FileMode mode, Charset charset) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(charset, "charset");
        var opened = new AsyncFile(Disk.current(), path, mode, charset);
        try {
            opened.operations.run(() -> {
                opened.file.open();
                return null;
            });
        } catch (CancelledError e) {
            try {
                opened.close();
            } catch (IOException failure) {
                e.addSuppressed(failure);
            }
            throw e;
        }
        return opened;
    }

    // ---- text

    /**
     * Reads all text up to the end of the file.
     *
     * @return the text, empty at the end of the file
     * @throws java.nio.charset.CharacterCodingException if it is not in the file's charset
     * @throws IOException if the disk fails, or for more than 2 GB
     */
    public String read() throws IOException {
        byte[] bytes = run(file::rest);
        return codec.decode(bytes, 0, bytes.length);
    }

    /**
     * Reads some text.
     *
     * @param charactersMax how many {@code char}s. Fewer are returned only at the end of the file, and one more if a surrogate
     *     pair would be split
     * @return the text, empty at the end of the file
     * @throws java.nio.charset.CharacterCodingException if it is not in the file's charset
     * @throws IOException if the disk fails
     */
    public String read(int charactersMax) throws IOException {
        checkSize(charactersMax);
        return run(() -> file.characters(charactersMax));
    }

    /**
     * Reads one line. {@link #readLineWithEnd} also tells whether the line was ended.
     *
     * @return the line without its end, {@code \n} or {@code \r\n}; null at the end of the file
     * @throws java.nio.charset.CharacterCodingException if it is not in the file's charset; the line is skipped
     * @throws IOException if the disk fails, or for a line of more than 256 MB, which can still be read in pieces
     */
    public @Nullable String readLine() throws IOException {
        return readLine(false);
    }

    /**
     * Reads one line and keeps its end, as Python's {@code readline} does. Only the last line of a file can lack
     * its {@code \n}.
     *
     * @return the line with its end; null at the end of the file
     * @throws java.nio.charset.CharacterCodingException if it is not in the file's charset; the line is skipped
     * @throws IOException if the disk fails, or for a line of more than 256 MB, which can still be read in pieces
     */
    public @Nullable String readLineWithEnd() throws IOException {
        return readLine(true);
    }

    private @Nullable String readLine(boolean keepEnd) throws IOException {
        if (operations.idle()) {
            String line = file.bufferedLine(keepEnd);
            if (line != null) {
                return line;
            }
        }
        return this.<@Nullable String>run(() -> file.line(keepEnd));
    }

    /**
     * Reads line by line from the current position: aiofiles' {@code async for}. The result is for one loop. The loop throws
     * an {@link UncheckedIOException} where {@link #readLine} throws an {@link IOException}.
     *
     * @return the lines, read as the loop asks for them
     */
    public Iterable<String> lines() {
        return Lines::new;
    }

    /**
     * Writes text to the buffer. A full buffer, {@link #flush} and {@link #close} pass it to the operating system.
     *
     * @param text what to write
     * @throws java.nio.charset.CharacterCodingException if the file's charset lacks a character. Nothing is written then
     * @throws IOException if the disk fails or is full
     */
    public void write(String text) throws IOException {
        write(codec.encode(Objects.requireNonNull(text, "text")));
    }

    /**
     * Writes text at the end of a file that was opened with {@link FileMode#APPEND}, in one call of the operating system. When
     * this returns, readers of the file see it.
     *
     * @param text what to write
     * @throws java.nio.charset.CharacterCodingException if the file's charset lacks a character. Nothing is written then
     * @throws IOException if the disk fails or is full
     * @throws IllegalStateException if the file was opened in another mode
     */
    public void append(String text) throws IOException {
        append(codec.encode(Objects.requireNonNull(text, "text")));
    }

    // ---- bytes

    /**
     * Reads all bytes up to the end of the file.
     *
     * @return the bytes, none at the end of the file
     * @throws IOException if the disk fails, or for more than 2 GB
     */
    public byte[] readBytes() throws IOException {
        return run(file::rest);
    }

    /**
     * Reads some bytes.
     *
     * @param bytesMax how many. Fewer are returned only at the end of the file
     * @return the bytes, none at the end of the file
     * @throws IOException if the disk fails
     */
    public byte[] readBytes(int bytesMax) throws IOException {
        checkSize(bytesMax);
        return run(() -> file.bytes(bytesMax), bytesMax > 0 && file.bufferedBytes(bytesMax));
    }

    /**
     * Reads some bytes into a buffer.
     *
     * @param into filled from its position on; has room; must not be used until this returns
     * @return how many bytes were read, one or more; -1 at the end of the file
     * @throws IOException if the disk fails
     * @throws IllegalArgumentException if the buffer has no room or is read-only
     */
    public int readInto(ByteBuffer into) throws IOException {
        requireRoom(into);
        return run(() -> file.read(into), file.bufferedBytes(1));
    }

    /**
     * Writes bytes to the buffer, as {@link #write(String)} does.
     *
     * @param bytes what to write; may be changed after this returns
     * @throws IOException if the disk fails or is full
     */
    public void write(byte[] bytes) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        if (operations.idle() && mode.writes() && file.bufferedWrite(bytes)) {
            return;
        }
        act(() -> file.write(bytes));
    }

    /**
     * Writes bytes at the end, as {@link #append(String)} does.
     *
     * @param bytes what to write
     * @throws IOException if the disk fails or is full
     * @throws IllegalStateException if the file was opened in another mode
     */
    public void append(byte[] bytes) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        if (mode != FileMode.APPEND) {
            throw new IllegalStateException(
                    path + " is open in mode " + mode + ": only a file opened with FileMode.APPEND can be appended to");
        }
        act(() -> file.writeThrough(bytes));
    }

    // ---- position and length

    /**
     * Returns the position of the next byte to be read or written.
     *
     * @return the position, in bytes from the start of the file
     * @throws IOException if the disk fails
     */
    public long tell() throws IOException {
        return run(file::tell, mode != FileMode.APPEND);
    }

    /**
     * Moves the position. A file opened with {@link FileMode#APPEND} is still written at its end.
     *
     * @param position bytes from the start of the file; may lie beyond its end
     * @throws IOException if the disk fails
     * @throws IllegalArgumentException if the position is negative
     */
    public void seek(long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position is zero or more, not " + position);
        }
        act(() -> file.seek(position));
    }

    /**
     * Returns the length of the file, including what is still in the buffer.
     *
     * @return its length in bytes
     * @throws IOException if the disk fails
     */
    public long size() throws IOException {
        return run(file::size);
    }

    /**
     * Truncates the file.
     *
     * @param size its new length in bytes; a shorter file is not changed
     * @throws IOException if the disk fails
     * @throws IllegalArgumentException if the size is negative
     */
    public void truncate(long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("a size is zero or more, not " + size);
        }
        act(() -> file.truncate(size));
    }

    // ---- the end

    /**
     * Passes what was written to the operating system. Other programs see it then.
     *
     * @throws IOException if the disk fails or is full
     */
    public void flush() throws IOException {
        act(file::flush);
    }

    /**
     * Passes what was written to the disk itself ({@code fsync}). It survives a crash of the machine then.
     *
     * @throws IOException if the disk fails or is full; what was written since the last sync may be lost then
     */
    public void sync() throws IOException {
        act(file::sync);
    }

    /**
     * Flushes and closes the file, after the operations called before. A second call does nothing.
     *
     * @throws IOException if the buffer could not be written. The file is closed even then
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        operations.runInAnyCase(() -> {
            file.close();
            return null;
        });
    }

    /** {@return where the file is, as given to {@link #open}} */
    public Path path() {
        return path;
    }

    @Override
    public String toString() {
        return "file " + path + (closed ? " (closed)" : " (open, " + mode + ")");
    }

    /** An operation without a result. */
    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }

    private void act(Act act) throws IOException {
        this.<@Nullable Void>run(() -> {
            act.run();
            return null;
        });
    }

    private <T extends @Nullable Object> T run(Disk.Calls<T> calls) throws IOException {
        return run(calls, false);
    }

    private <T extends @Nullable Object> T run(Disk.Calls<T> calls, boolean inMemory) throws IOException {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
        return inMemory && operations.idle() ? calls.run() : operations.run(calls);
    }

    private static void requireRoom(ByteBuffer into) {
        if (!into.hasRemaining() || into.isReadOnly()) {
            throw new IllegalArgumentException("a buffer to read into has room and is not read-only: " + into);
        }
    }

    private static void checkSize(int size) {
        if (size < 0) {
            throw new IllegalArgumentException("the amount to read is zero or more, not " + size);
        }
    }

    /** One loop over the lines. */
    private final class Lines implements Iterator<String> {
        private @Nullable String next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                try {
                    next = readLine();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return next != null;
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the file has ended");
            }
            String line = Objects.requireNonNull(next);
            next = null;
            return line;
        }
    }
}
