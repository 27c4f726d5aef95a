package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What the whole crawl has come to, against its limits; how often its frontier was opened; and the pointers of what is kept
 * in lists. One record, written at most once in a step.
 */
final class Totals {
    private static final int FORMAT = 6;

    /** The format of a crawl with requisites: programs that know of none refuse it. */
    private static final int REQUISITES_FORMAT = 7;

    private final KeyValueStore store;
    private final FrontierOptions.Extent limits;
    private final Depths depths;
    private final Deferred deferred;
    private final HeldSkips heldSkips;
    private boolean hasRequisites;

    /** How many pages may be answered. */
    private long pagesMax;

    private final ByteWriter writer = new ByteWriter();
    private long incarnation;
    private long pagesAnswered;
    private long bytesReceived;

    /** Seeds, and what they redirect to, that wait or are under way. */
    private long openSeeds;

    /** Requisites that wait or are under way. */
    private long openRequisites;

    private boolean isDirty;

    Totals(KeyValueStore store, FrontierOptions options, Depths depths, Deferred deferred, HeldSkips heldSkips) {
        this.store = store;
        this.limits = options.extent();
        this.pagesMax = limits.pagesMax();
        this.depths = depths;
        this.deferred = deferred;
        this.heldSkips = heldSkips;
        this.hasRequisites = options.hasRequisites();
    }

    /**
     * Reads the record, if there is one, and begins a new incarnation. Its number is at least the time: were it only one
     * more than the last, a restart that lost the last number uncommitted would use it again.
     */
    void open(long nowNanos) {
        byte[] record = store.get(Keys.totals());
        if (record != null) {
            var in = new ByteReader(record);
            int format = in.smallNumber();
            if (format != FORMAT && format != REQUISITES_FORMAT) {
                throw new OtherVersionException("this crawl was written by another version of Ayatori (its format is "
                        + format + ", this version's is " + REQUISITES_FORMAT + "); resume it with that version");
            }
            incarnation = in.number();
            pagesAnswered = in.number();
            bytesReceived = in.number();
            openSeeds = in.number();
            deferred.read(in);
            depths.read(in);
            if (format == REQUISITES_FORMAT) {
                hasRequisites = true;
                openRequisites = in.number();
                heldSkips.read(in);
            }
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

    /** Whether a seed may yet redirect, and widen the scope. */
    boolean hasOpenSeeds() {
        return openSeeds > 0;
    }

    void seedOpened() {
        openSeeds++;
        isDirty = true;
    }

    void seedEnded() {
        openSeeds--;
        isDirty = true;
    }

    /** Requisites that wait or are under way. */
    long openRequisites() {
        return openRequisites;
    }

    void requisiteOpened() {
        openRequisites++;
        isDirty = true;
    }

    void requisiteEnded() {
        openRequisites--;
        isDirty = true;
    }

    /** How many pages may be answered. */
    long pagesMax() {
        return pagesMax;
    }

    /** Sets how many pages may be answered: for a frontier that has a part of a crawl. */
    void pagesMax(long max) {
        pagesMax = max;
    }

    /** The limit that has been reached, or null. Requisites are still requested when enough pages were answered. */
    @Nullable Limit limitReached(long nowNanos) {
        if (pagesAnswered >= pagesMax && openRequisites == 0) {
            return Limit.PAGES;
        }
        if (bytesReceived >= limits.bytesMax()) {
            return Limit.BYTES;
        }
        return nowNanos >= limits.deadlineNanos() ? Limit.TIME : null;
    }

    void flush() {
        if (isDirty || deferred.isDirty() || depths.isDirty() || heldSkips.isDirty()) {
            isDirty = false;
            writer.begin()
                    .number(hasRequisites ? REQUISITES_FORMAT : FORMAT)
                    .number(incarnation)
                    .number(pagesAnswered)
                    .number(bytesReceived)
                    .number(openSeeds);
            deferred.write(writer);
            depths.write(writer);
            if (hasRequisites) {
                writer.number(openRequisites);
                heldSkips.write(writer);
            }
            store.put(Keys.totals(), writer.toBytes());
        }
    }
}
