package ayatori.crawler.frontier;

/**
 * One line of URLs of one host, first in, first out, as two pointers into the store.
 *
 * <p>A host has a lane for each depth, and one for each number of attempts that its URLs have behind them. The latter
 * open when their first URL is due; they have the lower numbers, so that what is due goes first.
 */
final class Lane {
    private static final int FIRST_DEPTH = 256;
    private static final int DEPTH_MAX = 0xFFFF - FIRST_DEPTH;

    /** Where a lane begins: far from either end of the numbers, since URLs are put back before the first one too. */
    private static final int FIRST_PLACE = 1 << 30;

    /** Orders the lanes of a host, and names this one in the keys of its entries. */
    final int number;

    /** The place of the first entry. */
    int head;

    /** One past the place of the last. */
    int tail;

    /** When the first entry may leave; 0 for any time. Read from that entry, and not stored with the lane. */
    long dueNanos;

    Lane(int number, int head, int tail) {
        this.number = number;
        this.head = head;
        this.tail = tail;
    }

    Lane(int number) {
        this(number, FIRST_PLACE, FIRST_PLACE);
    }

    static int forDepth(int depth) {
        return FIRST_DEPTH + Math.min(depth, DEPTH_MAX);
    }

    static int forAttempts(int attempts) {
        return Math.min(attempts, FIRST_DEPTH - 1);
    }

    boolean isForRetries() {
        return number < FIRST_DEPTH;
    }

    int size() {
        return tail - head;
    }
}
