package ayatori.async.file;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * What is at a path: a file, a directory, or something else, such as a symbolic link.
 *
 * {@snippet :
 * DiskEntry entry = new DiskEntry(Path.of("notes.txt"), DiskEntry.Kind.FILE, 120, Instant.EPOCH);
 * assert entry.isFile() && entry.size() == 120;
 * }
 *
 * @param path where it is
 * @param kind what it is
 * @param size the length of a file, in bytes
 * @param modified when it was last changed
 */
public record DiskEntry(Path path, Kind kind, long size, Instant modified) {
    /** Checks that nothing is missing and the size is not negative. */
    public DiskEntry {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(modified, "modified");
        if (size < 0) {
            throw new IllegalArgumentException("a size is zero or more, not " + size);
        }
    }

    /** What can be found at a path. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link, a device, a pipe. */
        OTHER
    }

    /** {@return whether this is a regular file} */
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** {@return whether this is a directory} */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
