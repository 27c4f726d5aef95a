package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;

/**
 * Which URLs are known, by fingerprint: for each what became of it and, where depth is limited, its least depth so far.
 *
 * <p>Both are handed out as one {@code int}, since most look-ups find a known URL and need no more; see {@link #state} and
 * {@link #depth}.
 */
final class SeenSet {
    /** What became of a URL. */
    enum State {
        /** Never seen; not in the store. */
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

    /** What {@link #get} gives for a URL that was never seen. */
    static final int NEW = 0;

    private static final int STATE_BITS = 3;
    private static final int DEPTH_MAX = Integer.MAX_VALUE >> STATE_BITS;
    private static final State[] BY_NUMBER = {State.NEW, State.TAKEN, State.SKIPPED, State.DEFERRED, State.DONE};
    private static final byte[][] WITHOUT_DEPTH = {{0}, {1}, {2}, {3}, {4}};

    private final KeyValueStore store;
    private final Keys keys;

    /** Whether depths are kept. */
    private final boolean hasDepths;

    private final ByteWriter writer = new ByteWriter();

    SeenSet(KeyValueStore store, Keys keys, FrontierOptions options) {
        this.store = store;
        this.keys = keys;
        this.hasDepths = options.extent().limitsDepth();
    }

    /** What is known of a URL, for {@link #state} and {@link #depth}. */
    int get(long fingerprintHigh, long fingerprintLow) {
        byte[] value = store.get(keys.seen(fingerprintHigh, fingerprintLow));
        return value == null ? NEW : value.length == 1 ? value[0] : new ByteReader(value).smallNumber();
    }

    static State state(int known) {
        return BY_NUMBER[known & (1 << STATE_BITS) - 1];
    }

    /** The least depth so far; 0 where depths are not kept. */
    static int depth(int known) {
        return known >> STATE_BITS;
    }

    void put(long fingerprintHigh, long fingerprintLow, State state, int depth) {
        byte[] value = hasDepths && depth > 0
                ? writer.begin()
                        .number(state.number | (long) Math.min(depth, DEPTH_MAX) << STATE_BITS)
                        .toBytes()
                : WITHOUT_DEPTH[state.number];
        store.put(keys.seen(fingerprintHigh, fingerprintLow), value);
    }
}
