package ayatori.web.html;

import org.jspecify.annotations.Nullable;

/** A fixed map from tag names to values, whose lookup takes a {@link NameKey} and the bytes of a name instead of a string. */
final class NameTable<V> {
    /** Slots for each name. With so many, the first slot is nearly always empty for a name that is not in the table. */
    private static final int SLOTS_PER_NAME = 8;

    // Open addressing; a key of 0 is an empty slot.
    private final long[] keys;
    private final String[] names;
    private final @Nullable Object[] values;
    private final int shift;

    /** A table for up to {@code size} names. */
    NameTable(int size) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size * SLOTS_PER_NAME);
        keys = new long[1 << bits];
        names = new String[1 << bits];
        values = new Object[1 << bits];
        shift = Long.SIZE - bits;
    }

    /** A table in which each of {@code names} has itself as its value: a set. */
    static NameTable<String> of(String... names) {
        NameTable<String> table = new NameTable<>(names.length);
        for (String name : names) {
            table.put(name, name);
        }
        return table;
    }

    /** Adds a name, ASCII in lower case, that is not yet there. */
    void put(String name, V value) {
        long key = NameKey.of(name);
        int slot = slot(key);
        while (keys[slot] != 0) {
            slot = next(slot);
        }
        keys[slot] = key;
        names[slot] = name;
        values[slot] = value;
    }

    /** The value of the name {@code input[start..end)}, whose key is {@code key}, or null. */
    @Nullable V get(long key, byte[] input, int start, int end) {
        int slot = slot(key);
        while (keys[slot] != 0) {
            if (NameKey.matches(key, input, start, end, keys[slot], names[slot])) {
                @SuppressWarnings("unchecked") // only put() writes values
                V value = (V) values[slot];
                return value;
            }
            slot = next(slot);
        }
        return null;
    }

    boolean contains(Tag tag) {
        return get(tag.nameKey(), tag.input(), tag.nameStart(), tag.nameEnd()) != null;
    }

    private int slot(long key) {
        // Fibonacci hashing: the upper bits of the product depend on every bit of the key.
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> shift);
    }

    private int next(int slot) {
        return (slot + 1) & (keys.length - 1);
    }
}
