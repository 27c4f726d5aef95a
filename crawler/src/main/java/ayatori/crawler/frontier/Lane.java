package ayatori.crawler.frontier;

/**
 * One line of URLs of one host, first in, first out, as two pointers into the store.
 *
 * <p>A host has a lane for each depth, and one for each number of attempts that its URLs have behind them. A lane of the
 * second kind opens when its first URL is due; those lanes have the lower numbers, so that retries that are due go first.
 */
final class Lane {
    private static final int FIRST_DEPTH = 256;
    private static final int DEPTH_MAX = 0xFFFF - FIRST_DEPTH;

    /** Where a lane begins: far from either end of the {@code int}s, since URLs are put back in front of it too. */
    private static final int FIRST_PLACE = 1 << 30;

    private final int number;

    /** The place of the first entry. */
    private int head;

    /** One past the place of the last. */
    private int tail;

    /** When the first entry may leave; 0 for any time. Read from that entry, and not stored with the lane. */
    private long dueNanos;

    Lane(int number) {
        this(number, FIRST_PLACE, FIRST_PLACE);
    }

    private Lane(int number, int head, int tail) {
        this.number = number;
        this.head = head;
        this.tail = tail;
    }

    static int forDepth(int depth) {
        return FIRST_DEPTH + Math.min(depth, DEPTH_MAX);
    }

    static int forAttempts(int attempts) {
        return Math.min(attempts, FIRST_DEPTH - 1);
    }

    /** Orders the lanes of a host, and names this one in the keys of its entries. */
    int number() {
        return number;
    }

    int size() {
        return tail - head;
    }

    long dueNanos() {
        return dueNanos;
    }

    boolean isForRetries() {
        return number < FIRST_DEPTH;
    }

    /** The place of the first entry. */
    int first() {
        return head;
    }

    /** An entry goes in behind the others; returns its place. */
    int append(long dueOfEntry) {
        if (size() == 0) {
            dueNanos = dueOfEntry;
        }
        return tail++;
    }

    /** An entry goes back in front of the others; returns its place. */
    int putBack() {
        return --head;
    }

    void firstTaken() {
        head++;
    }

    void firstIsDueAt(long timeNanos) {
        dueNanos = timeNanos;
    }

    void write(ByteWriter out) {
        out.number(number).number(head).number(tail);
    }

    static Lane read(ByteReader in) {
        return new Lane(in.smallNumber(), in.smallNumber(), in.smallNumber());
    }
}
