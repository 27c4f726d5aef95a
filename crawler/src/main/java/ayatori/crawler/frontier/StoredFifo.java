package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out list of byte strings in the store. Its two pointers are part of the {@linkplain Totals totals'}
 * record, so no look-up ever searches.
 */
final class StoredFifo {
    private final KeyValueStore store;
    private final Keys keys;
    private final int kind;
    private long head;
    private long tail;
    private boolean isDirty;

    /**
     * Creates a list.
     *
     * @param kind the first byte of its entries' keys
     */
    StoredFifo(KeyValueStore store, Keys keys, int kind) {
        this.store = store;
        this.keys = keys;
        this.kind = kind;
    }

    boolean isEmpty() {
        return head == tail;
    }

    long size() {
        return tail - head;
    }

    void append(byte[] value) {
        store.putNew(keys.listed(kind, tail++), value);
        isDirty = true;
    }

    /** Removes the first entry; null if there is none. */
    byte @Nullable [] poll() {
        if (isEmpty()) {
            return null;
        }
        byte[] key = keys.listed(kind, head++);
        byte[] value = store.get(key);
        if (value == null) {
            throw new DamagedStoreException("an entry of a list is gone");
        }
        store.delete(key);
        isDirty = true;
        return value;
    }

    /** Whether the pointers differ from those that were written last. */
    boolean isDirty() {
        return isDirty;
    }

    void write(ByteWriter out) {
        out.number(head).number(tail);
        isDirty = false;
    }

    void read(ByteReader in) {
        head = in.number();
        tail = in.number();
    }
}
