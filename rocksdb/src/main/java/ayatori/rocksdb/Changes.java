package ayatori.rocksdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts and deletes, of which the last of a key counts: a hash table with open addressing. Filled by one thread; once frozen,
 * read by several.
 */
final class Changes {
    /** The value of a key that was deleted. Told from an empty value by its identity. */
    static final byte[] DELETED = new byte[0];

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int CAPACITY_FIRST = 1 << 10;
    private static final Comparator<Change> BY_KEY = (a, b) -> Arrays.compareUnsigned(a.key(), b.key());

    /** One change. */
    record Change(byte[] key, byte @Nullable [] value) {}

    /** Receives changes. */
    @FunctionalInterface
    interface Receiver<X extends Exception> {
        /**
         * Receives one.
         *
         * @param value null if the key was deleted
         */
        void accept(byte[] key, byte @Nullable [] value) throws X;
    }

    private byte[] @Nullable [] keys;
    private byte[] @Nullable [] values;

    /** Whether a key was absent before it was put here. */
    private boolean[] isNew;

    private int size;
    private long bytes;

    Changes() {
        this(0);
    }

    /** No changes yet, with room for so many. */
    Changes(int expected) {
        int capacity = Math.max(CAPACITY_FIRST, 2 * Integer.highestOneBit(Math.max(1, expected)) * 2);
        keys = new byte[capacity][];
        values = new byte[capacity][];
        isNew = new boolean[capacity];
    }

    /** How many keys were put or deleted. */
    int size() {
        return size;
    }

    /** The length of all keys and values together. */
    long bytes() {
        return bytes;
    }

    /** Whether a key was put or deleted. */
    boolean has(byte[] key) {
        return find(key) >= 0;
    }

    /** The value of a key; {@link #DELETED} if it was deleted; null if it is not here. */
    byte @Nullable [] get(byte[] key) {
        int at = find(key);
        return at < 0 ? null : values[at];
    }

    void put(byte[] key, byte[] value) {
        set(key, value.length == 0 ? new byte[0] : value.clone());
    }

    /** Puts a value under a key that is absent, here and in what these changes are made to. */
    void putNew(byte[] key, byte[] value) {
        int before = size;
        int at = set(key, value.clone());
        isNew[at] |= size > before;
    }

    /** Deletes a key. One that was new leaves nothing behind. */
    void delete(byte[] key) {
        int at = find(key);
        if (at >= 0 && isNew[at]) {
            forget(at);
        } else {
            set(key, DELETED);
        }
    }

    /** Removes a key, as if it had never been put. */
    void forget(byte[] key) {
        int at = find(key);
        if (at >= 0) {
            forget(at);
        }
    }

    private void forget(int at) {
        int hole = at;
        byte[] key = Objects.requireNonNull(keys[hole]);
        byte[] value = values[hole];
        bytes -= key.length + (value == null ? 0 : value.length);
        size--;
        // Keys behind it that would no longer be found move up.
        int mask = keys.length - 1;
        int i = (hole + 1) & mask;
        for (byte[] other = keys[i]; other != null; other = keys[i]) {
            if (((i - hash(other)) & mask) >= ((i - hole) & mask)) {
                keys[hole] = other;
                values[hole] = values[i];
                isNew[hole] = isNew[i];
                hole = i;
            }
            i = (i + 1) & mask;
        }
        keys[hole] = null;
        values[hole] = null;
        isNew[hole] = false;
    }

    /** Takes over all of another's changes, which are newer, and forgets what they delete. */
    void apply(Changes newer) {
        newer.forEach((key, value) -> {
            if (value == null) {
                forget(key);
            } else {
                set(key, value);
            }
        });
    }

    /** Takes over all of another's changes, which are older. Keys that were changed here keep their value. */
    void addOlder(Changes older) {
        older.forEach((key, value) -> {
            if (!has(key)) {
                set(key, value == null ? DELETED : value);
            }
        });
    }

    /** Hands out all changes, in no order. */
    <X extends Exception> void forEach(Receiver<X> receiver) throws X {
        for (int i = 0; i < keys.length; i++) {
            byte[] key = keys[i];
            if (key != null) {
                byte[] value = values[i];
                receiver.accept(key, value == DELETED ? null : value);
            }
        }
    }

    /** All changes, in the order of their keys. */
    Change[] sorted() {
        var sorted = new Change[size];
        int[] next = {0};
        forEach((key, value) -> sorted[next[0]++] = new Change(key, value));
        Arrays.sort(sorted, BY_KEY);
        return sorted;
    }

    /** The changes of a range of keys, in the order of the keys. Reads all changes. */
    List<Change> range(byte[] from, byte[] to) {
        List<Change> found = new ArrayList<>();
        forEach((key, value) -> {
            if (Arrays.compareUnsigned(key, from) >= 0 && Arrays.compareUnsigned(key, to) < 0) {
                found.add(new Change(key, value));
            }
        });
        found.sort(BY_KEY);
        return found;
    }

    /** Returns the index of the key. */
    private int set(byte[] key, byte[] value) {
        int at = find(key);
        if (at >= 0) {
            byte[] before = values[at];
            bytes += value.length - (before == null ? 0 : before.length);
            values[at] = value;
            return at;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
            at = find(key);
        }
        int free = -at - 1;
        keys[free] = key.clone();
        values[free] = value;
        size++;
        bytes += key.length + value.length;
        return free;
    }

    /** The index of a key, or {@code -(index of a free place) - 1}. */
    private int find(byte[] key) {
        int mask = keys.length - 1;
        for (int i = hash(key) & mask; ; i = (i + 1) & mask) {
            byte[] other = keys[i];
            if (other == null) {
                return -i - 1;
            }
            if (Arrays.equals(other, key)) {
                return i;
            }
        }
    }

    private void grow() {
        byte[] @Nullable [] oldKeys = keys;
        byte[] @Nullable [] oldValues = values;
        boolean[] oldIsNew = isNew;
        isNew = new boolean[2 * oldKeys.length];
        keys = new byte[2 * oldKeys.length][];
        values = new byte[2 * oldKeys.length][];
        for (int i = 0; i < oldKeys.length; i++) {
            byte[] key = oldKeys[i];
            if (key != null) {
                int at = -find(key) - 1;
                keys[at] = key;
                values[at] = oldValues[i];
                isNew[at] = oldIsNew[i];
            }
        }
    }

    /** Mixes eight bytes at a time: keys are short, and many differ in few of their bytes. */
    private static int hash(byte[] key) {
        long hash = key.length;
        int i = 0;
        for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(key, i));
        }
        long rest = 0;
        for (; i < key.length; i++) {
            rest = (rest << Byte.SIZE) | (key[i] & 0xFF);
        }
        return (int) mixed(hash ^ rest);
    }

    /** The finalizer of MurmurHash3. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
