package ayatori.crawler.store;

import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings to byte strings, ordered by key as unsigned bytes.
 *
 * <p>What an implementation promises:
 *
 * <ul>
 *   <li>a {@link #put} or {@link #delete} is visible to the next {@link #get} or {@link #scan}, whether or not whoever
 *       owns the store has committed it. The seam has no commit and no rollback: those belong to the store's owner;
 *   <li>no reference to an array passed in is kept, so callers may reuse their key buffers.
 * </ul>
 *
 * <p>What a caller promises:
 *
 * <ul>
 *   <li>an array handed out is not modified;
 *   <li>a scan is closed before the next put or delete. Scans are for opening a store and for short, bounded ranges;
 *   <li>all calls come from one thread at a time.
 * </ul>
 */
public interface KeyValueStore {
    /** The value stored under a key, or null. */
    byte @Nullable [] get(byte[] key);

    /**
     * The value stored under a key, or null. A hint goes with it: the keys up to another one will be read soon, in order, so
     * the store may read them now, together.
     *
     * @param key the key
     * @param end where the keys end that will be read soon, exclusive; behind the key, and all keys up to it begin with the
     *     same byte
     */
    default byte @Nullable [] getAhead(byte[] key, byte[] end) {
        return get(key);
    }

    /** Stores a value, replacing the one that was there. */
    void put(byte[] key, byte[] value);

    /** Stores a value under a key that is absent. If the key is deleted soon, the store may not have to write it at all. */
    default void putNew(byte[] key, byte[] value) {
        put(key, value);
    }

    /** Removes a key and its value; without effect when it is absent. */
    void delete(byte[] key);

    /**
     * Reads a range of keys in ascending unsigned order. All keys in it begin with the same byte.
     *
     * @param from the first key, inclusive
     * @param to the end of the range, exclusive
     */
    Entries scan(byte[] from, byte[] to);

    /** A cursor over a range. It stands before the first entry until {@link #next()} is called. */
    interface Entries extends AutoCloseable {
        /** Moves to the next entry; false when there is none left. */
        boolean next();

        /** The current entry's key. */
        byte[] key();

        /** The current entry's value. */
        byte[] value();

        @Override
        void close();
    }
}
