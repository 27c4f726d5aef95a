package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs are known, by fingerprint: for each what became of it and, where depth is limited, its least depth so far.
 *
 * <p>Both are handed out as one {@code int}, since most look-ups find a known URL and need no more; see {@link #state} and
 * {@link #depth}.
 *
 * <p>They are held in a {@link SeenTable} in memory. Its fingerprints have 60 bits, which come from the 128 of a URL and a
 * random number of the crawl's own. So nobody can prepare URLs that are taken for others, or that crowd the table. With a hundred
 * million known URLs, a new one is taken for a known one with a probability of 10^-10. If the crawl is saved, a
 * {@link SeenJournal} keeps the table in the store.
 */
final class SeenSet implements AutoCloseable {
    /** What became of a URL. */
    enum State {
        /** Never seen; not in the table. */
        NEW(0),
        /** It waits or is under way; where depth is not limited, also if it is done. */
        TAKEN(1),
        /** Skipped for good. */
        SKIPPED(2),
        /** It would be skipped as things stand; see {@link Deferred}. */
        DEFERRED(3),
        /** Its record is written. Told from {@link #TAKEN} only where depth is limited. */
        DONE(4);

        private final int number;

        State(int number) {
            this.number = number;
        }
    }

    /** The greatest limit of depth; a greater one counts as this. */
    static final int DEPTH_MAX = (1 << (SeenSegment.PAYLOAD_BITS_MAX - SeenSet.STATE_BITS)) - 1;

    /** What {@link #get} gives for a URL that was never seen. */
    static final int NEW = 0;

    private static final int STATE_BITS = 3;

    /** Enough where nothing is {@link State#DONE}. */
    private static final int STATE_BITS_WITHOUT_DEPTH = 2;

    private static final State[] BY_NUMBER = {State.NEW, State.TAKEN, State.SKIPPED, State.DEFERRED, State.DONE};
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final int depthMax;
    private final SeenTable table;

    /** Null if the crawl is not saved. */
    private final @Nullable SeenJournal journal;

    /** The crawl's own random number; and another one that follows from it. */
    private long salt;

    private long otherSalt;

    SeenSet(KeyValueStore store, Keys keys, FrontierOptions options) {
        FrontierOptions.Extent extent = options.extent();
        depthMax = extent.limitsDepth() ? Math.min(extent.depthMax(), DEPTH_MAX) : 0;
        int payloadBits = extent.limitsDepth()
                ? STATE_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(depthMax)
                : STATE_BITS_WITHOUT_DEPTH;
        table = new SeenTable(payloadBits);
        journal = options.isSaved() ? new SeenJournal(store, keys, table) : null;
    }

    /** Reads what is in the store. Called once, before all else. */
    void open(RandomGenerator random) {
        Long known = journal == null ? null : journal.open();
        salt = known != null ? known : random.nextLong();
        otherSalt = Long.rotateLeft(salt, Integer.SIZE) * ODD;
    }

    /** What is known of a URL, for {@link #state} and {@link #depth}. */
    int get(long fingerprintHigh, long fingerprintLow) {
        return table.get(fingerprint(fingerprintHigh, fingerprintLow));
    }

    static State state(int known) {
        return BY_NUMBER[known & (1 << STATE_BITS) - 1];
    }

    /** The least depth so far; 0 where depths are not kept. */
    static int depth(int known) {
        return known >> STATE_BITS;
    }

    void put(long fingerprintHigh, long fingerprintLow, State state, int depth) {
        long fingerprint = fingerprint(fingerprintHigh, fingerprintLow);
        int payload = state.number | (Math.min(depth, depthMax) << STATE_BITS);
        table.put(fingerprint, payload);
        if (journal != null) {
            journal.changed(fingerprint, payload);
        }
    }

    /** Puts what has changed since the last call into the store. */
    void save() {
        if (journal != null) {
            journal.save(salt);
        }
    }

    /** The bytes of the Java heap that it takes. */
    long heapBytes() {
        return table.heapBytes();
    }

    /** Frees the memory outside of the heap. */
    @Override
    public void close() {
        table.close();
    }

    /** Both halves multiplied to 128 bits, and these folded, as wyhash mixes. */
    private long fingerprint(long high, long low) {
        long a = high ^ salt;
        long b = low ^ otherSalt;
        return ((a * b) ^ Math.unsignedMultiplyHigh(a, b)) >>> (Long.SIZE - SeenTable.FINGERPRINT_BITS);
    }
}
