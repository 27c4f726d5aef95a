package ayatori.text;

import java.util.Arrays;

/**
 * Finds fingerprints within a Hamming distance of each other.
 *
 * <p>Two fingerprints of 64 bits that differ in at most {@code d} bits agree in at least one of {@code d + 1} blocks of bits.
 * So for each block the fingerprints are sorted by it, and only those with the same block are compared. With random
 * fingerprints and a distance of 3 a block has 16 bits, and 10⁵ fingerprints need some 3·10⁵ comparisons.
 */
public final class NearDuplicates {
    /** The greatest distance that can be asked for. Beyond it, blocks are too short to select by. */
    public static final int DISTANCE_MAX = 7;

    private static final int GROUP_MAX = 2_000;

    private NearDuplicates() {}

    /**
     * Gives each fingerprint the index of the first one that it is near to, directly or by way of others.
     *
     * <p>Fingerprints that are equal are always found. Of more than 2,000 different ones that agree in a block, each is compared
     * with the 2,000 before it, so the cost is bounded for hostile input too.
     *
     * @param hashes the fingerprints
     * @param distance in how many bits near ones may differ, 0 to {@value #DISTANCE_MAX}
     * @return for each fingerprint, the smallest index in its group; its own if it is alone or the first
     */
    public static int[] groups(long[] hashes, int distance) {
        if (distance < 0 || distance > DISTANCE_MAX) {
            throw new IllegalArgumentException("distance " + distance + " is not within 0 to " + DISTANCE_MAX);
        }
        int[] group = new int[hashes.length];
        Arrays.setAll(group, index -> index);
        Integer[] order = new Integer[hashes.length];
        Arrays.setAll(order, index -> index);
        Arrays.sort(order, (one, other) -> Long.compareUnsigned(hashes[one], hashes[other]));
        for (int at = 1; at < order.length; at++) {
            if (hashes[order[at]] == hashes[order[at - 1]]) {
                join(group, order[at], order[at - 1]);
            }
        }
        Integer[] different =
                Arrays.stream(order).filter(index -> group[index] == index).toArray(Integer[]::new);
        int blocks = distance + 1;
        for (int block = 0; block < blocks && distance > 0; block++) {
            int from = 64 * block / blocks;
            int to = 64 * (block + 1) / blocks;
            long mask = (to - from == 64 ? -1L : (1L << (to - from)) - 1) << from;
            Arrays.sort(different, (one, other) -> Long.compareUnsigned(hashes[one] & mask, hashes[other] & mask));
            compare(hashes, different, mask, distance, group);
        }
        for (int index = 0; index < group.length; index++) {
            group[index] = find(group, index);
        }
        return group;
    }

    private static void compare(long[] hashes, Integer[] order, long mask, int distance, int[] group) {
        int start = 0;
        for (int at = 1; at < order.length; at++) {
            if ((hashes[order[at]] & mask) != (hashes[order[start]] & mask)) {
                start = at;
            }
            for (int before = Math.max(start, at - GROUP_MAX); before < at; before++) {
                if (SimHash.distance(hashes[order[at]], hashes[order[before]]) <= distance) {
                    join(group, order[at], order[before]);
                }
            }
        }
    }

    private static void join(int[] group, int one, int other) {
        int first = find(group, one);
        int second = find(group, other);
        group[Math.max(first, second)] = Math.min(first, second);
    }

    private static int find(int[] group, int index) {
        int root = index;
        while (group[root] != root) {
            group[root] = group[group[root]];
            root = group[root];
        }
        return root;
    }
}
