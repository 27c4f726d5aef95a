package ayatori.crawler.frontier;

import java.util.Arrays;

/**
 * Finds the number of a host by the hash of its origin: open addressing in flat arrays, 16 to 24 bytes a host. Origins whose
 * hashes are the same are told apart by the caller.
 */
final class HostIndex {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    static final int NONE = -1;

    /** Makes it impossible to prepare origins whose hashes are the same. */
    private final long seed;

    /** By host. */
    private long[] hashes = new long[16];

    /** A host's number plus one; 0 for an empty slot. At most half of them are used. */
    private int[] slots = new int[32];

    private int size;

    HostIndex(long seed) {
        this.seed = seed;
    }

    long hash(String origin) {
        long hash = seed;
        for (int i = 0; i < origin.length(); i++) {
            hash = (hash ^ origin.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    /** The first host with a hash; {@link #NONE} if there is none. */
    int first(long hash) {
        return find(hash, start(hash));
    }

    /** The next host with the same hash as one that was found. */
    int next(int host) {
        int slot = start(hashes[host]);
        while (slots[slot] != host + 1) {
            slot = following(slot);
        }
        return find(hashes[host], following(slot));
    }

    void add(int host, long hash) {
        if (host >= hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(host + 1, hashes.length + (hashes.length >> 1)));
        }
        hashes[host] = hash;
        if (++size * 2 > slots.length) {
            grow();
        }
        insert(host);
    }

    private int find(long hash, int from) {
        for (int slot = from; slots[slot] != 0; slot = following(slot)) {
            int host = slots[slot] - 1;
            if (hashes[host] == hash) {
                return host;
            }
        }
        return NONE;
    }

    private void insert(int host) {
        int slot = start(hashes[host]);
        while (slots[slot] != 0) {
            slot = following(slot);
        }
        slots[slot] = host + 1;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[2 * before.length];
        for (int entry : before) {
            if (entry != 0) {
                insert(entry - 1);
            }
        }
    }

    private int start(long hash) {
        return (int) (hash ^ hash >>> 29) & slots.length - 1;
    }

    private int following(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
