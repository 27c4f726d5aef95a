package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;

/**
 * Which URLs are known, by fingerprint, with one byte of what became of each.
 *
 * <p>Most reasons to skip a URL are the URL's own and hold for ever. Two are a link's: its depth, and its asking not to
 * be followed. A URL skipped for one of those is taken after all when a better link to it turns up.
 */
final class SeenSet {
    /** What is known of a URL. */
    enum State {
        /** Never seen; not in the store. */
        NEW(0),
        /** It waits, is under way, or is done. */
        TAKEN(1),
        /** Skipped for good. */
        SKIPPED(2),
        /** Skipped because of the links found so far. */
        SKIPPED_SO_FAR(3);

        private final int number;

        State(int number) {
            this.number = number;
        }
    }

    private static final State[] BY_NUMBER = {State.NEW, State.TAKEN, State.SKIPPED, State.SKIPPED_SO_FAR};
    private static final byte[][] STORED = {{0}, {1}, {2}, {3}};

    private final KeyValueStore store;
    private final Keys keys;

    SeenSet(KeyValueStore store, Keys keys) {
        this.store = store;
        this.keys = keys;
    }

    State state(long fingerprintHigh, long fingerprintLow) {
        byte[] value = store.get(keys.seen(fingerprintHigh, fingerprintLow));
        return value == null ? State.NEW : BY_NUMBER[value[0]];
    }

    void take(long fingerprintHigh, long fingerprintLow) {
        put(fingerprintHigh, fingerprintLow, State.TAKEN);
    }

    void skip(long fingerprintHigh, long fingerprintLow, SkipReason reason) {
        boolean isTheLinks = reason == SkipReason.DEPTH || reason == SkipReason.NOFOLLOW;
        put(fingerprintHigh, fingerprintLow, isTheLinks ? State.SKIPPED_SO_FAR : State.SKIPPED);
    }

    private void put(long fingerprintHigh, long fingerprintLow, State state) {
        store.put(keys.seen(fingerprintHigh, fingerprintLow), STORED[state.number]);
    }
}
