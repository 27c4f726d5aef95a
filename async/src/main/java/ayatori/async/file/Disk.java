package ayatori.async.file;

import ayatori.async.EventLoop;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file system that a loop uses: the seam between this package and the machine. A test can install a simulated disk.
 *
 * {@snippet :
 * Disk disk = Disk.current();
 * Path path = Path.of("no such directory", "no such file");
 * DiskEntry found = disk.work(() -> disk.entry(path)); // null: nothing is there
 * }
 *
 * <p>Every loop has one disk: the machine's own, unless another {@linkplain #install was installed}. All methods but {@link
 * #work} are blocking calls and are called only inside {@code work}.
 */
public interface Disk {
    /**
     * Calls of the disk that are made together, off the loop.
     *
     * @param <T> the type of their result
     */
    @FunctionalInterface
    interface Calls<T extends @Nullable Object> {
        /**
         * Makes the calls.
         *
         * @return their result
         * @throws IOException if the disk fails
         */
        T run() throws IOException;
    }

    /**
     * The disk of the current loop.
     *
     * @return the disk
     * @throws IllegalStateException outside a loop
     */
    static Disk current() {
        return EventLoop.current().local(Disk.class, loop -> new SystemDisk());
    }

    /**
     * Makes a disk the current loop's. Must be called before the loop opens its first file.
     *
     * @param disk replaces the machine's own
     * @throws IllegalStateException outside a loop, or if the loop has a disk already
     */
    static void install(Disk disk) {
        Objects.requireNonNull(disk, "disk");
        Disk installed = EventLoop.current().local(Disk.class, loop -> disk);
        if (installed != disk) {
            throw new IllegalStateException(
                    "this loop already uses " + installed + ": install another disk before the first file is opened");
        }
    }

    /**
     * Makes calls that may take long, while the loop runs on. Called in a task. If the task is cancelled meanwhile,
     * the calls run to their end. Then the cancellation is thrown, with what the calls threw suppressed in it. A disk that
     * throws a cancellation must not make the calls afterwards.
     *
     * @param calls must not await
     * @param <T> the type of their result
     * @return their result
     * @throws IOException if the calls throw it
     */
    <T extends @Nullable Object> T work(Calls<T> calls) throws IOException;

    /**
     * Opens a file.
     *
     * @param path where it is
     * @param options {@link java.nio.file.StandardOpenOption}s
     * @return the open file
     * @throws IOException if it cannot be opened with these options
     */
    DiskFile open(Path path, Set<? extends OpenOption> options) throws IOException;

    /**
     * Finds what is at a path. Does not follow a symbolic link.
     *
     * @param path where to look
     * @return what is there, or null if there is nothing
     * @throws IOException if the disk fails
     */
    @Nullable DiskEntry entry(Path path) throws IOException;

    /**
     * Lists a directory.
     *
     * @param directory which one
     * @param entriesMax how many entries it may have at most
     * @return its entries, sorted by name
     * @throws IOException if it is no directory, cannot be read, or has more entries than that
     */
    List<DiskEntry> list(Path directory, int entriesMax) throws IOException;

    /**
     * Creates a directory.
     *
     * @param directory where
     * @throws java.nio.file.FileAlreadyExistsException if the path exists
     * @throws IOException if it cannot be created
     */
    void createDirectory(Path directory) throws IOException;

    /**
     * Creates an empty file with a new name in the machine's directory for temporary files.
     *
     * @param prefix how its name begins
     * @param suffix how its name ends
     * @return its path
     * @throws IOException if it cannot be created
     */
    Path createTempFile(String prefix, String suffix) throws IOException;

    /**
     * Creates an empty directory with a new name in the machine's directory for temporary files.
     *
     * @param prefix how its name begins
     * @return its path
     * @throws IOException if it cannot be created
     */
    Path createTempDirectory(String prefix) throws IOException;

    /**
     * Deletes a file, a link or an empty directory.
     *
     * @param path where it is
     * @return false if there was nothing to delete
     * @throws IOException if it cannot be deleted
     */
    boolean delete(Path path) throws IOException;

    /**
     * Renames a file atomically. A file at the target is replaced.
     *
     * @param from its path
     * @param to its new path, on the same disk
     * @throws IOException if it cannot be renamed
     */
    void move(Path from, Path to) throws IOException;

    /**
     * Syncs the names in a directory, so that they survive a crash of the machine. {@link DiskFile#sync} does so for contents.
     *
     * @param directory which one
     * @throws IOException if the disk fails
     */
    void syncDirectory(Path directory) throws IOException;
}
