package ayatori.async.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Everything below a directory, read as a loop asks for it: each directory before its entries, names in order. Symbolic links
 * are not followed.
 *
 * {@snippet :
 * try (TempPath directory = AsyncFiles.tempDirectory("walk")) {
 *     AsyncFiles.createDirectories(directory.path().resolve("a/b"));
 *     for (DiskEntry entry : AsyncFiles.walk(directory.path()).depthMax(3)) {
 *         System.out.println(entry.path() + " " + entry.size());
 *     }
 * }
 * }
 *
 * <p>Each directory is read in one call, so nothing stays open when the loop ends early. The loop throws an {@link
 * UncheckedIOException} if a directory cannot be read. Immutable; every loop is a new walk.
 */
public final class DirectoryWalk implements Iterable<DiskEntry> {
    private static final int DEPTH_MAX = 1_000;
    private static final int ENTRIES_MAX = 1_000_000;

    private final Path root;
    private final int depthMax;
    private final int entriesMax;

    DirectoryWalk(Path root) {
        this(root, DEPTH_MAX, ENTRIES_MAX);
    }

    private DirectoryWalk(Path root, int depthMax, int entriesMax) {
        if (depthMax < 1 || entriesMax < 1) {
            throw new IllegalArgumentException(
                    "the bounds of a walk are one or more, not " + depthMax + " levels and " + entriesMax + " entries");
        }
        this.root = root;
        this.depthMax = depthMax;
        this.entriesMax = entriesMax;
    }

    /**
     * Bounds the depth of the walk. Deeper entries are left out.
     *
     * @param levels one for the directory's own entries only; 1,000 unless set
     * @return a walk with that bound
     * @throws IllegalArgumentException if not positive
     */
    public DirectoryWalk depthMax(int levels) {
        return new DirectoryWalk(root, levels, entriesMax);
    }

    /**
     * Bounds how many entries the walk reads. The walk fails beyond that.
     *
     * @param entries how many; a million unless set
     * @return a walk with that bound
     * @throws IllegalArgumentException if not positive
     */
    public DirectoryWalk entriesMax(int entries) {
        return new DirectoryWalk(root, depthMax, entries);
    }

    @Override
    public Iterator<DiskEntry> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<DiskEntry> {
        private final Disk disk = Disk.current();

        /** Entries that were read and not returned yet, the next one first. */
        private final ArrayDeque<DiskEntry> ahead = new ArrayDeque<>();

        private int entriesLeft = entriesMax;

        Walk() {
            readDirectory(root);
        }

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public DiskEntry next() {
            DiskEntry entry = ahead.poll();
            if (entry == null) {
                throw new NoSuchElementException("the walk has ended");
            }
            int depth = entry.path().getNameCount() - root.getNameCount();
            if (entry.isDirectory() && depth < depthMax) {
                readDirectory(entry.path());
            }
            return entry;
        }

        private void readDirectory(Path directory) {
            List<DiskEntry> entries;
            try {
                entries = disk.work(() -> disk.list(directory, entriesLeft));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            entriesLeft -= entries.size();
            entries.reversed().forEach(ahead::push);
        }
    }

    @Override
    public String toString() {
        return "walk of " + root;
    }
}
