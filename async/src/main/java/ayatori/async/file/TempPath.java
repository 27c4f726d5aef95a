package ayatori.async.file;

import ayatori.async.CancelledError;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A temporary file or directory. Closing it deletes it with everything in it.
 *
 * {@snippet :
 * try (TempPath temp = AsyncFiles.tempFile("report", ".txt")) {
 *     AsyncFiles.writeString(temp.path(), "draft");
 * } // it is gone
 * }
 */
public final class TempPath implements AutoCloseable {
    private final Disk disk;
    private final Path path;

    private TempPath(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** Creates the file or directory, and deletes it again if the task is cancelled meanwhile. */
    static TempPath create(Disk disk, Disk.Calls<Path> calls) throws IOException {
        var created = new Path[1];
        try {
            disk.work(() -> created[0] = calls.run());
        } catch (CancelledError e) {
            if (created[0] != null) {
                try {
                    new TempPath(disk, created[0]).close();
                } catch (IOException | RuntimeException failure) {
                    e.addSuppressed(failure);
                }
            }
            throw e;
        }
        return new TempPath(disk, created[0]);
    }

    /** {@return where it is} */
    public Path path() {
        return path;
    }

    /**
     * Deletes the file or directory with everything in it. Does nothing if it is gone.
     *
     * @throws IOException if something cannot be deleted
     */
    @Override
    public void close() throws IOException {
        disk.work(() -> AsyncFiles.deleteTree(disk, path));
    }

    @Override
    public String toString() {
        return "temporary " + path;
    }
}
