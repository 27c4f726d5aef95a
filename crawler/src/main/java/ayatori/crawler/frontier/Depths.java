package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds each URL's least depth where depth is limited, whatever the order in which requests end.
 *
 * <p>A link may show that a known URL lies nearer to a seed than was thought. While the URL is queued or under way, its
 * depth is simply lowered. If its page was read already, the pages it links to come nearer as well: the page is
 * <i>reopened</i>. For that, a page's links are kept under the page's fingerprint, but only those that can still change
 * anything. Let the <i>floor</i> be the least depth of all URLs that are open (queued, under way, or to be reopened). No
 * link found from now on can give less than the floor, since depth never falls along a link. So
 *
 * <ul>
 *   <li>a page at the floor has its final depth, and its links are not kept;
 *   <li>a link to a URL that is no deeper than the floor and the link's own step is not kept either.
 * </ul>
 *
 * <p>A host works breadth first, so within one host almost nothing is kept. What is kept is the price of not waiting for
 * the slowest host at each depth. Where depth is not limited, nothing is kept at all.
 */
final class Depths {
    /** Without a limit, a URL so many links away is taken for a trap: a calendar, say, whose pages link to the next. */
    static final int TRAP_DEPTH = 100;

    private static final int BYTES_PER_LINK = 17;

    private final boolean isTracked;

    /** Whether other shards have open URLs too. Their depths are not known here, so the floor stays at 0. */
    private final boolean isPart;

    private final int max;
    private final SeenSet seen;
    private final KeyValueStore store;
    private final Keys keys;

    /** Pages to be reopened: fingerprint, and the depth at which the page counts as open for that. */
    private final StoredFifo toReopen;

    /** Open URLs, by depth. */
    private long[] open = new long[16];

    private int floor;
    private boolean isDirty;
    private final ByteWriter writer = new ByteWriter();

    Depths(KeyValueStore store, Keys keys, SeenSet seen, FrontierOptions options) {
        this.store = store;
        this.keys = keys;
        this.seen = seen;
        isTracked = options.extent().limitsDepth();
        isPart = options.shard().isPart();
        max = isTracked ? Math.min(options.extent().depthMax(), SeenSet.DEPTH_MAX) : TRAP_DEPTH;
        toReopen = new StoredFifo(store, keys, Keys.TO_REOPEN);
    }

    boolean isTracked() {
        return isTracked;
    }

    boolean isTooDeep(int depth) {
        return depth > max;
    }

    /** The least depth known of a URL in the queue or under way. */
    int of(UrlEntry entry) {
        return isTracked && !entry.isSitemap() && !entry.isRequisite()
                ? SeenSet.depth(seen.get(entry.fingerprintHigh(), entry.fingerprintLow()))
                : entry.depth();
    }

    /** A URL was taken: it is open, at its depth. The pages of a sitemap are at depth zero, so a sitemap is, too. */
    void opened(UrlEntry entry) {
        if (isTracked) {
            add(levelOf(entry), 1);
        }
    }

    /** A URL's life has ended. */
    void ended(UrlEntry entry) {
        if (isTracked) {
            int depth = SeenSet.depth(seen.get(entry.fingerprintHigh(), entry.fingerprintLow()));
            seen.put(entry.fingerprintHigh(), entry.fingerprintLow(), SeenSet.State.DONE, depth);
            add(depth, -1);
        }
    }

    /** Starts to keep a page's links; null if its depth is final, so that none need be kept. */
    @Nullable KeptLinks keepLinks(UrlEntry page, int depth, int links) {
        return isTracked && !page.isSitemap() && !page.isRequisite() && depth > floor
                ? new KeptLinks(page, links)
                : null;
    }

    /** A link gives a known URL, taken or done, this depth: lowers the one that is known if this is less. */
    void found(long fingerprintHigh, long fingerprintLow, int known, int depth) {
        int before = SeenSet.depth(known);
        if (depth >= before) {
            return;
        }
        SeenSet.State state = SeenSet.state(known);
        seen.put(fingerprintHigh, fingerprintLow, state, depth);
        if (state == SeenSet.State.TAKEN) {
            add(depth, 1);
            add(before, -1);
        } else if (store.get(keys.links(fingerprintHigh, fingerprintLow)) != null) {
            add(depth, 1);
            toReopen.append(writer.begin()
                    .fixed(fingerprintHigh)
                    .fixed(fingerprintLow)
                    .number(depth)
                    .toBytes());
        }
    }

    /** Whether a page waits to be reopened. */
    boolean mustReopen() {
        return !toReopen.isEmpty();
    }

    /** Reopens the first page that waits for it: hands each link that was kept, with its new depth, to a receiver. */
    void reopen(Receiver receiver) {
        byte[] first = toReopen.poll();
        if (first == null) {
            return;
        }
        var page = new ByteReader(first);
        long high = page.fixed();
        long low = page.fixed();
        int level = page.smallNumber();
        int depth = SeenSet.depth(seen.get(high, low));
        byte[] kept = store.get(keys.links(high, low));
        if (kept != null) {
            var in = new ByteReader(kept);
            while (in.hasMore()) {
                int place = in.smallNumber();
                int step = place & 1;
                long linkHigh = in.fixed();
                long linkLow = in.fixed();
                if (place == step) {
                    receiver.found(linkHigh, linkLow, depth + step);
                } else {
                    receiver.foundIn((place >> 1) - 1, linkHigh, linkLow, depth + step);
                }
            }
        }
        add(level, -1);
        if (kept != null && depth <= floor) {
            store.delete(keys.links(high, low));
        }
    }

    /** Gives up what waits to be reopened, because the crawl ends. */
    void giveUpReopening() {
        while (mustReopen()) {
            byte[] first = toReopen.poll();
            if (first != null) {
                var page = new ByteReader(first);
                page.fixed();
                page.fixed();
                add(page.smallNumber(), -1);
            }
        }
    }

    /** Takes the links of a page that is reopened. */
    interface Receiver {
        void found(long fingerprintHigh, long fingerprintLow, int depth);

        /** Takes a link to a URL of another shard. */
        void foundIn(int shard, long fingerprintHigh, long fingerprintLow, int depth);
    }

    /** The links of one page that must be kept. */
    final class KeptLinks {
        private final UrlEntry page;
        private final ByteWriter links;
        private boolean isEmpty = true;

        private KeptLinks(UrlEntry page, int links) {
            this.page = page;
            this.links = new ByteWriter(BYTES_PER_LINK * links).begin();
        }

        /** Whether a link must be kept that leads so much deeper, to a URL that now has this depth. */
        boolean mustKeep(int step, int depth) {
            return depth > floor + step;
        }

        /**
         * Keeps a link.
         *
         * @param step how much deeper it leads: 1, or 0 for a redirect
         */
        void add(long fingerprintHigh, long fingerprintLow, int step) {
            links.number(step).fixed(fingerprintHigh).fixed(fingerprintLow);
            isEmpty = false;
        }

        /** Keeps a link to a URL of another shard. */
        void add(int shard, long fingerprintHigh, long fingerprintLow, int step) {
            add(fingerprintHigh, fingerprintLow, (shard + 1) << 1 | step);
        }

        void store() {
            if (!isEmpty) {
                store.put(keys.links(page.fingerprintHigh(), page.fingerprintLow()), links.toBytes());
            }
        }
    }

    boolean isDirty() {
        return isDirty || toReopen.isDirty();
    }

    void write(ByteWriter out) {
        toReopen.write(out);
        int length = open.length;
        while (length > 0 && open[length - 1] == 0) {
            length--;
        }
        out.number(length);
        for (int i = 0; i < length; i++) {
            out.number(open[i]);
        }
        isDirty = false;
    }

    void read(ByteReader in) {
        toReopen.read(in);
        int length = in.smallNumber();
        open = new long[Math.max(16, length)];
        for (int i = 0; i < length; i++) {
            open[i] = in.number();
        }
        findFloor(0);
    }

    private int levelOf(UrlEntry entry) {
        return entry.isSitemap() ? 0 : entry.depth();
    }

    private void add(int level, int count) {
        if (level >= open.length) {
            open = Arrays.copyOf(open, Math.max(2 * open.length, level + 1));
        }
        open[level] += count;
        if (open[level] < 0) {
            throw new IllegalStateException("no URL is open at depth " + level);
        }
        isDirty = true;
        findFloor(Math.min(level, floor));
    }

    private void findFloor(int from) {
        if (isPart) {
            return;
        }
        floor = from;
        while (floor < open.length - 1 && open[floor] == 0) {
            floor++;
        }
    }
}
