package ayatori.crawler.frontier;

import ayatori.crawler.store.KeyValueStore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link SeenTable} in the store, by a log and by images.
 *
 * <p><b>Log.</b> Each {@link #save} puts one record with the entries that have changed since the one before; the last entry
 * of a fingerprint counts. Records are numbered.
 *
 * <p><b>Images.</b> A log alone would grow without end, and reading it would take longer and longer. So each save also writes images of
 * some segments, those with the oldest images first: eight bytes of images for each byte of the log. An image has the
 * number of the first record that it does not cover. Records that all images cover are deleted. So the log is never longer than an eighth
 * of the table, and no save has much more to do than its own share.
 *
 * <p>{@link #open} reads the images, and then of each record the entries that their segment's image does not cover.
 * Log and images are in the same commit, so this holds at each of them. No other record says how far the images are.
 *
 * <pre>
 * log record   {@link #VERSION}, bits of a payload, salt(8); for each entry
 *              fingerprint * 16 + low 3 bits of its payload (8); with more than 3 bits, also the others
 * image        {@link #VERSION}, bits of a payload, salt(8), first record not covered (8), q, entries, slots
 * </pre>
 */
final class SeenJournal {
    private static final int VERSION = 1;

    /** Bytes of images for each byte of the log. */
    private static final int IMAGE_SHARE = 8;

    /** If there are more records than this, each counts as {@link #RECORD_BYTES_MIN} at least: they must not pile up. */
    private static final int RECORDS_MAX = 4096;

    private static final int RECORD_BYTES_MIN = 2048;

    /** An image counts as so many bytes at least, so that a save does not write very many small ones. */
    private static final int IMAGE_BYTES_MIN = 512;

    /** Without images, the log may be so long; that is quicker to read than all images, and spares small crawls them. */
    private static final int LOG_BYTES_MAX = 1 << 10;

    private static final int LOW_BITS = 3;
    private static final int LOW_SHIFT = Long.SIZE - SeenTable.FINGERPRINT_BITS;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;

    private final KeyValueStore store;
    private final Keys keys;
    private final SeenTable table;
    private final boolean hasHighBits;
    private final ByteWriter entries = new ByteWriter();

    /** The numbers of the oldest record that is stored, and of the next one. */
    private long first;

    private long next;

    /** For each segment, the first record that its image does not cover; 0 without an image. */
    private final long[] covered = new long[SeenTable.SEGMENTS];

    /** How many bytes the log had before there were images. */
    private long logBytes;

    /** How many bytes of images are to be written; negative after more. */
    private long imageBytesDue;

    SeenJournal(KeyValueStore store, Keys keys, SeenTable table) {
        this.store = store;
        this.keys = keys;
        this.table = table;
        hasHighBits = table.payloadBits() > LOW_BITS;
        entries.begin();
    }

    /** Notes a changed entry. */
    void changed(long fingerprint, int payload) {
        entries.fixed((fingerprint << LOW_SHIFT) | (payload & LOW_MASK));
        if (hasHighBits) {
            entries.number(payload >>> LOW_BITS);
        }
    }

    /** Puts what has changed since the last call into the store, and some images. */
    void save(long salt) {
        if (entries.length() == 0) {
            return;
        }
        byte[] record = header(salt, entries.length()).append(entries).toBytes();
        store.put(keys.seenLog(next), record);
        next++;
        entries.begin();
        saveImages(salt, record.length);
        deleteCovered();
    }

    private void saveImages(long salt, int recordBytes) {
        if (logBytes < LOG_BYTES_MAX) {
            logBytes += recordBytes;
            return;
        }
        int bytes = next - first > RECORDS_MAX ? Math.max(recordBytes, RECORD_BYTES_MIN) : recordBytes;
        imageBytesDue += (long) IMAGE_SHARE * bytes;
        for (int i = 0; i < SeenTable.SEGMENTS && imageBytesDue > 0; i++) {
            int segment = oldestImage();
            byte[] image = image(segment, salt);
            store.put(keys.seenImage(segment), image);
            covered[segment] = next;
            imageBytesDue -= Math.max(image.length, IMAGE_BYTES_MIN);
        }
        imageBytesDue = Math.min(imageBytesDue, 0);
    }

    private void deleteCovered() {
        for (long end = covered[oldestImage()]; first < end; first++) {
            store.delete(keys.seenLog(first));
        }
    }

    private int oldestImage() {
        int oldest = 0;
        for (int i = 1; i < covered.length; i++) {
            if (covered[i] < covered[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    private byte[] image(int index, long salt) {
        SeenSegment segment = table.segment(index);
        int slotBytes = segment == null ? 0 : segment.imageBytes();
        byte[] head = header(salt, 0)
                .fixed(next)
                .number(segment == null ? 0 : segment.q())
                .number(segment == null ? 0 : segment.size())
                .toBytes();
        byte[] image = Arrays.copyOf(head, head.length + slotBytes);
        if (segment != null) {
            segment.writeImage(image, head.length);
        }
        return image;
    }

    private ByteWriter header(long salt, int moreBytes) {
        return new ByteWriter(64 + moreBytes)
                .number(VERSION)
                .number(table.payloadBits())
                .fixed(salt);
    }

    // ---- opening

    /**
     * Fills the table from the store.
     *
     * @return the salt of its fingerprints; null if nothing is stored
     */
    @Nullable Long open() {
        try {
            Long salt = readImages();
            Long logSalt = readLog();
            if (salt != null && logSalt != null && !salt.equals(logSalt)) {
                throw SeenSegment.damaged();
            }
            return salt == null ? logSalt : salt;
        } catch (IndexOutOfBoundsException e) {
            throw new DamagedStoreException("the known URLs cannot be read", e);
        }
    }

    private @Nullable Long readImages() {
        Long salt = null;
        try (KeyValueStore.Entries images =
                store.scan(Keys.startOf(Keys.SEEN_IMAGE), Keys.startOf(Keys.SEEN_IMAGE + 1))) {
            while (images.next()) {
                int index = Keys.segmentOf(images.key());
                byte[] image = images.value();
                logBytes = LOG_BYTES_MAX;
                var in = new ByteReader(image);
                salt = readHeader(in, salt);
                covered[index] = in.fixed();
                next = Math.max(next, covered[index]);
                int q = in.smallNumber();
                int size = in.smallNumber();
                if (q != 0) {
                    table.segment(index, SeenSegment.read(q, table.payloadBits(), size, image, in.position()));
                }
            }
        }
        return salt;
    }

    private @Nullable Long readLog() {
        Long salt = null;
        first = next;
        try (KeyValueStore.Entries records = store.scan(Keys.startOf(Keys.SEEN_LOG), Keys.startOf(Keys.SEEN_LOG + 1))) {
            while (records.next()) {
                long number = Keys.numberOf(records.key());
                first = Math.min(first, number);
                next = Math.max(next, number + 1);
                byte[] record = records.value();
                logBytes += record.length;
                var in = new ByteReader(record);
                salt = readHeader(in, salt);
                while (in.hasMore()) {
                    long entry = in.fixed();
                    long fingerprint = entry >>> LOW_SHIFT;
                    int payload = ((int) entry & LOW_MASK) | (hasHighBits ? in.smallNumber() << LOW_BITS : 0);
                    if (number >= covered[SeenTable.segmentOf(fingerprint)]) {
                        table.put(fingerprint, payload);
                    }
                }
            }
        }
        return salt;
    }

    private Long readHeader(ByteReader in, @Nullable Long knownSalt) {
        int version = in.smallNumber();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "the known URLs were written by another version of Ayatori (their format is " + version
                            + ", this version's is " + VERSION + "); resume the crawl with that version");
        }
        if (in.smallNumber() != table.payloadBits()) {
            throw new IllegalStateException("the limit of depth is not the one with which the crawl began");
        }
        long salt = in.fixed();
        if (knownSalt != null && knownSalt != salt) {
            throw SeenSegment.damaged();
        }
        return salt;
    }
}
