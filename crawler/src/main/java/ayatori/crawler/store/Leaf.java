package ayatori.crawler.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A run of neighbouring entries of a {@link MemoryStore}, in flat arrays.
 *
 * <p>{@code prefixes[i]} and {@code offsets[i]} describe the i-th entry in key order; its bytes lie in {@code heap} at
 * that offset, in the order of arrival: length of key, key, length of value, value, the lengths seven bits to a byte.
 * Entries that were removed or replaced leave holes, which go when the heap would have to grow.
 */
final class Leaf {
    /** More entries make the leaves' array shorter and each insertion's copy longer; 64 and 256 measured no better. */
    static final int ENTRIES_MAX = 128;
    /** Bounds what an insertion may copy when values are long; one longer value still gets a leaf of its own. */
    static final int HEAP_BYTES_MAX = 32 << 10;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private long[] prefixes;
    private int[] offsets;
    private byte[] heap;
    private int size;
    private int heapEnd;
    private int heapLive;

    Leaf() {
        this(8, 0);
    }

    private Leaf(int entries, int bytes) {
        prefixes = new long[entries];
        offsets = new int[entries];
        heap = new byte[bytes];
    }

    /** A key's first eight bytes, padded with zeros, so that unsigned byte order is {@code long} order. */
    static long prefix(byte[] key) {
        long bits = 0;
        if (key.length >= 8) {
            bits = (long) LONG.get(key, 0);
        } else {
            for (int i = 0; i < key.length; i++) {
                bits |= (key[i] & 0xFFL) << (56 - 8 * i);
            }
        }
        return bits ^ Long.MIN_VALUE;
    }

    int size() {
        return size;
    }

    /** About what it takes of the Java heap: its arrays, their headers, and itself. */
    long heapBytes() {
        return heap.length + 8L * prefixes.length + 4L * offsets.length + 100;
    }

    /** The index of a key, or {@code -(insertion point) - 1}. */
    int find(long prefix, byte[] key) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long candidate = prefixes[middle];
            int order = candidate != prefix ? (candidate < prefix ? -1 : 1) : compareKey(middle, key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    int compareKey(int index, byte[] other) {
        int keyLength = length(offsets[index]);
        int start = offsets[index] + lengthBytes(keyLength);
        return Arrays.compareUnsigned(heap, start, start + keyLength, other, 0, other.length);
    }

    byte[] key(int index) {
        int keyLength = length(offsets[index]);
        int start = offsets[index] + lengthBytes(keyLength);
        return Arrays.copyOfRange(heap, start, start + keyLength);
    }

    byte[] value(int index) {
        int at = valueOffset(index);
        int valueLength = length(at);
        int start = at + lengthBytes(valueLength);
        return Arrays.copyOfRange(heap, start, start + valueLength);
    }

    /** Whether an entry of so many bytes should rather go into a leaf of its own or into a half of this one. */
    boolean isFull(int bytes) {
        return size == ENTRIES_MAX || (size > 0 && heapLive + bytes > HEAP_BYTES_MAX);
    }

    /**
     * How many entries stay when the leaf splits for an insertion at an index: half of them, except that keys arriving
     * in order leave full leaves behind.
     */
    int splitPoint(int insertion) {
        return insertion == size ? size : size / 2;
    }

    /** Keeps the first entries and gives a new leaf with the rest. */
    Leaf splitAt(int kept) {
        var rest = new Leaf(size - kept + 8, 0);
        rest.append(this, kept, size);
        var first = new Leaf(kept, 0);
        first.append(this, 0, kept);
        become(first);
        return rest;
    }

    void insert(int index, long prefix, byte[] key, byte[] value) {
        if (size == prefixes.length) {
            int capacity = Math.min(ENTRIES_MAX, size + (size >> 1) + 4);
            prefixes = Arrays.copyOf(prefixes, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
        }
        int bytes = lengthBytes(key.length) + key.length + lengthBytes(value.length) + value.length;
        int offset = reserve(bytes);
        int at = writeLength(offset, key.length);
        System.arraycopy(key, 0, heap, at, key.length);
        at = writeLength(at + key.length, value.length);
        System.arraycopy(value, 0, heap, at, value.length);
        System.arraycopy(prefixes, index, prefixes, index + 1, size - index);
        System.arraycopy(offsets, index, offsets, index + 1, size - index);
        prefixes[index] = prefix;
        offsets[index] = offset;
        size++;
    }

    void replace(int index, byte[] value) {
        int at = valueOffset(index);
        if (length(at) == value.length) {
            System.arraycopy(value, 0, heap, at + lengthBytes(value.length), value.length);
        } else {
            byte[] key = key(index);
            long prefix = prefixes[index];
            remove(index);
            insert(index, prefix, key, value);
        }
    }

    void remove(int index) {
        heapLive -= entryBytes(index);
        size--;
        System.arraycopy(prefixes, index + 1, prefixes, index, size - index);
        System.arraycopy(offsets, index + 1, offsets, index, size - index);
    }

    /** Takes over all entries of the next leaf, if that leaves this one half empty, so that it does not soon split. */
    boolean takeIfRoomy(Leaf next) {
        if (next.size > 0 && (size + next.size > ENTRIES_MAX / 2 || heapLive + next.heapLive > HEAP_BYTES_MAX / 2)) {
            return false;
        }
        append(next, 0, next.size);
        return true;
    }

    Leaf copy() {
        var copy = new Leaf(size, 0);
        copy.append(this, 0, size);
        return copy;
    }

    private void append(Leaf other, int from, int to) {
        int needed = size + to - from;
        if (needed > prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, needed);
            offsets = Arrays.copyOf(offsets, needed);
        }
        int bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += other.entryBytes(i);
        }
        int offset = reserve(bytes);
        for (int i = from; i < to; i++) {
            int length = other.entryBytes(i);
            System.arraycopy(other.heap, other.offsets[i], heap, offset, length);
            prefixes[size] = other.prefixes[i];
            offsets[size] = offset;
            size++;
            offset += length;
        }
    }

    /** Makes room at the heap's end and counts it as live; returns where it starts. */
    private int reserve(int bytes) {
        if (heapEnd + bytes > heap.length) {
            // Most leaves of a big store only ever grow, and are soon done with it, so they get a quarter more than
            // they
            // need. A leaf with many holes is one that entries pass through, and gets room for as many again.
            int needed = heapLive + bytes;
            boolean hasManyHoles = heapEnd - heapLive > needed / 4;
            byte[] bigger = new byte[needed + (hasManyHoles ? needed : needed / 4)];
            int end = 0;
            for (int i = 0; i < size; i++) {
                int length = entryBytes(i);
                System.arraycopy(heap, offsets[i], bigger, end, length);
                offsets[i] = end;
                end += length;
            }
            heap = bigger;
            heapEnd = end;
        }
        int offset = heapEnd;
        heapEnd += bytes;
        heapLive += bytes;
        return offset;
    }

    private void become(Leaf other) {
        prefixes = other.prefixes;
        offsets = other.offsets;
        heap = other.heap;
        size = other.size;
        heapEnd = other.heapEnd;
        heapLive = other.heapLive;
    }

    private int valueOffset(int index) {
        int keyLength = length(offsets[index]);
        return offsets[index] + lengthBytes(keyLength) + keyLength;
    }

    private int entryBytes(int index) {
        int at = valueOffset(index);
        int valueLength = length(at);
        return at + lengthBytes(valueLength) + valueLength - offsets[index];
    }

    private int length(int at) {
        int bits = heap[at];
        if (bits >= 0) {
            return bits;
        }
        bits &= 0x7F;
        for (int shift = 7; ; shift += 7) {
            int next = heap[++at];
            bits |= (next & 0x7F) << shift;
            if (next >= 0) {
                return bits;
            }
        }
    }

    private int writeLength(int at, int length) {
        int rest = length;
        while (rest > 0x7F) {
            heap[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        heap[at++] = (byte) rest;
        return at;
    }

    private static int lengthBytes(int length) {
        return length < 0x80 ? 1 : (38 - Integer.numberOfLeadingZeros(length)) / 7;
    }
}
