package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.DurableStore.Commit;
import ayatori.crawler.store.DurableStoreContract;
import ayatori.crawler.store.KeyValueStore.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksStoreTest extends DurableStoreContract {
    @TempDir
    private Path folder = Path.of("");

    private final List<RocksStore> stores = new ArrayList<>();

    @Override
    protected RocksStore open() {
        try {
            RocksStore store = RocksStore.open(folder.resolve("state"));
            stores.add(store);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closing commits nothing, so it is as good as a crash here. Real crashes are the crash harness's. */
    @Override
    protected DurableStore crash() {
        stores.forEach(RocksStore::close);
        return open();
    }

    @AfterEach
    void close() {
        stores.forEach(RocksStore::close);
    }

    @Test
    void aShortUseEndsInASnapshotAndNeverOpensRocksDb() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.put(key(2), key(20));
        store.delete(key(2));
        store.freezeLast().write();

        assertThat(folder.resolve("state").resolve("snapshot")).exists();
        assertThat(Database.existsIn(folder.resolve("state"))).isFalse();
        assertThat(contents(crash())).containsExactly("1=10");
    }

    @Test
    void aSnapshotMovesIntoRocksDbAtTheNextCommit() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.put(key(2), key(20));
        store.freezeLast().write();

        DurableStore again = crash();
        again.delete(key(1));
        again.put(key(3), key(30));
        assertThat(contents(again)).containsExactly("2=20", "3=30");
        again.freeze().write();

        assertThat(folder.resolve("state").resolve("snapshot")).doesNotExist();
        assertThat(contents(crash())).containsExactly("2=20", "3=30");
    }

    @Test
    void aSecondShortUseWritesAWholeSnapshot() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.put(key(2), key(20));
        store.freezeLast().write();
        DurableStore again = crash();
        again.put(key(2), key(21));
        again.freezeLast().write();

        assertThat(contents(crash())).containsExactly("1=10", "2=21");
    }

    @Test
    void aSnapshotThatRocksDbHasTakenOverIsIgnored() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freezeLast().write();
        byte[] snapshot = Files.readAllBytes(folder.resolve("state").resolve("snapshot"));
        DurableStore second = crash();
        second.put(key(1), key(11));
        second.freeze().write();
        stores.forEach(RocksStore::close);
        // As if the process had been killed before it removed the snapshot.
        Files.write(folder.resolve("state").resolve("snapshot"), snapshot);

        assertThat(contents(open())).containsExactly("1=11");
    }

    @Test
    void aDamagedSnapshotIsRefusedInASentence() throws IOException {
        RocksStore store = open();
        store.put(key(1), key(10));
        store.freezeLast().write();
        Path snapshot = folder.resolve("state").resolve("snapshot");
        byte[] whole = Files.readAllBytes(snapshot);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(snapshot, damaged);
            assertThatThrownBy(() -> RocksStore.open(folder.resolve("state")))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("snapshot is damaged");
            Files.write(snapshot, Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> RocksStore.open(folder.resolve("state"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsWhatIsPendingFrozenAndWrittenAlike() throws IOException {
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
                    store.put(key(key), key(i));
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
