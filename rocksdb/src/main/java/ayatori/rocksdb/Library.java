package ayatori.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;

/** RocksDB's native library. */
final class Library {
    /**
     * The system property that names the folder of the unpacked library. Without it, or without a library there, the one in
     * RocksDB's jar is unpacked into a temporary folder by each process.
     */
    static final String FOLDER = "ayatori.rocksdb.library";

    private Library() {}

    /**
     * Loads it, once.
     *
     * @throws IOException if there is none for this platform
     */
    static void load() throws IOException {
        try {
            String folder = System.getProperty(FOLDER);
            if (folder != null && hasFiles(Path.of(folder))) {
                RocksDB.loadLibrary(List.of(folder));
            } else {
                RocksDB.loadLibrary();
            }
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "RocksDB, which keeps the state of the crawl, cannot be loaded here (" + reason(e) + ")", e);
        }
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    private static @Nullable String reason(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
