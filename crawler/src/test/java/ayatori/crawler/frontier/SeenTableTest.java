package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table beside a {@link HashMap}, with fingerprints that are random and some that are as awkward as can be. */
class SeenTableTest {
    private static final long MASK = (1L << SeenTable.FINGERPRINT_BITS) - 1;
    private static final long SEGMENT = 1L << SeenSegment.REST_BITS;

    @ParameterizedTest
    @CsvSource({"2, 100000", "2, 1500000", "3, 100000", "7, 300000", "14, 1000000"})
    void isAMap(int payloadBits, int operations) {
        var random = new SplittableRandom(operations + payloadBits);
        likeAMap(payloadBits, operations, random, () -> random.nextLong() & MASK);
    }

    @Test
    void isAMapWhenAllIsInOneSegment() {
        var random = new SplittableRandom(1);
        likeAMap(2, 300_000, random, () -> 5 * SEGMENT + random.nextLong(SEGMENT));
        likeAMap(14, 300_000, random, () -> 1_023 * SEGMENT + random.nextLong(SEGMENT));
    }

    @Test
    void isAMapWhenTheLowBitsAreEqual() {
        var random = new SplittableRandom(2);
        likeAMap(2, 200_000, random, () -> random.nextLong(1 << 18) << 42);
        likeAMap(2, 200_000, random, () -> (random.nextLong(1 << 18) << 42) | ((1L << 42) - 1));
        likeAMap(8, 200_000, random, () -> random.nextLong(1 << 13) << 37);
    }

    @Test
    void isAMapAtBothEndsOfASegment() {
        var random = new SplittableRandom(3);
        likeAMap(2, 2_000, random, () -> 7 * SEGMENT + random.nextLong(20) * (SEGMENT >>> 16));
        likeAMap(2, 2_000, random, () -> 8 * SEGMENT - 1 - random.nextLong(20) * (SEGMENT >>> 16));
        likeAMap(2, 5_000, random, () -> 8 * SEGMENT - 1 - random.nextLong(1L << 46));
    }

    /** More neighbours than an entry may be displaced: the segment grows until they have room. */
    @Test
    void growsWhenNeighboursHaveNoRoom() {
        var random = new SplittableRandom(4);
        for (int crowd : new int[] {31, 32, 33, 34, 60}) {
            long home = random.nextLong() & MASK & -(1L << 48);
            likeAMap(
                    2,
                    3_000,
                    random,
                    () -> random.nextInt(3) == 0
                            ? home | random.nextLong(crowd) * ((1L << 48) / crowd)
                            : random.nextLong() & MASK);
        }
    }

    @Test
    void refusesFingerprintsThatAreNotRandom() {
        try (var table = new SeenTable(2)) {
            assertThatThrownBy(() -> {
                        for (int i = 1; i <= 100; i++) {
                            table.put(i, 1);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not random");
            assertThat(table.nativeBytes()).isLessThan(1 << 20);
            for (int i = 1; i <= 32; i++) {
                assertThat(table.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void knowsNothingThatWasNotPut() {
        var random = new SplittableRandom(5);
        var put = new HashSet<Long>();
        try (var table = new SeenTable(2)) {
            for (int i = 0; i < 700_000; i++) {
                long fingerprint = random.nextLong() & MASK;
                put.add(fingerprint);
                table.put(fingerprint, 1);
            }
            for (int i = 0; i < 4_000_000; i++) {
                long fingerprint = random.nextLong() & MASK;
                if (table.get(fingerprint) != 0) {
                    assertThat(put).contains(fingerprint);
                }
            }
            // One bit of difference from an entry is enough.
            for (long fingerprint : List.copyOf(put).subList(0, 20_000)) {
                for (int bit = 0; bit < SeenTable.FINGERPRINT_BITS; bit++) {
                    long other = fingerprint ^ (1L << bit);
                    if (table.get(other) != 0) {
                        assertThat(put).contains(other);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 14})
    void slotsFitALongAndGetNarrower(int payloadBits) {
        for (int q = SeenSegment.Q_MIN; q <= 28; q++) {
            int bits = 5 + 50 - q + payloadBits;
            assertThat(SeenSegment.slotBytes(q, payloadBits)).isBetween((bits + 7) / 8, 8);
        }
        assertThat(SeenSegment.slotBytes(17, 2)).isEqualTo(5);
        assertThat(SeenSegment.slotBytes(25, 2)).isEqualTo(4);
    }

    @Test
    void takesAboutTenBytesAnEntry() {
        var random = new SplittableRandom(6);
        try (var table = new SeenTable(2)) {
            for (int i = 0; i < 2_000_000; i++) {
                table.put(random.nextLong() & MASK, 1);
            }
            assertThat(table.nativeBytes()).isBetween(10_000_000L, 26_000_000L);
            assertThat(table.heapBytes()).isLessThan(1_000_000);
        }
    }

    @Test
    void imagesGiveTheSameTable() {
        var random = new SplittableRandom(7);
        for (int entries : new int[] {1, 5_000, 900_000}) {
            var put = new ArrayList<Long>();
            try (var table = new SeenTable(5);
                    var copy = new SeenTable(5)) {
                for (int i = 0; i < entries; i++) {
                    long fingerprint = random.nextLong() & MASK;
                    put.add(fingerprint);
                    table.put(fingerprint, 1 + i % 31);
                }
                for (int i = 0; i < SeenTable.SEGMENTS; i++) {
                    SeenSegment segment = table.segment(i);
                    if (segment != null) {
                        byte[] image = new byte[3 + segment.imageBytes()];
                        segment.writeImage(image, 3);
                        copy.segment(i, SeenSegment.read(segment.q(), 5, segment.size(), image, 3));
                    }
                }
                assertThat(copy.size()).isEqualTo(table.size());
                put.forEach(fingerprint -> assertThat(copy.get(fingerprint)).isEqualTo(table.get(fingerprint)));
                for (int i = 0; i < 100_000; i++) {
                    long fingerprint = random.nextLong() & MASK;
                    copy.put(fingerprint, 1);
                    table.put(fingerprint, 1);
                }
                assertThat(copy.size()).isEqualTo(table.size());
            }
        }
    }

    private static void likeAMap(int payloadBits, int operations, SplittableRandom random, LongSupplier fingerprints) {
        Map<Long, Integer> model = new HashMap<>();
        var known = new long[operations];
        try (var table = new SeenTable(payloadBits)) {
            int count = 0;
            for (int i = 0; i < operations; i++) {
                boolean isKnown = count > 0 && random.nextInt(4) == 0;
                long fingerprint = isKnown ? known[random.nextInt(count)] : fingerprints.getAsLong();
                Integer expected = model.get(fingerprint);
                if (table.get(fingerprint) != (expected == null ? 0 : expected)) {
                    throw new AssertionError("fingerprint " + fingerprint + " after " + i + " operations");
                }
                int payload = random.nextInt(1, 1 << payloadBits);
                table.put(fingerprint, payload);
                model.put(fingerprint, payload);
                known[count++] = fingerprint;
            }
            model.forEach((fingerprint, payload) -> {
                if (table.get(fingerprint) != payload) {
                    throw new AssertionError("fingerprint " + fingerprint);
                }
            });
            assertThat(table.size()).isEqualTo(model.size());
        }
    }
}
