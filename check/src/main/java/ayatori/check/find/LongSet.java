package ayatori.check.find;

import java.util.Arrays;

/** A set of hashes, at most 16 bytes for each. */
final class LongSet {
    private long[] table = new long[1 << 10];
    private int size;
    private boolean hasZero;

    /** Adds a hash; returns whether it is new. */
    boolean add(long hash) {
        if (hash == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        int slot = slot(table, hash);
        if (table[slot] == hash) {
            return false;
        }
        table[slot] = hash;
        if (++size * 4L > table.length * 3L) {
            grow();
        }
        return true;
    }

    boolean contains(long hash) {
        return hash == 0 ? hasZero : table[slot(table, hash)] == hash;
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }

    private static int slot(long[] table, long hash) {
        int slot = (int) hash & (table.length - 1);
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        Arrays.stream(table).filter(hash -> hash != 0).forEach(hash -> larger[slot(larger, hash)] = hash);
        table = larger;
    }
}
