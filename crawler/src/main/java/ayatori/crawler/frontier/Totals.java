package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What the whole crawl has come to, against its limits; and how often its frontier was opened. */
final class Totals {
    private static final int FORMAT = 1;

    private final KeyValueStore store;
    private final FrontierOptions options;
    private final ByteWriter writer;
    private long incarnation;
    private long pagesAnswered;
    private long bytesReceived;
    private boolean isDirty;

    Totals(KeyValueStore store, FrontierOptions options, ByteWriter writer) {
        this.store = store;
        this.options = options;
        this.writer = writer;
    }

    /**
     * Reads the totals, if there are any, and begins a new incarnation. Its number is at least the time: were it only
     * one more than the last, a restart that lost the last number uncommitted would use it again.
     */
    void open(long nowNanos) {
        byte[] record = store.get(Keys.totals());
        if (record != null) {
            var in = new ByteReader(record);
            int format = in.smallNumber();
            if (format != FORMAT) {
                throw new IllegalStateException("this crawl was written by another version of Ayatori (its format is "
                        + format + ", this version's is " + FORMAT + "); resume it with that version");
            }
            incarnation = in.number();
            pagesAnswered = in.number();
            bytesReceived = in.number();
        }
        incarnation = Math.max(incarnation + 1, nowNanos);
        isDirty = true;
    }

    long incarnation() {
        return incarnation;
    }

    long pagesAnswered() {
        return pagesAnswered;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    void received(long bytes) {
        bytesReceived += bytes;
        isDirty = true;
    }

    void answered() {
        pagesAnswered++;
        isDirty = true;
    }

    /** The limit that has been reached, or null. */
    @Nullable Limit limitReached(long nowNanos) {
        if (pagesAnswered >= options.extent().pagesMax()) {
            return Limit.PAGES;
        }
        if (bytesReceived >= options.extent().bytesMax()) {
            return Limit.BYTES;
        }
        return nowNanos >= options.extent().deadlineNanos() ? Limit.TIME : null;
    }

    void flush() {
        if (isDirty) {
            isDirty = false;
            writer.begin()
                    .number(FORMAT)
                    .number(incarnation)
                    .number(pagesAnswered)
                    .number(bytesReceived);
            store.put(Keys.totals(), writer.toBytes());
        }
    }
}
