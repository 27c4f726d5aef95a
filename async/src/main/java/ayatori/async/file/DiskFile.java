package ayatori.async.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that a {@link Disk} has opened: blocking calls, made by one thread at a time and only inside {@link Disk#work}.
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
     * Reads from the current position on, and moves it.
     *
     * @param into filled as far as one call of the disk goes
     * @return how many bytes came; -1 at the end of the file
     * @throws IOException if the disk fails
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes at the current position and moves it; in a file opened to append, at the end, in one step that no other
     * writer can come between.
     *
     * @param from written as far as one call of the disk goes
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
     * Tells how long the file is.
     *
     * @return its length in bytes
     * @throws IOException if the disk fails
     */
    long size() throws IOException;

    /**
     * Cuts the file off.
     *
     * @param size its new length in bytes; a shorter file is left as it is
     * @throws IOException if the disk fails
     */
    void truncate(long size) throws IOException;

    /**
     * Makes sure that what was written survives a crash of the machine.
     *
     * @throws IOException if the disk fails; what was written since the last sync may be lost then
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
