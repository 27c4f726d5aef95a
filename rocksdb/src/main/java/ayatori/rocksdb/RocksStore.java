package ayatori.rocksdb;

import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A durable store on RocksDB. The {@link ayatori.rocksdb package's page} tells how it works.
 *
 * <p>A read that fails is an {@link UncheckedIOException}: the step that asked cannot go on.
 */
final class RocksStore implements DurableStore {
    /** A longer snapshot takes more time than to open RocksDB. */
    private static final long SNAPSHOT_BYTES_MAX = 8 << 20;

    private final Path folder;

    /** What no commit has taken yet. */
    private Changes pending = new Changes();

    /** What commits have taken, the latest first, until RocksDB has it. */
    private final Deque<Frozen> frozen = new ArrayDeque<>();

    /** Null until it is needed. Set by whatever thread opens it. */
    private volatile @Nullable Database database;

    /** Held while a commit is written, so that RocksDB is not closed under it. */
    private final Lock writing = new ReentrantLock();

    /** Guarded by {@link #writing}. */
    private boolean isClosed;

    private RocksStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the store in a folder; without a folder, one without entries.
     *
     * @throws IOException if it is damaged or cannot be read, with the reason in a few words
     */
    static RocksStore open(Path folder) throws IOException {
        var store = new RocksStore(folder);
        try {
            Changes snapshot = Snapshot.read(folder);
            if (Database.existsIn(folder)) {
                store.database = Database.open(folder);
            }
            if (snapshot != null) {
                store.adopt(snapshot);
            }
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Begins with a snapshot, which belongs to the next commit, unless RocksDB has it already. */
    private void adopt(Changes snapshot) {
        Database opened = database;
        if (opened == null || opened.isEmpty()) {
            frozen.addFirst(new Frozen(snapshot));
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        if (pending.has(key)) {
            return pending.get(key);
        }
        for (Frozen commit : frozen) {
            if (commit.changes.has(key)) {
                return commit.changes.get(key);
            }
        }
        Database opened = database;
        try {
            return opened == null ? null : opened.get(key);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        pending.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        pending.delete(key);
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        var changes = new Changes();
        changes.addOlder(pending);
        frozen.forEach(commit -> changes.addOlder(commit.changes));
        Database opened = database;
        return new MergedEntries(
                changes.range(from, to), opened == null ? null : opened.cursor(from, to), this::unreadable);
    }

    @Override
    public Commit freeze() {
        return freeze(false);
    }

    @Override
    public Commit freezeLast() {
        return freeze(true);
    }

    private Commit freeze(boolean isLast) {
        for (Iterator<Frozen> oldest = frozen.descendingIterator(); oldest.hasNext() && oldest.next().isWritten; ) {
            oldest.remove();
        }
        var commit = new Frozen(pending);
        pending = new Changes();
        frozen.addFirst(commit);
        Deque<Frozen> unwritten = new ArrayDeque<>(frozen);
        return () -> write(commit, unwritten, isLast);
    }

    /** Writes a commit, with what came before it and is not written. Called in the background. */
    private void write(Frozen commit, Deque<Frozen> unwritten, boolean isLast) throws IOException {
        writing.lock();
        try {
            if (isClosed) {
                throw new IOException("the state of the crawl in " + folder + " is closed");
            }
            writeOpen(commit, unwritten, isLast);
        } finally {
            writing.unlock();
        }
    }

    private void writeOpen(Frozen commit, Deque<Frozen> unwritten, boolean isLast) throws IOException {
        Changes changes = commit.changes;
        for (Frozen before : unwritten) {
            if (before != commit && !before.isWritten) {
                var joined = new Changes();
                joined.addOlder(changes);
                joined.addOlder(before.changes);
                changes = joined;
            }
        }
        Database opened = database;
        if (opened == null && isLast && changes.bytes() <= SNAPSHOT_BYTES_MAX) {
            Snapshot.write(folder, changes);
        } else {
            if (opened == null) {
                opened = Database.open(folder);
                database = opened;
            }
            opened.write(changes);
            Snapshot.delete(folder);
            if (isLast) {
                opened.compact();
            }
        }
        unwritten.forEach(Frozen::written);
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "the state of the crawl in " + folder + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        writing.lock();
        try {
            Database opened = database;
            if (opened != null && !isClosed) {
                opened.close();
            }
            isClosed = true;
        } finally {
            writing.unlock();
        }
    }

    /** The changes of one commit. */
    private static final class Frozen {
        final Changes changes;

        /** Set by the thread that writes. */
        volatile boolean isWritten;

        Frozen(Changes changes) {
            this.changes = changes;
        }

        void written() {
            isWritten = true;
        }
    }
}
