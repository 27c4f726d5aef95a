package ayatori.crawler.frontier;

/**
 * One line of URLs of one host, first in, first out, as two pointers into the store.
 *
 * <p>A host has a lane for each {@link Priority} and depth, and one for each number of attempts that its URLs have behind
 * them. A lane of the second kind opens when its first URL is due; those lanes have the lower numbers, so that retries that
 * are due go first. Requisites have lanes of their own, for fresh ones and for retries, so that they can be requested where no
 * page may be. Then the numbers ascend with falling priority, and within one priority with depth.
 */
final class Lane {
    /** The lane of requisites that were not requested yet. The numbers behind it are for their retries. */
    static final int REQUISITES = 128;

    /** The first number that is for neither retries nor requisites. */
    private static final int FIRST = 256;

    /** How many depths of one priority have a lane of their own; further ones share the last. A number takes two bytes. */
    private static final int DEPTHS = (0x10000 - FIRST) / (Priority.TENTHS_MAX + 1);

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

    /**
     * The number of the lane for URLs that were not requested yet.
     *
     * @param priority in tenths
     */
    static int of(int priority, int depth) {
        return FIRST + (Priority.TENTHS_MAX - priority) * DEPTHS + Math.min(depth, DEPTHS - 1);
    }

    /** The number of the lane for URLs with so many attempts behind them. */
    static int forAttempts(int attempts, boolean isRequisite) {
        int number = Math.min(attempts, REQUISITES - 1);
        return isRequisite ? REQUISITES + number : number;
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
        return isForRetries(number);
    }

    static boolean isForRetries(int number) {
        return number < FIRST && number != REQUISITES;
    }

    boolean isForRequisites() {
        return number >= REQUISITES && number < FIRST;
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
