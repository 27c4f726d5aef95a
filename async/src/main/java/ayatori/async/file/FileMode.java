package ayatori.async.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What a file is opened for: Python's mode letters, by name.
 *
 * {@snippet :
 * Path path = Path.of(System.getProperty("java.io.tmpdir"), "mode-example.txt");
 * try (AsyncFile file = AsyncFile.open(path, FileMode.WRITE)) {
 *     file.write("hello\n");
 * }
 * AsyncFiles.delete(path);
 * }
 */
public enum FileMode {
    /** Python's {@code r}: read a file that exists. */
    READ(StandardOpenOption.READ),
    /** Python's {@code w}: create the file, or empty the one that exists, and write. */
    WRITE(StandardOpenOption.WRITE, StandardOpenOption.CREATE, TRUNCATE_EXISTING),
    /** Python's {@code x}: create a file that does not exist, and write. */
    WRITE_NEW(StandardOpenOption.WRITE, CREATE_NEW),
    /** Python's {@code a}: create the file or keep it, and write at its end, wherever that is by then. */
    APPEND(StandardOpenOption.APPEND, StandardOpenOption.CREATE),
    /** Python's {@code r+}: read and write a file that exists. */
    READ_WRITE(StandardOpenOption.READ, StandardOpenOption.WRITE),
    /** Python's {@code w+}: create the file, or empty the one that exists, then write and read. */
    WRITE_READ(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, TRUNCATE_EXISTING);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of gives an immutable one
    private final Set<StandardOpenOption> options;

    FileMode(StandardOpenOption... options) {
        this.options = Set.of(options);
    }

    /** {@return the same in the words of {@link java.nio.file}} */
    public Set<StandardOpenOption> options() {
        return options;
    }

    boolean reads() {
        return options.contains(StandardOpenOption.READ);
    }

    boolean writes() {
        return this != READ;
    }
}
