package ayatori.export.format;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/** A set of URLs by fingerprints of 64 bits: 8 to 24 bytes a URL. */
final class UrlSet {
    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private long[] slots = new long[1 << 12];
    private int count;

    /** Adds a URL. False if it was there already. */
    boolean add(String url) {
        long hash = HASHER.hashCharsToLong(url);
        if (!put(slots, hash == 0 ? 1 : hash)) {
            return false;
        }
        if (++count > slots.length / 3 * 2) {
            long[] larger = new long[2 * slots.length];
            for (long slot : slots) {
                if (slot != 0) {
                    put(larger, slot);
                }
            }
            slots = larger;
        }
        return true;
    }

    private static boolean put(long[] slots, long hash) {
        int mask = slots.length - 1;
        for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
            if (slots[i] == hash) {
                return false;
            }
            if (slots[i] == 0) {
                slots[i] = hash;
                return true;
            }
        }
    }
}
