package ayatori.web.robots;

/**
 * The pairs of adjacent characters of a path, as a set of 12-bit hashes. A pattern that holds another pair does not match the
 * path.
 */
final class PathBigrams {
    private static final int HASH_BITS = 12;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;

    /** How many bigrams of a pattern are compared: as many as fit into a {@code long}. */
    private static final int COMPARED = Long.SIZE / HASH_BITS;

    /** What {@link #ofPattern} returns for a pattern without bigrams. */
    private static final long NONE = -1;

    private final long[] set = new long[1 << (HASH_BITS - 6)];

    private PathBigrams() {}

    static PathBigrams of(String path) {
        var bigrams = new PathBigrams();
        for (int i = 1; i < path.length(); i++) {
            int hash = hash(path, i);
            bigrams.set[hash >> 6] |= 1L << hash;
        }
        return bigrams;
    }

    /** The last {@value #COMPARED} bigrams between the {@code *}s of a pattern, packed as {@link #hasAll} takes them. */
    static long ofPattern(String pattern) {
        int end = pattern.endsWith("$") ? pattern.length() - 1 : pattern.length();
        long packed = 0;
        int count = 0;
        int last = 0;
        for (int i = end - 1; i > 0 && count < COMPARED; i--) {
            if (pattern.charAt(i) != '*' && pattern.charAt(i - 1) != '*') {
                last = hash(pattern, i);
                packed = (packed << HASH_BITS) | last;
                count++;
            }
        }
        if (count == 0) {
            return NONE;
        }
        for (; count < COMPARED; count++) {
            packed = (packed << HASH_BITS) | last;
        }
        return packed;
    }

    /** Whether the path has all bigrams of a pattern, or seems to. */
    boolean hasAll(long ofPattern) {
        if (ofPattern == NONE) {
            return true;
        }
        long rest = ofPattern;
        for (int i = 0; i < COMPARED; i++) {
            int hash = (int) rest & HASH_MASK;
            if ((set[hash >> 6] & (1L << hash)) == 0) {
                return false;
            }
            rest >>>= HASH_BITS;
        }
        return true;
    }

    private static int hash(String text, int second) {
        return (text.charAt(second - 1) * 67 + text.charAt(second)) & HASH_MASK;
    }
}
