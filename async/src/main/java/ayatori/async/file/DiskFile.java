package ayatori.async.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file of a {@link Disk}. Its calls block, and are made by one thread at a time and only inside {@link Disk#work}.
 *
 * {@snippet :
 * Disk disk = Disk.current();
 * try (TempPath temp = AsyncFiles.tempFile("example", ".txt")) {
 *     int written = disk.work(() -> {
 *         try (DiskFile file = disk.open(temp.path(), Set.of(StandardOpenOption.WRITE))) {
 *             return file.write(java.nio.ByteBuffer.wrap(new byte[100]));
 *         }
 *     });
 * }
 * }
 */
public interface DiskFile extends AutoCloseable {
    /**
     * Reads at the current position, and moves it.
     *
     * @param into filled by one disk call, perhaps not completely
     * @return how many bytes were read; -1 at the end of the file
     * @throws IOException if the disk fails
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes at the current position, and moves it. A file that was opened to append is written at its end, atomically.
     *
     * @param from written by one disk call, perhaps not completely
     * @return how many bytes were written
     * @throws IOException if the disk fails or is full
     */
    int write(ByteBuffer from) throws IOException;

    /**
     * Moves the position.
     *
     * @param position bytes from the start of the file; may lie beyond its end
     * @throws IOException if the disk fails
     */
    void position(long position) throws IOException;

    /**
     * Returns the length of the file.
     *
     * @return its length in bytes
     * @throws IOException if the disk fails
     */
    long size() throws IOException;

    /**
     * Truncates the file.
     *
     * @param size its new length in bytes; a shorter file is not changed
     * @throws IOException if the disk fails
     */
    void truncate(long size) throws IOException;

    /**
     * Syncs the content, so that it survives a crash of the machine.
     *
     * @throws IOException if the disk fails. What was written since the last sync may be lost then
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
