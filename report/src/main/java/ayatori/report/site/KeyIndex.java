package ayatori.report.site;

/** A hash table from keys, which are hashes already, to numbers from 0. Zero is no key. */
final class KeyIndex {
    private long[] keys;
    private int[] values;
    private int size;

    KeyIndex() {
        keys = new long[1 << 10];
        values = new int[1 << 10];
    }

    /** Sets the value of a key. */
    void put(long key, int value) {
        int place = place(key);
        if (keys[place] == 0) {
            keys[place] = key;
            size++;
        }
        values[place] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    /** Adds one to the value of a key, which is 0 before the first call. */
    void count(long key) {
        put(key, Math.max(get(key), 0) + 1);
    }

    /** The value of a key; -1 if it has none. */
    int get(long key) {
        int place = place(key);
        return key == 0 || keys[place] == 0 ? -1 : values[place];
    }

    private int place(long key) {
        int place = (int) key & (keys.length - 1);
        while (keys[place] != 0 && keys[place] != key) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
