package ayatori.crawler.frontier;

import org.jspecify.annotations.Nullable;

/**
 * A map from fingerprints of 60 bits to small numbers, its payloads, for a hundred million entries and more: five to seven
 * bytes each, mostly outside of the Java heap.
 *
 * <p>The first ten bits choose one of 1,024 {@linkplain SeenSegment segments}, which grow one by one. So the largest pause
 * is that of one segment: a millisecond or two at a hundred million entries.
 *
 * <p>Fingerprints must be random. Two of them are the same entry only if all 60 bits agree: with n entries, a new one is
 * taken for one of them with a probability of n / 2^60.
 */
public final class SeenTable implements AutoCloseable {
    /** How many bits a fingerprint has. */
    public static final int FINGERPRINT_BITS = 60;

    static final int SEGMENTS = 1024;
    private static final int SEGMENT_BITS = 10;
    private static final long REST_MASK = (1L << SeenSegment.REST_BITS) - 1;

    static {
        assert SEGMENTS == 1 << SEGMENT_BITS && FINGERPRINT_BITS == SEGMENT_BITS + SeenSegment.REST_BITS;
    }

    private final int payloadBits;

    /** Null where there is no entry yet. */
    private final @Nullable SeenSegment[] segments = new SeenSegment[SEGMENTS];

    /**
     * An empty table.
     *
     * @param payloadBits how many bits a payload has, 1 to 14
     */
    public SeenTable(int payloadBits) {
        this.payloadBits = payloadBits;
    }

    /** The segment of a fingerprint. */
    static int segmentOf(long fingerprint) {
        return (int) (fingerprint >>> SeenSegment.REST_BITS);
    }

    int payloadBits() {
        return payloadBits;
    }

    /** The payload of a fingerprint; 0 if there is none. */
    public int get(long fingerprint) {
        SeenSegment segment = segments[segmentOf(fingerprint)];
        return segment == null ? 0 : segment.get(fingerprint & REST_MASK);
    }

    /** Stores a payload, which is not 0. */
    public void put(long fingerprint, int payload) {
        int i = segmentOf(fingerprint);
        SeenSegment segment = segments[i];
        if (segment == null) {
            segment = SeenSegment.empty(payloadBits);
            segments[i] = segment;
        }
        while (!segment.put(fingerprint & REST_MASK, payload)) {
            SeenSegment bigger = segment.grown();
            segment.close();
            segment = bigger;
            segments[i] = segment;
        }
    }

    /** How many entries it has. */
    public long size() {
        long size = 0;
        for (SeenSegment segment : segments) {
            size += segment == null ? 0 : segment.size();
        }
        return size;
    }

    /** The bytes that it takes of the Java heap. */
    public long heapBytes() {
        long bytes = 0;
        for (SeenSegment segment : segments) {
            bytes += segment == null ? 0 : segment.heapBytes();
        }
        return bytes;
    }

    /** The bytes that it takes outside of the Java heap. */
    public long nativeBytes() {
        long bytes = 0;
        for (SeenSegment segment : segments) {
            bytes += segment == null ? 0 : segment.nativeBytes();
        }
        return bytes;
    }

    /** A segment; null if it has no entry. */
    @Nullable SeenSegment segment(int index) {
        return segments[index];
    }

    /** Replaces a segment, which is empty. */
    void segment(int index, SeenSegment segment) {
        segments[index] = segment;
    }

    /** Frees the memory outside of the heap. */
    @Override
    public void close() {
        for (SeenSegment segment : segments) {
            if (segment != null) {
                segment.close();
            }
        }
    }
}
