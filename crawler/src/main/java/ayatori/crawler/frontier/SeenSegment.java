package ayatori.crawler.frontier;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a {@link SeenTable}: an open-addressing table of 2^q slots whose entries are sorted.
 *
 * <p><b>Slots.</b> An entry's <i>home</i> is the slot that the first q of its 50 bits name. It lies there or up to {@value
 * #REACH_MAX} slots behind, at its <i>displacement</i>, and entries lie in ascending order, with gaps (linear probing in
 * Robin Hood order, Celis 1986). A slot has, from its high bits to its low ones:
 *
 * <pre>
 * home       the 5 low bits of its entry's home; with the slot's index they give the home
 * remainder  50 - q bits
 * payload    never 0; a slot that is 0 is empty
 * </pre>
 *
 * <p>So a slot has 55 - q + payload bits, in as many bytes as those need, little-endian. The more slots, the narrower they
 * are: 7 bytes in the smallest segment with a payload of 2 bits, 5 bytes with 2^17 slots. A home and the remainder in one
 * slot are the low bits of the fingerprint, as they are.
 *
 * <p><b>Growth.</b> A segment that is three quarters full is {@linkplain #grown copied} into one of twice the slots, from the
 * first entry to the last. Their order stays. The same happens in the rare case that an entry would be displaced by more than
 * {@value #REACH_MAX}: with random fingerprints, once in 10^7 entries of a full segment. Some slots follow the last home,
 * so that nothing wraps around; the last of them is always empty.
 *
 * <p><b>Memory.</b> Segments of less than 2^{@value #NATIVE_Q_MIN} slots lie in the Java heap, so that a small crawl needs
 * nothing else. Larger ones lie outside of it and are freed explicitly. Both are read as a {@link ByteBuffer}, which C1
 * compiles better than it does the {@code VarHandle} of a memory segment.
 */
final class SeenSegment implements AutoCloseable {
    /** The bits of a fingerprint that a segment sees. */
    static final int REST_BITS = 50;

    /** 2^q slots in the smallest segment: with fewer, the 5 bits of a home would not be part of the fingerprint. */
    static final int Q_MIN = 5;

    /** The widest payload, so that a slot of the smallest segment fits 64 bits. */
    static final int PAYLOAD_BITS_MAX = 14;

    /** More slots would be more than a buffer can have. */
    private static final int Q_MAX = 28;

    /** Segments of 2^q slots and more lie outside of the Java heap. */
    private static final int NATIVE_Q_MIN = 10;

    /** About what it takes of the heap besides its slots. */
    private static final long OBJECT_BYTES = 200;

    private static final int HOME_BITS = 5;
    private static final int REACH_MAX = (1 << HOME_BITS) - 1;

    /** If entries have no room although so few of the slots are taken, one of {@value}, their fingerprints are not random. */
    private static final int SPARSE = 64;

    private final int q;
    private final int payloadBits;
    private final int payloadMask;

    private final int remainderBits;
    private final long remainderMask;

    /** One home in a key: its lowest bit. */
    private final long oneHome;

    /** Of a key: home and remainder. */
    private final long keyMask;

    private final int slotBytes;
    private final long slotMask;

    /** One slot more than can be taken, and as much as a slot lacks of the eight bytes in which it is read. */
    private final ByteBuffer memory;

    /** What frees the memory; null if it lies in the heap. */
    private final @Nullable Arena arena;

    private int size;

    /** Where the next entry that is appended may go at the earliest. */
    private int appendAt;

    @SuppressWarnings("MustBeClosedChecker") // the segment closes it
    private SeenSegment(int q, int payloadBits) {
        if (q > Q_MAX) {
            throw new IllegalStateException("a part of the table of known URLs has too many entries");
        }
        this.q = q;
        this.payloadBits = payloadBits;
        payloadMask = (1 << payloadBits) - 1;
        remainderBits = REST_BITS - q;
        oneHome = 1L << remainderBits;
        remainderMask = oneHome - 1;
        keyMask = (oneHome << HOME_BITS) - 1;
        slotBytes = slotBytes(q, payloadBits);
        slotMask = -1L >>> (Long.SIZE - slotBytes * Byte.SIZE);
        int bytes = slots() * slotBytes + Long.BYTES;
        arena = q < NATIVE_Q_MIN ? null : Arena.ofShared();
        memory = (arena == null
                        ? ByteBuffer.allocate(bytes)
                        : arena.allocate(bytes).asByteBuffer())
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    static SeenSegment empty(int payloadBits) {
        return new SeenSegment(Q_MIN, payloadBits);
    }

    static int slotBytes(int q, int payloadBits) {
        return (HOME_BITS + REST_BITS - q + payloadBits + Byte.SIZE - 1) / Byte.SIZE;
    }

    int size() {
        return size;
    }

    int q() {
        return q;
    }

    private int slots() {
        return (1 << q) + REACH_MAX + 1;
    }

    long heapBytes() {
        return OBJECT_BYTES + (arena == null ? memory.capacity() : 0);
    }

    long nativeBytes() {
        return arena == null ? 0 : memory.capacity();
    }

    /**
     * The payload of an entry; 0 if there is none.
     *
     * <p>An entry at or behind its home is compared by its distance from the lowest home that an entry of this slot can have:
     * that is one number, whose order is the order of entries.
     */
    int get(long rest) {
        int home = (int) (rest >>> remainderBits);
        long base = ((long) home - REACH_MAX) * oneHome;
        long target = rest - base;
        for (int at = home * slotBytes; ; at += slotBytes) {
            long slot = memory.getLong(at) & slotMask;
            long found = ((slot >>> payloadBits) - base) & keyMask;
            if (found >= target || slot == 0) {
                return found == target ? (int) slot & payloadMask : 0;
            }
            base += oneHome;
            target -= oneHome;
        }
    }

    /** Stores a payload. False, and nothing is done, if an entry that is new has no room. */
    boolean put(long rest, int payload) {
        int home = (int) (rest >>> remainderBits);
        long base = ((long) home - REACH_MAX) * oneHome;
        long target = rest - base;
        int index = home;
        long slot;
        while (true) {
            slot = slot(index);
            long found = ((slot >>> payloadBits) - base) & keyMask;
            if (slot == 0 || found > target) {
                break;
            }
            if (found == target) {
                write(index, (slot & ~(long) payloadMask) | payload);
                return true;
            }
            index++;
            base += oneHome;
            target -= oneHome;
        }
        if (isFull() || index - home > REACH_MAX) {
            return false;
        }
        int end = index;
        while (slot != 0) {
            if (displacement(end, slot) == REACH_MAX) {
                return false;
            }
            slot = slot(++end);
        }
        int from = index * slotBytes;
        if (end > index) {
            memory.put(from + slotBytes, memory, from, (end - index) * slotBytes);
        }
        write(index, ((rest & keyMask) << payloadBits) | payload);
        size++;
        return true;
    }

    private boolean isFull() {
        return size >= 3 << (q - 2);
    }

    /** A copy with more slots. */
    SeenSegment grown() {
        for (int bigger = q + 1; size >= (1L << bigger) / SPARSE; bigger++) {
            var copy = new SeenSegment(bigger, payloadBits);
            if (copyTo(copy)) {
                return copy;
            }
            copy.close();
        }
        throw new IllegalStateException("the fingerprints of URLs are not random");
    }

    private boolean copyTo(SeenSegment copy) {
        int slots = slots();
        for (int i = 0; i < slots; i++) {
            long slot = slot(i);
            if (slot != 0) {
                int home = i - displacement(i, slot);
                long rest = home * oneHome | ((slot >>> payloadBits) & remainderMask);
                if (!copy.append(rest, (int) slot & payloadMask)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Stores an entry behind all others; false if it cannot be so far from its home. */
    private boolean append(long rest, int payload) {
        int home = (int) (rest >>> remainderBits);
        int index = Math.max(appendAt, home);
        if (index - home > REACH_MAX) {
            return false;
        }
        memory.putLong(index * slotBytes, ((rest & keyMask) << payloadBits) | payload);
        appendAt = index + 1;
        size++;
        return true;
    }

    private int displacement(int index, long slot) {
        return (index - (int) (slot >>> (payloadBits + remainderBits))) & REACH_MAX;
    }

    private long slot(int index) {
        return memory.getLong(index * slotBytes) & slotMask;
    }

    private void write(int index, long slot) {
        int at = index * slotBytes;
        memory.putLong(at, (memory.getLong(at) & ~slotMask) | slot);
    }

    // ---- images

    /** How many bytes its slots take. */
    int imageBytes() {
        return slots() * slotBytes;
    }

    /** Writes its slots as they are. */
    void writeImage(byte[] target, int at) {
        memory.get(0, target, at, imageBytes());
    }

    /**
     * A segment from its slots.
     *
     * @throws IllegalStateException if there are not as many bytes as its slots take
     */
    static SeenSegment read(int q, int payloadBits, int size, byte[] image, int at) {
        if (q < Q_MIN || q > Q_MAX || size < 0) {
            throw damaged();
        }
        var segment = new SeenSegment(q, payloadBits);
        if (segment.imageBytes() != image.length - at) {
            segment.close();
            throw damaged();
        }
        segment.memory.put(0, image, at, image.length - at);
        segment.size = size;
        return segment;
    }

    static DamagedStoreException damaged() {
        return new DamagedStoreException("the known URLs cannot be read");
    }

    /** Frees the memory outside of the heap. */
    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
