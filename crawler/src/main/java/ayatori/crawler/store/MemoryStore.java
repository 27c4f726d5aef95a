package ayatori.crawler.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A store in the heap, lean enough for millions of small entries.
 *
 * <p>The keys lie in order over a sorted array of {@linkplain Page pages} of up to {@value Page#ENTRIES_MAX} entries,
 * each a few flat arrays: an entry costs its own bytes and about twelve more instead of the three objects and eighty
 * bytes of a {@code TreeMap}'s. A page that is full splits in two. Finding a page is one binary search over a
 * {@code long[]} of the first eight bytes of each page's first key, which stays in the processor's cache; only keys that
 * agree in those are compared further. One array of pages instead of a tree makes a split cost a copy of that array:
 * some microseconds at a million entries, once in about sixty insertions.
 */
public final class MemoryStore implements KeyValueStore {
    private Page[] pages = new Page[16];
    /** For each page, the {@linkplain Page#prefix prefix} of its first key when the page was made: a lower bound. */
    private long[] firstPrefixes = new long[16];
    /** For each page, that key itself. The first page begins at the empty key. */
    private byte[][] firstKeys = new byte[16][];

    private int pageCount = 1;
    private int size;
    private int scansOpen;

    /** Creates an empty store. */
    public MemoryStore() {
        pages[0] = new Page();
        firstKeys[0] = new byte[0];
        firstPrefixes[0] = Page.prefix(firstKeys[0]);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        long prefix = Page.prefix(key);
        Page page = pages[pageOf(prefix, key)];
        int index = page.find(prefix, key);
        return index < 0 ? null : page.value(index);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        mustHaveNoScan();
        long prefix = Page.prefix(key);
        int at = pageOf(prefix, key);
        int index = pages[at].find(prefix, key);
        if (index >= 0) {
            pages[at].replace(index, value);
            return;
        }
        index = -index - 1;
        if (pages[at].isFull(key.length + value.length)) {
            int kept = pages[at].splitPoint(index);
            boolean appends = index == pages[at].size();
            insertPage(at + 1, pages[at].splitAt(kept), appends ? key : null);
            if (appends || index > kept) {
                at++;
                index -= kept;
            }
        }
        pages[at].insert(index, prefix, key, value);
        size++;
    }

    @Override
    public void delete(byte[] key) {
        mustHaveNoScan();
        long prefix = Page.prefix(key);
        int at = pageOf(prefix, key);
        int index = pages[at].find(prefix, key);
        if (index < 0) {
            return;
        }
        pages[at].remove(index);
        size--;
        // A page that could share its neighbour with room to spare does so, and an empty one goes.
        if (at > 0 && pages[at - 1].takeIfRoomy(pages[at])) {
            removePage(at);
        } else if (at + 1 < pageCount && pages[at].takeIfRoomy(pages[at + 1])) {
            removePage(at + 1);
        }
    }

    @Override
    public Entries scan(byte[] from, byte[] to) {
        scansOpen++;
        return new PageEntries(from, to.clone());
    }

    /** How many entries it holds. */
    public int size() {
        return size;
    }

    /** About how many bytes of the Java heap it takes. Looks at every page: not to be asked all the time. */
    public long heapBytes() {
        long bytes = 0;
        for (int i = 0; i < pageCount; i++) {
            bytes += pages[i].heapBytes() + firstKeys[i].length + 50;
        }
        return bytes;
    }

    /** A store with the same entries, independent of this one. */
    public MemoryStore copy() {
        mustHaveNoScan();
        var copy = new MemoryStore();
        copy.pages = pages.clone();
        for (int i = 0; i < pageCount; i++) {
            copy.pages[i] = pages[i].copy();
        }
        copy.firstPrefixes = firstPrefixes.clone();
        copy.firstKeys = firstKeys.clone();
        copy.pageCount = pageCount;
        copy.size = size;
        return copy;
    }

    /** The last page whose first key is not above the key. */
    private int pageOf(long prefix, byte[] key) {
        int low = 0;
        int high = pageCount - 1;
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

    /** Puts a page into the order; one that is still empty begins at the key about to go into it. */
    private void insertPage(int at, Page page, byte @Nullable [] keyToCome) {
        if (pageCount == pages.length) {
            int capacity = pageCount + (pageCount >> 1);
            pages = Arrays.copyOf(pages, capacity);
            firstPrefixes = Arrays.copyOf(firstPrefixes, capacity);
            firstKeys = Arrays.copyOf(firstKeys, capacity);
        }
        System.arraycopy(pages, at, pages, at + 1, pageCount - at);
        System.arraycopy(firstPrefixes, at, firstPrefixes, at + 1, pageCount - at);
        System.arraycopy(firstKeys, at, firstKeys, at + 1, pageCount - at);
        byte[] first = keyToCome != null ? keyToCome.clone() : page.key(0);
        pages[at] = page;
        firstPrefixes[at] = Page.prefix(first);
        firstKeys[at] = first;
        pageCount++;
    }

    private void removePage(int at) {
        int after = pageCount - at - 1;
        System.arraycopy(pages, at + 1, pages, at, after);
        System.arraycopy(firstPrefixes, at + 1, firstPrefixes, at, after);
        System.arraycopy(firstKeys, at + 1, firstKeys, at, after);
        pageCount--;
        Arrays.fill(pages, pageCount, pageCount + 1, null);
        Arrays.fill(firstKeys, pageCount, pageCount + 1, null);
    }

    private void mustHaveNoScan() {
        if (scansOpen > 0) {
            throw new IllegalStateException("a scan of this store is still open");
        }
    }

    /** Walks the pages in order. The store cannot change under it: writing while a scan is open is refused. */
    private final class PageEntries implements Entries {
        private final byte[] to;
        private int page;
        private int index;
        private boolean closed;

        PageEntries(byte[] from, byte[] to) {
            this.to = to;
            long prefix = Page.prefix(from);
            page = pageOf(prefix, from);
            int found = pages[page].find(prefix, from);
            index = (found >= 0 ? found : -found - 1) - 1;
        }

        @Override
        public boolean next() {
            if (closed) {
                throw new IllegalStateException("the scan is closed");
            }
            index++;
            while (page < pageCount && index >= pages[page].size()) {
                page++;
                index = 0;
            }
            return page < pageCount && pages[page].compareKey(index, to) < 0;
        }

        @Override
        public byte[] key() {
            return pages[page].key(index);
        }

        @Override
        public byte[] value() {
            return pages[page].value(index);
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
