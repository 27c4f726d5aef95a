package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Skips of links that are final, and put on record at the end: a page may yet need one of these URLs as a requisite, and then
 * it is on record as that. Empty in a crawl without requisites.
 */
final class HeldSkips {
    /**
     * A skip.
     *
     * @param fingerprintHigh the first half of the URL's fingerprint as a page
     * @param fingerprintLow the second half
     * @param skip what is put on record
     */
    record Held(long fingerprintHigh, long fingerprintLow, Output.Skip skip) {}

    private final KeyValueStore store;
    private final StoredFifo list;
    private final ByteWriter writer = new ByteWriter();

    HeldSkips(KeyValueStore store, Keys keys) {
        this.store = store;
        list = new StoredFifo(store, keys, Keys.HELD_SKIPS);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    void add(UrlEntry entry, SkipReason reason) {
        writer.begin()
                .fixed(entry.fingerprintHigh())
                .fixed(entry.fingerprintLow())
                .string(reason.label())
                .string(entry.url());
        if (entry.referrer() != null) {
            writer.string(entry.referrer());
        }
        list.append(writer.toBytes());
    }

    /** Removes the first; null if there is none. */
    @Nullable Held poll() {
        byte[] value = list.poll();
        return value == null ? null : read(value);
    }

    /** Takes each of them; for the end of a crawl. */
    void forEach(Consumer<Held> receiver) {
        if (isEmpty()) {
            return;
        }
        try (KeyValueStore.Entries entries =
                store.scan(Keys.startOf(Keys.HELD_SKIPS), Keys.startOf(Keys.HELD_SKIPS + 1))) {
            while (entries.next()) {
                receiver.accept(read(entries.value()));
            }
        }
    }

    private static Held read(byte[] value) {
        var in = new ByteReader(value);
        long high = in.fixed();
        long low = in.fixed();
        SkipReason reason = reasonOf(in.string());
        return new Held(high, low, new Output.Skip(in.string(), reason, in.hasMore() ? in.string() : null));
    }

    /** The reason with a label. */
    static SkipReason reasonOf(String label) {
        for (SkipReason reason : SkipReason.values()) {
            if (reason.label().equals(label)) {
                return reason;
            }
        }
        throw new DamagedStoreException("no reason is " + label);
    }

    boolean isDirty() {
        return list.isDirty();
    }

    void write(ByteWriter out) {
        list.write(out);
    }

    void read(ByteReader in) {
        list.read(in);
    }
}
