package ayatori.async.file;

import ayatori.async.CancelledError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations on whole files and directories, while the other tasks of the loop run on: {@link java.nio.file.Files} for tasks.
 *
 * {@snippet :
 * try (TempPath directory = AsyncFiles.tempDirectory("example")) {
 *     Path path = directory.path().resolve("greeting.txt");
 *     AsyncFiles.writeString(path, "hello\n");
 *     AsyncFiles.appendString(path, "world\n");
 *     System.out.println(AsyncFiles.readLines(path)); // [hello, world]
 * }
 * }
 *
 * <p>Text is strict UTF-8 unless another charset is given. If the task is cancelled during a call, the call runs to its end,
 * and then the {@link CancelledError} is thrown.
 */
public final class AsyncFiles {
    /** Bounds the entries of one directory. */
    private static final int ENTRIES_MAX = 1_000_000;

    private AsyncFiles() {}

    // ---- read

    /**
     * Reads a file as text.
     *
     * @param path where it is
     * @return the text
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     * @throws IOException if it cannot be read, or is longer than 2 GB
     */
    public static String readString(Path path) throws IOException {
        return readString(path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file as text.
     *
     * @param path where it is
     * @param charset the charset of its text
     * @return the text
     * @throws java.nio.charset.CharacterCodingException if it is not in that charset
     * @throws IOException if it cannot be read, or is longer than 2 GB
     */
    public static String readString(Path path, Charset charset) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(charset, "charset");
        return read(path, charset, (codec, file) -> {
            byte[] bytes = file.rest();
            return codec.decode(bytes, 0, bytes.length);
        });
    }

    /**
     * Reads a file's bytes.
     *
     * @param path where it is
     * @return the bytes
     * @throws IOException if it cannot be read, or is longer than 2 GB
     */
    public static byte[] readBytes(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return read(path, StandardCharsets.UTF_8, (codec, file) -> file.rest());
    }

    /**
     * Reads all lines of a file. {@link AsyncFile#lines} needs less memory for a long file.
     *
     * @param path where it is
     * @return the lines without their ends ({@code \n} or {@code \r\n})
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     * @throws IOException if it cannot be read
     */
    public static List<String> readLines(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return read(path, StandardCharsets.UTF_8, (codec, file) -> {
            List<String> lines = new ArrayList<>();
            for (String line; (line = file.line(false)) != null; ) {
                lines.add(line);
            }
            return lines;
        });
    }

    // ---- write

    /**
     * Writes text to a file. Creates the file or replaces its content.
     *
     * @param path where it is
     * @param text what to write
     * @throws java.nio.charset.CharacterCodingException if the text has half of a surrogate pair. Nothing is written then
     * @throws IOException if it cannot be written
     */
    public static void writeString(Path path, String text) throws IOException {
        Objects.requireNonNull(path, "path");
        writeBytes(path, utf8(text));
    }

    /**
     * Writes bytes to a file. Creates the file or replaces its content.
     *
     * @param path where it is
     * @param bytes what to write
     * @throws IOException if it cannot be written
     */
    public static void writeBytes(Path path, byte[] bytes) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        write(path, FileMode.WRITE, bytes, false);
    }

    /**
     * Appends text to a file in one call of the operating system, so it never mixes with what others append. Creates the file
     * if there is none.
     *
     * @param path where it is
     * @param text what to append
     * @throws java.nio.charset.CharacterCodingException if the text has half of a surrogate pair. Nothing is written then
     * @throws IOException if it cannot be written
     */
    public static void appendString(Path path, String text) throws IOException {
        Objects.requireNonNull(path, "path");
        appendBytes(path, utf8(text));
    }

    /**
     * Appends bytes to a file, as {@link #appendString} does.
     *
     * @param path where it is
     * @param bytes what to append
     * @throws IOException if it cannot be written
     */
    public static void appendBytes(Path path, byte[] bytes) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        write(path, FileMode.APPEND, bytes, false);
    }

    /**
     * Replaces the content of a file atomically. A reader finds all of the old content or all of the new, even after a power
     * failure. Two such calls for one path must not run at the same time.
     *
     * @param path where it is
     * @param bytes its new content
     * @throws IOException if it cannot be written. The old content is kept then
     */
    public static void replace(Path path, byte[] bytes) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(bytes, "bytes");
        Disk disk = Disk.current();
        Path absolute = path.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new IllegalArgumentException(path + " is not the path of a file");
        }
        Path unfinished = directory.resolve(absolute.getFileName() + ".unfinished");
        disk.work(() -> {
            try {
                write(disk, unfinished, FileMode.WRITE, bytes, true);
                disk.move(unfinished, absolute);
                disk.syncDirectory(directory);
            } catch (IOException | RuntimeException e) {
                deleteAfter(e, disk, unfinished);
                throw e;
            }
            return null;
        });
    }

    /**
     * Replaces a file with text, as {@link #replace(Path, byte[])} does.
     *
     * @param path where it is
     * @param text its new content
     * @throws java.nio.charset.CharacterCodingException if the text has half of a surrogate pair. Nothing is written then
     * @throws IOException if it cannot be written. The old content is kept then
     */
    public static void replace(Path path, String text) throws IOException {
        Objects.requireNonNull(path, "path");
        replace(path, utf8(text));
    }

    // ---- look, make, move, delete

    /**
     * Finds what is at a path. Does not follow a symbolic link.
     *
     * @param path where to look
     * @return what is there, or null if there is nothing
     * @throws IOException if the disk fails
     */
    public static @Nullable DiskEntry entry(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        Disk disk = Disk.current();
        return disk.<@Nullable DiskEntry>work(() -> disk.entry(path));
    }

    /**
     * Returns whether there is anything at a path.
     *
     * @param path where to look
     * @return whether there is
     * @throws IOException if the disk fails
     */
    public static boolean exists(Path path) throws IOException {
        return entry(path) != null;
    }

    /**
     * Returns the length of a file.
     *
     * @param path where it is
     * @return its length in bytes
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the disk fails
     */
    public static long size(Path path) throws IOException {
        DiskEntry entry = entry(path);
        if (entry == null) {
            throw new NoSuchFileException(path.toString());
        }
        return entry.size();
    }

    /**
     * Creates a directory and its missing parents. Does nothing if the directory exists.
     *
     * @param directory where
     * @throws FileAlreadyExistsException if there is something other than a directory
     * @throws IOException if it cannot be created
     */
    public static void createDirectories(Path directory) throws IOException {
        Objects.requireNonNull(directory, "directory");
        Disk disk = Disk.current();
        disk.work(() -> {
            createDirectories(disk, directory.toAbsolutePath());
            return null;
        });
    }

    /**
     * Lists a directory.
     *
     * @param directory which one
     * @return its entries, sorted by name
     * @throws IOException if it cannot be read, or has more than a million entries
     */
    public static List<DiskEntry> list(Path directory) throws IOException {
        Objects.requireNonNull(directory, "directory");
        Disk disk = Disk.current();
        return disk.work(() -> disk.list(directory, ENTRIES_MAX));
    }

    /**
     * Walks everything below a directory: Python's {@code os.walk}.
     *
     * @param directory where to begin
     * @return the walk, which reads the disk as it goes
     */
    public static DirectoryWalk walk(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new DirectoryWalk(directory);
    }

    /**
     * Renames a file atomically. A file at the target is replaced.
     *
     * @param from its path
     * @param to its new path, on the same disk
     * @throws IOException if it cannot be renamed
     */
    public static void move(Path from, Path to) throws IOException {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Disk disk = Disk.current();
        disk.work(() -> {
            disk.move(from, to);
            return null;
        });
    }

    /**
     * Deletes a file, a symbolic link or an empty directory.
     *
     * @param path where it is
     * @return false if there was nothing to delete
     * @throws IOException if it cannot be deleted
     */
    public static boolean delete(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        Disk disk = Disk.current();
        return disk.work(() -> disk.delete(path));
    }

    /**
     * Deletes a directory with everything in it. Symbolic links are deleted, not followed.
     *
     * @param path the directory, or a file
     * @return false if there was nothing to delete
     * @throws IOException if something cannot be deleted
     */
    public static boolean deleteTree(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        Disk disk = Disk.current();
        return disk.work(() -> deleteTree(disk, path));
    }

    // ---- temporary

    /**
     * Creates an empty temporary file. Closing the result deletes it.
     *
     * @param prefix how its name begins
     * @param suffix how its name ends, such as {@code .txt}
     * @return the file, which is not open yet
     * @throws IOException if it cannot be created
     */
    public static TempPath tempFile(String prefix, String suffix) throws IOException {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(suffix, "suffix");
        Disk disk = Disk.current();
        return TempPath.create(disk, () -> disk.createTempFile(prefix, suffix));
    }

    /**
     * Creates a temporary directory. Closing the result deletes it with everything in it.
     *
     * @param prefix how its name begins
     * @return the directory
     * @throws IOException if it cannot be created
     */
    public static TempPath tempDirectory(String prefix) throws IOException {
        Objects.requireNonNull(prefix, "prefix");
        Disk disk = Disk.current();
        return TempPath.create(disk, () -> disk.createTempDirectory(prefix));
    }

    // ---- inside a disk's work

    static boolean deleteTree(Disk disk, Path path) throws IOException {
        DiskEntry entry = disk.entry(path);
        if (entry != null && entry.isDirectory()) {
            for (DiskEntry inner : disk.list(path, ENTRIES_MAX)) {
                deleteTree(disk, inner.path());
            }
        }
        return disk.delete(path);
    }

    private static void createDirectories(Disk disk, Path directory) throws IOException {
        DiskEntry there = disk.entry(directory);
        if (there != null && there.isDirectory()) {
            return;
        }
        Path parent = directory.getParent();
        if (there == null && parent != null) {
            createDirectories(disk, parent);
        }
        try {
            disk.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            DiskEntry other = disk.entry(directory);
            if (other == null || !other.isDirectory()) {
                throw e;
            }
        }
    }

    /** What to do with a file that is open for reading. */
    private interface Reading<T> {
        T read(TextCodec codec, BufferedFile file) throws IOException;
    }

    private static <T> T read(Path path, Charset charset, Reading<T> reading) throws IOException {
        Disk disk = Disk.current();
        var codec = new TextCodec(charset);
        return disk.work(() -> {
            var file = new BufferedFile(disk, path, FileMode.READ, codec);
            file.open();
            try {
                return reading.read(codec, file);
            } finally {
                file.close();
            }
        });
    }

    private static void write(Path path, FileMode mode, byte[] bytes, boolean sync) throws IOException {
        Disk disk = Disk.current();
        disk.work(() -> {
            write(disk, path, mode, bytes, sync);
            return null;
        });
    }

    private static void write(Disk disk, Path path, FileMode mode, byte[] bytes, boolean sync) throws IOException {
        var file = new BufferedFile(disk, path, mode, new TextCodec(StandardCharsets.UTF_8));
        file.open();
        try {
            file.writeThrough(bytes);
            if (sync) {
                file.sync();
            }
        } finally {
            file.close();
        }
    }

    private static void deleteAfter(Exception failure, Disk disk, Path path) {
        try {
            disk.delete(path);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static byte[] utf8(String text) throws IOException {
        return new TextCodec(StandardCharsets.UTF_8).encode(Objects.requireNonNull(text, "text"));
    }
}
