package ayatori.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * RocksDB's native library. Whatever uses RocksDB loads it here first: the program's jars have it unpacked beside them, where
 * RocksDB does not look by itself. RocksDB waits forever for a library that failed to load once.
 */
public final class Library {
    /**
     * The system property that names the folder of the unpacked library. Without it, or without a library there, the one in
     * RocksDB's jar is unpacked into a temporary folder by each process.
     */
    static final String FOLDER = "ayatori.rocksdb.library";

    /** The name of its file there. */
    static final String FILE = Environment.getJniLibraryFileName("rocksdbjni");

    private Library() {}

    /**
     * Loads it, once.
     *
     * @throws IOException if there is none for this platform: one sentence
     */
    public static void load() throws IOException {
        try {
            String folder = System.getProperty(FOLDER);
            if (folder != null && Files.exists(Path.of(folder, FILE))) {
                RocksDB.loadLibrary(List.of(folder));
            } else {
                RocksDB.loadLibrary();
            }
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "RocksDB, which keeps the state of the crawl, cannot be loaded here (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return (message == null ? e.toString() : message).replace(": ", ", ");
    }
}
