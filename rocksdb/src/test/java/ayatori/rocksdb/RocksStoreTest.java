package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.DurableStore.Commit;
import ayatori.crawler.store.KeyValueStore.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RocksStoreTest extends RocksStoreContract {
    RocksStoreTest() {
        super(1 << 20);
    }

    @Test
    void aSmallStoreNeverOpensRocksDb() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.put(key(2), key(20));
        store.freeze().write();
        store.delete(key(2));
        store.freezeLast().write();

        assertThat(Database.existsIn(state())).isFalse();
        assertThat(contents(crash())).containsExactly("1=10");
    }

    @Test
    void aStoreThatGrowsMovesIntoRocksDb() throws IOException {
        journalBytesMax = 20;
        RocksStore store = open();
        store.put(key(1), key(10));
        store.put(key(2), key(20));
        store.freeze().write();
        assertThat(Database.existsIn(state())).isFalse();
        store.delete(key(1));
        store.put(key(3), key(30));
        store.put(key(4), key(40));
        Commit moving = store.freeze();
        store.put(key(4), key(41));
        moving.write();

        assertThat(Journal.existsIn(state())).isFalse();
        assertThat(contents(store)).containsExactly("2=20", "3=30", "4=41");
        assertThat(contents(crash())).containsExactly("2=20", "3=30", "4=40");
    }

    @Test
    void aCrashAfterTheMoveLeavesTheJournalBehind() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freeze().write();
        byte[] journal = Files.readAllBytes(state().resolve("journal"));
        journalBytesMax = 0;
        DurableStore second = crash();
        second.put(key(1), key(11));
        second.freeze().write();
        closeAll();
        Files.write(state().resolve("journal"), journal);

        assertThat(contents(open())).containsExactly("1=11");
        assertThat(Journal.existsIn(state())).isFalse();
    }

    @Test
    void aCrashBeforeTheMoveLeavesAnEmptyDatabaseBehind() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freeze().write();
        closeAll();
        Database.open(state()).close();

        assertThat(contents(open())).containsExactly("1=10");
    }

    @Test
    void aJournalOfAnyLengthHoldsWholeCommits() throws IOException {
        RocksStore store = open();
        List<List<String>> states = new ArrayList<>(List.of(List.of()));
        for (int i = 1; i <= 3; i++) {
            store.put(key(i), key(10 * i));
            store.delete(key(i - 2));
            store.freeze().write();
            states.add(contents(store));
        }
        closeAll();
        byte[] whole = Files.readAllBytes(state().resolve("journal"));
        for (int length = 0; length <= whole.length; length++) {
            Files.write(state().resolve("journal"), Arrays.copyOf(whole, length));
            assertThat(states).contains(contents(open()));
            closeAll();
            Files.write(state().resolve("journal"), Arrays.copyOf(Arrays.copyOf(whole, length), whole.length + 40));
            assertOpensAsOneOf(states);
        }
    }

    @Test
    void aDamagedJournalLosesTheLastCommitAtMost() throws IOException {
        RocksStore store = open();
        List<List<String>> states = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            store.put(key(i), key(10 * i));
            store.freeze().write();
            states.add(contents(store));
        }
        closeAll();
        byte[] whole = Files.readAllBytes(state().resolve("journal"));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(state().resolve("journal"), damaged);
            assertOpensAsOneOf(states.subList(1, 3));
        }
    }

    @Test
    void aDamagedJournalOfOneWholeCommitIsRefused() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freezeLast().write();
        closeAll();
        byte[] whole = Files.readAllBytes(state().resolve("journal"));
        for (int i = 1; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(state().resolve("journal"), damaged);
            assertThatThrownBy(() -> RocksStore.open(state()))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("journal is damaged");
        }
    }

    @Test
    void goesOnAfterACommitThatWasCutOff() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freeze().write();
        store.put(key(2), key(20));
        store.freeze().write();
        closeAll();
        byte[] whole = Files.readAllBytes(state().resolve("journal"));
        Files.write(state().resolve("journal"), Arrays.copyOf(whole, whole.length - 3));
        DurableStore again = open();
        again.put(key(3), key(30));
        again.freeze().write();

        assertThat(contents(crash())).containsExactly("1=10", "3=30");
    }

    /** Opens the store as one of these states, or refuses in words. */
    private void assertOpensAsOneOf(List<List<String>> states) {
        try (RocksStore opened = RocksStore.open(state())) {
            assertThat(states).contains(contents(opened));
        } catch (IOException e) {
            assertThat(e).hasMessageEndingWith("journal is damaged");
        }
    }

    @Test
    void readsWhatIsPendingFrozenAndWrittenAlike() throws IOException {
        journalBytesMax = 1_000; // so that it moves on the way
        RocksStore store = open();
        var random = new SplittableRandom(7);
        var model = new TreeMap<Integer, Integer>();
        List<Commit> unwritten = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(300);
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    store.delete(key(key));
                    model.remove(key);
                }
                case 3 -> unwritten.add(store.freeze());
                case 4 -> {
                    if (!unwritten.isEmpty()) {
                        unwritten.removeFirst().write();
                    }
                }
                case 5 -> {
                    int from = random.nextInt(300);
                    int to = from + random.nextInt(40);
                    assertThat(contents(store, from, to))
                            .isEqualTo(model.subMap(from, to).entrySet().stream()
                                    .map(Object::toString)
                                    .toList());
                }
                default -> {
                    if (model.containsKey(key)) {
                        store.put(key(key), key(i));
                    } else {
                        store.putNew(key(key), key(i));
                    }
                    model.put(key, i);
                }
            }
            int asked = random.nextInt(300);
            Integer expected = model.get(asked);
            assertThat(store.get(key(asked))).isEqualTo(expected == null ? null : key(expected));
        }
        for (Commit commit : unwritten) {
            commit.write();
        }
        store.freezeLast().write();
        assertThat(contents(crash(), 0, 300))
                .isEqualTo(model.entrySet().stream().map(Object::toString).toList());
    }

    private static List<String> contents(DurableStore store) {
        return contents(store, 0, 1_000);
    }

    private static List<String> contents(DurableStore store, int from, int to) {
        List<String> found = new ArrayList<>();
        try (Entries entries = store.scan(key(from), key(to))) {
            while (entries.next()) {
                found.add(number(entries.key()) + "=" + number(entries.value()));
            }
        }
        return found;
    }

    private static byte[] key(int number) {
        return new byte[] {'Q', (byte) (number >> 8), (byte) number};
    }

    private static int number(byte[] bytes) {
        return ((bytes[1] & 0xFF) << 8) | (bytes[2] & 0xFF);
    }
}
