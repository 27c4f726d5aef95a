package ayatori.web.html;

import java.util.Arrays;

/** The links of one page: ranges of the input, or of {@link #decoded} where a value was decoded. */
final class Links {
    /** The bytes of all decoded links of a page together. Decoding makes up to three bytes of one. */
    static final int DECODED_BYTES_MAX = 8 << 20;

    private final int countMax;

    private int count;
    private boolean truncated;
    private LinkKind[] kinds = new LinkKind[256];
    private int[] rels = new int[256];
    private int[] starts = new int[256];
    private int[] lengths = new int[256];
    private boolean[] inDecoded = new boolean[256];
    private final Utf8Buffer decoded = new Utf8Buffer();

    Links(int countMax) {
        this.countMax = countMax;
    }

    void clear() {
        count = 0;
        truncated = false;
        decoded.clear();
    }

    int count() {
        return count;
    }

    /** Whether there were more links than are kept. */
    boolean isTruncated() {
        return truncated;
    }

    LinkKind kind(int index) {
        return kinds[index];
    }

    /** A set of {@link LinkRel#bit}s. */
    int rel(int index) {
        return rels[index];
    }

    boolean isDecoded(int index) {
        return inDecoded[index];
    }

    /** Holds the links that {@link #isDecoded}. */
    byte[] decoded() {
        return decoded.bytes();
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Adds a link that is a range of the input. */
    void add(LinkKind kind, int rel, int start, int end) {
        if (count == countMax) {
            truncated = true;
            return;
        }
        if (count == starts.length) {
            grow();
        }
        kinds[count] = kind;
        rels[count] = rel;
        starts[count] = start;
        lengths[count] = end - start;
        inDecoded[count] = false;
        count++;
    }

    /** Adds a link that is a range of another array, by copying it. */
    void addCopy(LinkKind kind, int rel, byte[] bytes, int start, int end) {
        if (count == countMax || end - start > DECODED_BYTES_MAX - decoded.length()) {
            truncated = true;
            return;
        }
        int copy = decoded.length();
        decoded.append(bytes, start, end);
        add(kind, rel, copy, decoded.length());
        inDecoded[count - 1] = true;
    }

    private void grow() {
        int capacity = Math.min(countMax, count * 2);
        kinds = Arrays.copyOf(kinds, capacity);
        rels = Arrays.copyOf(rels, capacity);
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        inDecoded = Arrays.copyOf(inDecoded, capacity);
    }
}
