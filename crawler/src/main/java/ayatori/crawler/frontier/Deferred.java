package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * URLs that are skipped as things stand, but may yet be taken. They are put on record when that can no longer happen, so
 * that no URL has two records.
 *
 * <p>There are two kinds. A URL out of <b>scope</b> may come into scope as long as a seed is open, since the scope follows
 * a seed's redirect. A URL that a <b>link</b> disqualifies (it lies too deep, or the link says {@code nofollow}) may be
 * found by a better link until nothing is queued or under way.
 *
 * <p>An entry lies under the URL's fingerprint; a list for each kind holds the fingerprints in order. When an entry is
 * taken, its place in the list goes stale and is passed over later.
 */
final class Deferred {
    /**
     * A deferred URL.
     *
     * @param reason why it is skipped as things stand
     * @param origin its host
     * @param entry the URL, at the least depth at which a link that may be followed was found; its state in the queue
     *     once it is taken
     */
    record Item(SkipReason reason, String origin, UrlEntry entry) {}

    private final KeyValueStore store;
    private final Keys keys;
    private final StoredFifo ofScope;
    private final StoredFifo ofLink;
    private final ByteWriter writer = new ByteWriter();

    Deferred(KeyValueStore store, Keys keys) {
        this.store = store;
        this.keys = keys;
        ofScope = new StoredFifo(store, keys, Keys.DEFERRED_SCOPE);
        ofLink = new StoredFifo(store, keys, Keys.DEFERRED_LINK);
    }

    void add(Item item) {
        put(item);
        listOf(item.reason()).append(fingerprint(item.entry()));
    }

    @Nullable Item get(long fingerprintHigh, long fingerprintLow) {
        byte[] value = store.get(keys.deferred(fingerprintHigh, fingerprintLow));
        return value == null ? null : read(value, fingerprintHigh, fingerprintLow);
    }

    /** Replaces an entry by one with the same reason and another depth. */
    void update(Item item) {
        put(item);
    }

    /** Removes a URL that is taken after all, or whose skip is final. */
    void remove(UrlEntry entry) {
        store.delete(keys.deferred(entry.fingerprintHigh(), entry.fingerprintLow()));
    }

    boolean hasOfScope() {
        return !ofScope.isEmpty();
    }

    boolean hasOfLink() {
        return !ofLink.isEmpty();
    }

    /** Removes the first URL of those deferred for the scope; null if it was removed before. */
    @Nullable Item pollOfScope() {
        return poll(ofScope, true);
    }

    /** Removes the first URL of those deferred for a link; null if it was removed before. */
    @Nullable Item pollOfLink() {
        return poll(ofLink, false);
    }

    private @Nullable Item poll(StoredFifo list, boolean isOfScope) {
        byte[] fingerprint = list.poll();
        if (fingerprint == null) {
            return null;
        }
        var in = new ByteReader(fingerprint);
        Item item = get(in.fixed(), in.fixed());
        if (item == null || (item.reason() == SkipReason.SCOPE) != isOfScope) {
            return null;
        }
        remove(item.entry());
        return item;
    }

    /** Tells fingerprints apart. */
    @FunctionalInterface
    interface Condition {
        boolean holds(long fingerprintHigh, long fingerprintLow);
    }

    /** How many of them meet a condition; reads them all. */
    long count(Condition condition) {
        long count = 0;
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(Keys.DEFERRED), Keys.startOf(Keys.DEFERRED + 1))) {
            while (entries.next()) {
                var in = new ByteReader(entries.key());
                in.smallNumber(); // the kind: one octet
                count += condition.holds(in.fixed(), in.fixed()) ? 1 : 0;
            }
        }
        return count;
    }

    boolean isDirty() {
        return ofScope.isDirty() || ofLink.isDirty();
    }

    void write(ByteWriter out) {
        ofScope.write(out);
        ofLink.write(out);
    }

    void read(ByteReader in) {
        ofScope.read(in);
        ofLink.read(in);
    }

    private StoredFifo listOf(SkipReason reason) {
        return reason == SkipReason.SCOPE ? ofScope : ofLink;
    }

    private byte[] fingerprint(UrlEntry entry) {
        return writer.begin()
                .fixed(entry.fingerprintHigh())
                .fixed(entry.fingerprintLow())
                .toBytes();
    }

    private void put(Item item) {
        writer.begin().number(numberOf(item.reason())).text(item.origin());
        item.entry().write(writer, item.origin(), false);
        store.put(keys.deferred(item.entry().fingerprintHigh(), item.entry().fingerprintLow()), writer.toBytes());
    }

    private static Item read(byte[] value, long fingerprintHigh, long fingerprintLow) {
        var in = new ByteReader(value);
        SkipReason reason = reasonOf(in.smallNumber());
        String origin = in.text();
        UrlEntry entry = UrlEntry.read(in, origin).withFingerprint(fingerprintHigh, fingerprintLow);
        return new Item(reason, origin, entry);
    }

    private static int numberOf(SkipReason reason) {
        return switch (reason) {
            case SCOPE -> 0;
            case DEPTH -> 1;
            case NOFOLLOW -> 2;
            case TRAP -> 3;
            case NOT_DUE -> 4;
            default -> throw new IllegalArgumentException("a skip for this reason is final: " + reason);
        };
    }

    private static SkipReason reasonOf(int number) {
        return switch (number) {
            case 0 -> SkipReason.SCOPE;
            case 1 -> SkipReason.DEPTH;
            case 2 -> SkipReason.NOFOLLOW;
            case 3 -> SkipReason.TRAP;
            case 4 -> SkipReason.NOT_DUE;
            default -> throw new DamagedStoreException("no reason has number " + number);
        };
    }
}
