package ayatori.rocksdb;

import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A durable store that begins as a {@link Journal} and moves into RocksDB when it grows. The {@link ayatori.rocksdb package's
 * page} tells why.
 *
 * <p>A read that fails is an {@link UncheckedIOException}: the step that asked cannot go on.
 */
final class RocksStore implements DurableStore {
    /** A crawl of some 50,000 URLs. */
    private static final long JOURNAL_ENTRIES_BYTES_MAX = 8 << 20;

    /** A file that is longer, and mostly of what was replaced since, is rewritten. */
    private static final long JOURNAL_BYTES_MAX = 4 * JOURNAL_ENTRIES_BYTES_MAX;

    private final Path folder;
    private final long journalBytesMax;
    private final boolean isToRead;

    /** What no commit has taken yet. */
    private Changes pending = new Changes();

    /** What commits have taken, the latest first, until the journal's entries or RocksDB have it. */
    private final Deque<Frozen> frozen = new ArrayDeque<>();

    /** What was read of RocksDB before it was asked for. */
    private final ReadAhead ahead = new ReadAhead();

    /** Null once RocksDB has everything. */
    private volatile @Nullable Journal journal;

    /** Null until it is needed. */
    private volatile @Nullable Database database;

    /** Held while a commit is written, so that nothing is changed or closed under it. */
    private final Lock writing = new ReentrantLock();

    private boolean isClosed;

    private RocksStore(Path folder, long journalBytesMax, boolean isToRead) {
        this.folder = folder;
        this.journalBytesMax = journalBytesMax;
        this.isToRead = isToRead;
    }

    /**
     * Opens the store in a folder; without a folder, one without entries.
     *
     * @throws IOException if it is damaged or cannot be read, with the reason in a few words
     */
    static RocksStore open(Path folder) throws IOException {
        return open(folder, JOURNAL_ENTRIES_BYTES_MAX);
    }

    /**
     * Opens a store that moves into RocksDB sooner or later.
     *
     * @param journalBytesMax the most bytes of entries that the journal may have
     */
    static RocksStore open(Path folder, long journalBytesMax) throws IOException {
        return opened(new RocksStore(folder, journalBytesMax, false));
    }

    /**
     * Opens the store in a folder, of which no file changes.
     *
     * @throws IOException as {@link #open(Path)}
     */
    static RocksStore openToRead(Path folder) throws IOException {
        return opened(new RocksStore(folder, 0, true));
    }

    private static RocksStore opened(RocksStore store) throws IOException {
        try {
            store.open();
            return store;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void open() throws IOException {
        if (Database.existsIn(folder)) {
            Database opened = isToRead ? Database.openToRead(folder) : Database.open(folder);
            database = opened;
            if (!opened.isEmpty()) {
                if (!isToRead) {
                    Journal.delete(folder); // the process stopped after it had moved
                }
                return;
            }
        }
        journal = Journal.open(folder);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = getUnsettled(key);
        if (value != null) {
            return isDeleted(value) ? null : value;
        }
        Database opened = database;
        try {
            return journal != null || opened == null ? null : opened.get(key);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public byte @Nullable [] getAhead(byte[] key, byte[] end) {
        byte[] value = getUnsettled(key);
        if (value != null) {
            return isDeleted(value) ? null : value;
        }
        Database opened = database;
        try {
            return journal != null || opened == null
                    ? null
                    : ahead.get(opened, key, end, entry -> getUnsettled(entry) == null);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The value that RocksDB does not have yet; {@link Changes#DELETED} if it is deleted; null if there is none. */
    private byte @Nullable [] getUnsettled(byte[] key) {
        byte[] value = pending.get(key);
        if (value != null) {
            return value;
        }
        for (Frozen commit : frozen) {
            value = commit.changes.get(key);
            if (value != null) {
                return value;
            }
        }
        Journal young = journal;
        return young == null ? null : young.entries().get(key);
    }

    @SuppressWarnings("ArrayEquals") // the very array that stands for a deleted value
    private static boolean isDeleted(byte @Nullable [] value) {
        return value == Changes.DELETED;
    }

    @Override
    public void put(byte[] key, byte[] value) {
        ahead.forget(key);
        pending.put(key, value);
    }

    @Override
    public void putNew(byte[] key, byte[] value) {
        pending.putNew(key, value);
    }

    @Override
    public void delete(byte[] key) {
        ahead.forget(key);
        pending.delete(key);
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        var changes = new Changes();
        changes.addOlder(pending);
        frozen.forEach(commit -> changes.addOlder(commit.changes));
        Journal young = journal;
        if (young != null) {
            changes.addOlder(young.entries());
        }
        Database opened = young == null ? database : null;
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
        if (isToRead) {
            throw new IllegalStateException("this store was opened to be read");
        }
        settleWritten();
        var commit = new Frozen(pending);
        pending = new Changes(pending.size());
        frozen.addFirst(commit);
        List<Frozen> unsettled = List.copyOf(frozen);
        return () -> write(commit, unsettled, isLast);
    }

    /** Drops the commits that were written, of which RocksDB or the journal's entries take over. */
    private void settleWritten() {
        if (!writing.tryLock()) {
            return; // next time
        }
        try {
            Journal young = journal;
            while (!frozen.isEmpty() && frozen.getLast().isWritten) {
                Changes changes = frozen.removeLast().changes;
                if (young != null) {
                    young.entries().apply(changes);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** Writes a commit, the first of those that are not settled. Called in the background. */
    private void write(Frozen commit, List<Frozen> unsettled, boolean isLast) throws IOException {
        writing.lock();
        try {
            if (isClosed) {
                throw new IOException("the state of the crawl in " + folder + " is closed");
            }
            Journal young = journal;
            if (young == null || young.entries().bytes() + commit.changes.bytes() > journalBytesMax) {
                writeToDatabase(commit, unsettled, young);
            } else {
                writeToJournal(commit, unsettled, young, isLast);
            }
            commit.isWritten = true;
            if (isLast && young == null) {
                opened().compact();
            }
        } finally {
            writing.unlock();
        }
    }

    private void writeToJournal(Frozen commit, List<Frozen> unsettled, Journal young, boolean isLast)
            throws IOException {
        if (isLast || young.length() > JOURNAL_BYTES_MAX) {
            young.rewrite(joined(unsettled, young));
        } else {
            young.append(commit.changes);
        }
    }

    private void writeToDatabase(Frozen commit, List<Frozen> unsettled, @Nullable Journal young) throws IOException {
        if (young == null) {
            opened().write(commit.changes);
            return;
        }
        opened().write(joined(unsettled, young));
        journal = null;
        young.close();
        Journal.delete(folder);
    }

    /** All entries, as of the first of some commits. */
    private static Changes joined(List<Frozen> commits, Journal young) {
        var all = new Changes();
        commits.forEach(commit -> all.addOlder(commit.changes));
        all.addOlder(young.entries());
        return all;
    }

    private Database opened() throws IOException {
        Database opened = database;
        if (opened == null) {
            opened = Database.open(folder);
            database = opened;
        }
        return opened;
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException(
                "the state of the crawl in " + folder + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            if (!isClosed) {
                isClosed = true;
                Database opened = database;
                if (opened != null) {
                    opened.close();
                }
                Journal young = journal;
                if (young != null) {
                    young.close();
                }
            }
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
    }
}
