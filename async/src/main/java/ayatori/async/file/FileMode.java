package ayatori.async.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;

import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What a file is opened for: Python's mode letters as names.
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
    /** Python's {@code r}: reads an existing file. */
    READ(StandardOpenOption.READ),
    /** Python's {@code w}: creates or empties the file, and writes. */
    WRITE(StandardOpenOption.WRITE, StandardOpenOption.CREATE, TRUNCATE_EXISTING),
    /** Python's {@code x}: creates a new file, and writes. */
    WRITE_NEW(StandardOpenOption.WRITE, CREATE_NEW),
    /** Python's {@code a}: creates or keeps the file, and writes at its current end. */
    APPEND(StandardOpenOption.APPEND, StandardOpenOption.CREATE),
    /** Python's {@code r+}: reads and writes an existing file. */
    READ_WRITE(StandardOpenOption.READ, StandardOpenOption.WRITE),
    /** Python's {@code w+}: creates or empties the file, writes and reads. */
    WRITE_READ(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, TRUNCATE_EXISTING);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<StandardOpenOption> options;

    FileMode(StandardOpenOption... options) {
        this.options = Set.of(options);
    }

    /** {@return the options of {@link java.nio.file} for this mode} */
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
