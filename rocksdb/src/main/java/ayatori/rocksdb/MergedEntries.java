package ayatori.rocksdb;

import ayatori.crawler.store.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of a range: RocksDB's, with the changes that it does not have yet. */
final class MergedEntries implements KeyValueStore.Entries {
    private final List<Changes.Change> changes;
    private final Database.@Nullable Cursor cursor;
    private final Function<IOException, UncheckedIOException> failure;
    private int nextChange;
    private byte[] key = {};
    private byte[] value = {};

    /**
     * Merges.
     *
     * @param changes in the order of their keys
     * @param cursor over the same range; null if RocksDB is not open
     * @param failure what is thrown when RocksDB cannot be read
     */
    MergedEntries(
            List<Changes.Change> changes,
            Database.@Nullable Cursor cursor,
            Function<IOException, UncheckedIOException> failure) {
        this.changes = changes;
        this.cursor = cursor;
        this.failure = failure;
    }

    @Override
    public boolean next() {
        while (true) {
            byte[] stored = storedKey();
            Changes.Change change = nextChange < changes.size() ? changes.get(nextChange) : null;
            if (stored == null && change == null) {
                return false;
            }
            int order = stored == null ? 1 : change == null ? -1 : Arrays.compareUnsigned(stored, change.key());
            if (order < 0 && stored != null && cursor != null) {
                key = stored;
                value = cursor.value();
                cursor.next();
                return true;
            }
            if (order == 0 && cursor != null) {
                cursor.next();
            }
            nextChange++;
            byte[] changed = change == null ? null : change.value();
            if (change != null && changed != null) {
                key = change.key();
                value = changed;
                return true;
            }
        }
    }

    private byte @Nullable [] storedKey() {
        try {
            return cursor == null ? null : cursor.key();
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
