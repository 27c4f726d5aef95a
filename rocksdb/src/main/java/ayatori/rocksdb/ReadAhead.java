package ayatori.rocksdb;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries of RocksDB that were read together with one before them. A search in RocksDB costs more than ten steps to the next
 * entry.
 */
final class ReadAhead {
    /** Then all are dropped: most belong to hosts whose turn comes no more. */
    private static final int ENTRIES_MAX = 1 << 14;

    private Changes entries = new Changes();

    /**
     * The value of a key in a database, or null.
     *
     * @param end the end of the keys that are read with it, exclusive
     * @param isSettled whether the database has the latest value of a key
     */
    byte @Nullable [] get(Database database, byte[] key, byte[] end, Predicate<byte[]> isSettled) throws IOException {
        byte[] known = entries.get(key);
        if (known != null) {
            return known;
        }
        if (entries.size() > ENTRIES_MAX) {
            entries = new Changes();
        }
        byte[] value = null;
        try (Database.Cursor cursor = database.shortCursor(key, end)) {
            for (byte[] found = cursor.key(); found != null; found = cursor.key()) {
                if (Arrays.equals(found, key)) {
                    value = cursor.value();
                } else if (isSettled.test(found)) {
                    entries.put(found, cursor.value());
                }
                cursor.next();
            }
        }
        return value;
    }

    /** Drops an entry, which is about to change. */
    void forget(byte[] key) {
        if (entries.size() > 0) {
            entries.forget(key);
        }
    }
}
