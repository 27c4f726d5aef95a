package ayatori.crawler.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A store in the heap, lean enough for millions of small entries.
 *
 * <p>The keys lie in order over a sorted array of {@linkplain Leaf leaves} of up to {@value Leaf#ENTRIES_MAX} entries,
 * each a few flat arrays: an entry costs its own bytes and about twelve more instead of the three objects and eighty
 * bytes of a {@code TreeMap}'s. A leaf that is full splits in two. Finding a leaf is one binary search over a
 * {@code long[]} of the first eight bytes of each leaf's first key, which stays in the processor's cache; only keys that
 * agree in those are compared further. One array of leaves instead of a tree makes a split cost a copy of that array:
 * some microseconds at a million entries, once in about sixty insertions.
 */
public final class MemoryStore implements KeyValueStore {
    private Leaf[] leaves = new Leaf[16];
    /** For each leaf, the {@linkplain Leaf#prefix prefix} of its first key when the leaf was made: a lower bound. */
    private long[] firstPrefixes = new long[16];
    /** For each leaf, that key itself. The first leaf begins at the empty key. */
    private byte[][] firstKeys = new byte[16][];

    private int leafCount = 1;
    private int size;

    /** What the leaves and their first keys take, kept up to date. */
    private long heapBytes;

    private int scansOpen;

    /** Creates an empty store. */
    public MemoryStore() {
        leaves[0] = new Leaf();
        firstKeys[0] = new byte[0];
        firstPrefixes[0] = Leaf.prefix(firstKeys[0]);
        heapBytes = bytesOf(0);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        long prefix = Leaf.prefix(key);
        Leaf leaf = leaves[leafOf(prefix, key)];
        int index = leaf.find(prefix, key);
        return index < 0 ? null : leaf.value(index);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        mustHaveNoScan();
        long prefix = Leaf.prefix(key);
        int at = leafOf(prefix, key);
        int index = leaves[at].find(prefix, key);
        long before = leaves[at].heapBytes();
        if (index >= 0) {
            leaves[at].replace(index, value);
            heapBytes += leaves[at].heapBytes() - before;
            return;
        }
        index = -index - 1;
        if (leaves[at].isFull(key.length + value.length)) {
            int kept = leaves[at].splitPoint(index);
            boolean appends = index == leaves[at].size();
            Leaf rest = leaves[at].splitAt(kept);
            heapBytes += leaves[at].heapBytes() - before;
            insertLeaf(at + 1, rest, appends ? key : null);
            if (appends || index > kept) {
                at++;
                index -= kept;
            }
            before = leaves[at].heapBytes();
        }
        leaves[at].insert(index, prefix, key, value);
        heapBytes += leaves[at].heapBytes() - before;
        size++;
    }

    @Override
    public void delete(byte[] key) {
        mustHaveNoScan();
        long prefix = Leaf.prefix(key);
        int at = leafOf(prefix, key);
        int index = leaves[at].find(prefix, key);
        if (index < 0) {
            return;
        }
        leaves[at].remove(index);
        size--;
        // A leaf that could share its neighbour with room to spare does so, and an empty one goes.
        if (at == 0 || !takesNext(at - 1)) {
            takesNext(at);
        }
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        scansOpen++;
        return new LeafEntries(from, to.clone());
    }

    /** How many entries it holds. */
    public int size() {
        return size;
    }

    /** About how many bytes of the Java heap it takes. */
    public long heapBytes() {
        return heapBytes;
    }

    /** The same, by looking at every leaf. */
    long measure() {
        long bytes = 0;
        for (int i = 0; i < leafCount; i++) {
            bytes += bytesOf(i);
        }
        return bytes;
    }

    /** What a leaf takes, with its first key and its places in the arrays. */
    private long bytesOf(int leaf) {
        return leaves[leaf].heapBytes() + firstKeys[leaf].length + 50;
    }

    /** Lets a leaf take over the next one's entries if there is room. */
    private boolean takesNext(int leaf) {
        if (leaf + 1 >= leafCount) {
            return false;
        }
        long before = leaves[leaf].heapBytes();
        if (!leaves[leaf].takeIfRoomy(leaves[leaf + 1])) {
            return false;
        }
        heapBytes += leaves[leaf].heapBytes() - before;
        removeLeaf(leaf + 1);
        return true;
    }

    /** A store with the same entries, independent of this one. */
    public MemoryStore copy() {
        mustHaveNoScan();
        var copy = new MemoryStore();
        copy.leaves = leaves.clone();
        for (int i = 0; i < leafCount; i++) {
            copy.leaves[i] = leaves[i].copy();
        }
        copy.firstPrefixes = firstPrefixes.clone();
        copy.firstKeys = firstKeys.clone();
        copy.leafCount = leafCount;
        copy.size = size;
        copy.heapBytes = copy.measure();
        return copy;
    }

    /** The last leaf whose first key is not above the key. */
    private int leafOf(long prefix, byte[] key) {
        int low = 0;
        int high = leafCount - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            long first = firstPrefixes[middle];
            if (first < prefix || (first == prefix && Arrays.compareUnsigned(firstKeys[middle], key) <= 0)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Puts a leaf into the order; one that is still empty begins at the key about to go into it. */
    private void insertLeaf(int at, Leaf leaf, byte @Nullable [] keyToCome) {
        if (leafCount == leaves.length) {
            int capacity = leafCount + (leafCount >> 1);
            leaves = Arrays.copyOf(leaves, capacity);
            firstPrefixes = Arrays.copyOf(firstPrefixes, capacity);
            firstKeys = Arrays.copyOf(firstKeys, capacity);
        }
        System.arraycopy(leaves, at, leaves, at + 1, leafCount - at);
        System.arraycopy(firstPrefixes, at, firstPrefixes, at + 1, leafCount - at);
        System.arraycopy(firstKeys, at, firstKeys, at + 1, leafCount - at);
        byte[] first = keyToCome != null ? keyToCome.clone() : leaf.key(0);
        leaves[at] = leaf;
        firstPrefixes[at] = Leaf.prefix(first);
        firstKeys[at] = first;
        leafCount++;
        heapBytes += bytesOf(at);
    }

    private void removeLeaf(int at) {
        heapBytes -= bytesOf(at);
        int after = leafCount - at - 1;
        System.arraycopy(leaves, at + 1, leaves, at, after);
        System.arraycopy(firstPrefixes, at + 1, firstPrefixes, at, after);
        System.arraycopy(firstKeys, at + 1, firstKeys, at, after);
        leafCount--;
        Arrays.fill(leaves, leafCount, leafCount + 1, null);
        Arrays.fill(firstKeys, leafCount, leafCount + 1, null);
    }

    private void mustHaveNoScan() {
        if (scansOpen > 0) {
            throw new IllegalStateException("a scan of this store is still open");
        }
    }

    /** Walks the leaves in order. The store cannot change under it: writing while a scan is open is refused. */
    private final class LeafEntries implements Entries {
        private final byte[] to;
        private int leaf;
        private int index;
        private boolean closed;

        LeafEntries(byte[] from, byte[] to) {
            this.to = to;
            long prefix = Leaf.prefix(from);
            leaf = leafOf(prefix, from);
            int found = leaves[leaf].find(prefix, from);
            index = (found >= 0 ? found : -found - 1) - 1;
        }

        @Override
        public boolean next() {
            if (closed) {
                throw new IllegalStateException("the scan is closed");
            }
            index++;
            while (leaf < leafCount && index >= leaves[leaf].size()) {
                leaf++;
                index = 0;
            }
            return leaf < leafCount && leaves[leaf].compareKey(index, to) < 0;
        }

        @Override
        public byte[] key() {
            return leaves[leaf].key(index);
        }

        @Override
        public byte[] value() {
            return leaves[leaf].value(index);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                scansOpen--;
            }
        }
    }
}
