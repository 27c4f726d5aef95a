package ayatori.text;

/**
 * A fingerprint of 64 bits that differs in few bits for texts that differ in few words: Charikar's SimHash over shingles of
 * three words.
 */
public final class SimHash {
    private static final int BITS = 64;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private SimHash() {}

    /**
     * The fingerprint of a text. White space, punctuation and case do not count.
     *
     * @param text any text
     * @return the fingerprint; 0 for a text without words
     */
    public static long of(String text) {
        int[] votes = new int[BITS];
        long before = 0;
        long last = 0;
        int words = 0;
        int at = 0;
        while (at < text.length()) {
            long word = FNV_OFFSET;
            int start = at;
            while (at < text.length() && Character.isLetterOrDigit(text.codePointAt(at))) {
                int letter = text.codePointAt(at);
                word = (word ^ Character.toLowerCase(letter)) * FNV_PRIME;
                at += Character.charCount(letter);
            }
            if (at == start) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            words++;
            vote(votes, mix(mix(mix(before) + last) + word));
            before = last;
            last = word;
        }
        long hash = 0;
        for (int bit = 0; bit < BITS && words > 0; bit++) {
            if (votes[bit] > 0) {
                hash |= 1L << bit;
            }
        }
        return hash;
    }

    /**
     * In how many bits two fingerprints differ.
     *
     * @param one a fingerprint
     * @param other another
     * @return the Hamming distance, from 0 to 64
     */
    public static int distance(long one, long other) {
        return Long.bitCount(one ^ other);
    }

    private static void vote(int[] votes, long hash) {
        for (int bit = 0; bit < BITS; bit++) {
            votes[bit] += (int) ((hash >>> bit) & 1) * 2 - 1;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
