package ayatori.crawler.store;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.store.KeyValueStore.Entries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link KeyValueStore} must do; a store's own test extends this one. */
public abstract class KeyValueStoreContract {
    /** An empty store. */
    protected abstract KeyValueStore open();

    @Test
    void getsWhatWasPut() {
        KeyValueStore store = open();
        store.put(bytes(1, 2), bytes(9));

        assertThat(store.get(bytes(1, 2))).containsExactly(9);
        assertThat(store.get(bytes(1))).isNull();
        assertThat(store.get(bytes(1, 2, 0))).isNull();
    }

    @Test
    void putReplaces() {
        KeyValueStore store = open();
        store.put(bytes(1), bytes(1, 1));
        store.put(bytes(1), bytes(2, 2));
        assertThat(store.get(bytes(1))).containsExactly(2, 2);
        store.put(bytes(1), bytes(3, 3, 3));
        assertThat(store.get(bytes(1))).containsExactly(3, 3, 3);
        store.put(bytes(1), new byte[0]);
        assertThat(store.get(bytes(1))).isEmpty();
        assertThat(keys(store, bytes(), bytes(255))).hasSize(1);
    }

    @Test
    void deleteRemovesAndForgivesAbsence() {
        KeyValueStore store = open();
        store.put(bytes(1), bytes(1));
        store.delete(bytes(1));
        store.delete(bytes(1));
        assertThat(store.get(bytes(1))).isNull();
        assertThat(keys(store, bytes(), bytes(255))).isEmpty();
    }

    @Test
    void whatWasPutAsNewIsFoundReplacedAndDeleted() {
        KeyValueStore store = open();
        store.putNew(bytes(1), bytes(1));
        assertThat(store.get(bytes(1))).containsExactly(1);
        store.put(bytes(1), bytes(2));
        assertThat(store.get(bytes(1))).containsExactly(2);
        store.delete(bytes(1));
        assertThat(store.get(bytes(1))).isNull();
        store.putNew(bytes(1), bytes(3));
        assertThat(store.get(bytes(1))).containsExactly(3);
        assertThat(keys(store, bytes(), bytes(255))).hasSize(1);
    }

    @Test
    void aReadAheadSeesEveryLaterChange() {
        KeyValueStore store = open();
        for (int i = 0; i < 10; i++) {
            store.put(bytes(1, i), bytes(i));
        }
        settle(store);

        assertThat(store.getAhead(bytes(1, 0), bytes(1, 9))).containsExactly(0);
        store.put(bytes(1, 1), bytes(11));
        store.delete(bytes(1, 2));
        store.delete(bytes(1, 3));
        store.put(bytes(1, 3), bytes(33));
        settle(store);

        assertThat(store.getAhead(bytes(1, 1), bytes(1, 9))).containsExactly(11);
        assertThat(store.getAhead(bytes(1, 2), bytes(1, 9))).isNull();
        assertThat(store.getAhead(bytes(1, 3), bytes(1, 9))).containsExactly(33);
        assertThat(store.getAhead(bytes(1, 4), bytes(1, 9))).containsExactly(4);
        assertThat(store.getAhead(bytes(2), bytes(3))).isNull();
    }

    /** Has a store that keeps changes apart from what is older move them there. */
    protected void settle(KeyValueStore store) {}

    @Test
    void keepsNoReferenceToTheCallersArrays() {
        KeyValueStore store = open();
        byte[] key = bytes(1, 2, 3);
        byte[] value = bytes(4);
        store.put(key, value);
        key[0] = 7;
        value[0] = 7;
        assertThat(store.get(bytes(1, 2, 3))).containsExactly(4);
        assertThat(store.get(key)).isNull();
    }

    @Test
    void scansInUnsignedOrderFromInclusiveToExclusive() {
        KeyValueStore store = open();
        byte[][] ordered = {bytes(0), bytes(0, 0), bytes(1), bytes(1, 127), bytes(1, 128), bytes(1, 255), bytes(2)};
        for (int i = ordered.length - 1; i >= 0; i--) {
            store.put(ordered[i], bytes(i));
        }

        assertThat(keys(store, bytes(), bytes(255))).containsExactly(hex(ordered));
        assertThat(keys(store, bytes(0, 0), bytes(1, 255)))
                .containsExactly(hex(Arrays.copyOfRange(ordered, 1, ordered.length - 2)));
        assertThat(keys(store, bytes(1, 200), bytes(1, 201))).isEmpty();
        assertThat(keys(store, bytes(2), bytes(1))).isEmpty();
        assertThat(keys(open(), bytes(), bytes(255))).isEmpty();
    }

    @Test
    void ordersKeysThatAgreeInTheirFirstEightBytes() {
        KeyValueStore store = open();
        byte[] eight = bytes(1, 2, 3, 4, 5, 6, 7, 0);
        byte[] seven = Arrays.copyOf(eight, 7);
        byte[] nine = Arrays.copyOf(eight, 9);
        store.put(nine, bytes(9));
        store.put(seven, bytes(7));
        store.put(eight, bytes(8));

        assertThat(keys(store, bytes(), bytes(255))).containsExactly(hex(seven, eight, nine));
        assertThat(store.get(seven)).containsExactly(7);
        assertThat(store.get(eight)).containsExactly(8);
        assertThat(store.get(nine)).containsExactly(9);
    }

    @Test
    void holdsLongValuesAmongShortOnes() {
        KeyValueStore store = open();
        for (int i = 0; i < 100; i++) {
            store.put(bytes(i), new byte[i % 10 == 0 ? 200_000 : 5]);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(store.get(bytes(i))).hasSize(i % 10 == 0 ? 200_000 : 5);
        }
    }

    /** Keys with long common beginnings, keys in order and keys at random, against the JDK's ordered map. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithATreeMap(long seed) {
        var random = new SplittableRandom(seed);
        KeyValueStore store = open();
        var expected = new TreeMap<byte[], byte[]>(Arrays::compareUnsigned);
        boolean shrinking = false;
        for (int step = 0; step < 30_000; step++) {
            if (step % 5_000 == 0) {
                shrinking = !shrinking && step > 0;
            }
            byte[] key = randomKey(random, step);
            if (shrinking && !expected.isEmpty()) {
                byte[] at = expected.ceilingKey(key);
                key = at != null ? at : expected.firstKey();
            }
            if (random.nextInt(10) < (shrinking ? 9 : 1)) {
                store.delete(key);
                expected.remove(key);
            } else {
                byte[] value = new byte[random.nextInt(50) == 0 ? random.nextInt(5_000) : random.nextInt(20)];
                random.nextBytes(value);
                if (expected.put(key, value) == null && random.nextBoolean()) {
                    store.putNew(key, value);
                } else {
                    store.put(key, value);
                }
            }
            if (random.nextInt(5) == 0 && !expected.isEmpty()) {
                byte[] first = expected.ceilingKey(key);
                first = first == null ? expected.firstKey() : first;
                assertThat(store.getAhead(first, after(first, random)))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(expected.get(first));
            }
            between(store, random);
            if (step % 1_000 == 0) {
                byte[] from = randomKey(random, step);
                byte[] to = randomKey(random, step);
                if (Arrays.compareUnsigned(from, to) > 0) {
                    byte[] swap = from;
                    from = to;
                    to = swap;
                }
                to = ofOneKind(from, to);
                assertThat(keys(store, from, to))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(expected.subMap(from, to).keySet().stream()
                                .map(KeyValueStoreContract::hex)
                                .toList());
            }
        }
        for (int i = 0; i < 2_000; i++) {
            byte[] key = randomKey(random, i);
            assertThat(store.get(key)).isEqualTo(expected.get(key));
        }
        for (var entry : expected.entrySet()) {
            assertThat(store.get(entry.getKey())).as("seed %d", seed).isEqualTo(entry.getValue());
        }
        List<String> all = new ArrayList<>();
        all.addAll(keys(store, bytes(), bytes(0)));
        for (int kind = 0; kind < 256; kind++) {
            all.addAll(keys(store, bytes(kind), kind == 255 ? bytes(255, 255, 255) : bytes(kind + 1)));
        }
        assertThat(all)
                .as("seed %d", seed)
                .isEqualTo(expected.keySet().stream()
                        .map(KeyValueStoreContract::hex)
                        .toList());
    }

    /** Called between two steps of a random test: a store that can do something meanwhile does it at random. */
    protected void between(KeyValueStore store, SplittableRandom random) {}

    private static byte[] randomKey(SplittableRandom random, int step) {
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] key = new byte[17];
                random.nextBytes(key);
                key[0] = 'S';
                yield key;
            }
            case 1 -> bytes('Q', 0, 0, 0, random.nextInt(3), 0, random.nextInt(2), 0, 0, step >> 8, step);
            default -> {
                byte[] key = new byte[random.nextInt(12)];
                for (int i = 0; i < key.length; i++) {
                    key[i] = (byte) (random.nextInt(3) - 1);
                }
                yield key;
            }
        };
    }

    /** A key behind another, with the same first byte. */
    private static byte[] after(byte[] key, SplittableRandom random) {
        byte[] after = Arrays.copyOf(key, key.length + 1 + random.nextInt(3));
        int last = key.length - 1;
        if (last > 0 && (key[last] & 0xFF) < 240) {
            after[last] += (byte) random.nextInt(1, 16);
        }
        return after;
    }

    /** Ends a range where the first byte of its keys changes. */
    private static byte[] ofOneKind(byte[] from, byte[] to) {
        int kind = from.length == 0 ? -1 : from[0] & 0xFF;
        byte[] end = kind == 255 ? to : bytes(kind + 1);
        return Arrays.compareUnsigned(to, end) < 0 ? to : end;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String[] hex(byte[]... keys) {
        return Arrays.stream(keys).map(KeyValueStoreContract::hex).toArray(String[]::new);
    }

    private static String hex(byte[] key) {
        return java.util.HexFormat.of().formatHex(key);
    }

    private static List<String> keys(KeyValueStore store, byte[] from, byte[] to) {
        var keys = new ArrayList<String>();
        try (Entries entries = store.scan(from, to)) {
            while (entries.next()) {
                keys.add(hex(entries.key()));
            }
        }
        return keys;
    }
}
