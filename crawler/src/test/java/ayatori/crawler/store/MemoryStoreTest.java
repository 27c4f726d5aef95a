package ayatori.crawler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.store.KeyValueStore.Entries;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends KeyValueStoreContract {
    @Override
    protected KeyValueStore open() {
        return new MemoryStore();
    }

    @Test
    void refusesToBeWrittenWhileAScanIsOpen() {
        var store = new MemoryStore();
        try (Entries entries = store.scan(bytes(), bytes(255))) {
            assertThat(entries.next()).isFalse();
            assertThatThrownBy(() -> store.put(bytes(1), bytes(1))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store.delete(bytes(1))).isInstanceOf(IllegalStateException.class);
        }
        store.put(bytes(1), bytes(1));
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aCopyIsIndependent() {
        var store = new MemoryStore();
        for (int i = 0; i < 1_000; i++) {
            store.put(bytes(i >> 8, i), bytes(i));
        }
        MemoryStore copy = store.copy();
        for (int i = 0; i < 1_000; i += 2) {
            store.delete(bytes(i >> 8, i));
            copy.put(bytes(i >> 8, i), bytes(42));
        }
        assertThat(store.size()).isEqualTo(500);
        assertThat(copy.size()).isEqualTo(1_000);
        assertThat(copy.get(bytes(0, 10))).containsExactly(42);
        assertThat(store.get(bytes(0, 10))).isNull();
        assertThat(store.get(bytes(0, 11))).containsExactly(11);
    }

    @Test
    void knowsItsBytesAtAnyTime() {
        var store = new MemoryStore();
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = bytes(random.nextInt(30), random.nextInt(60));
            if (random.nextInt(3) == 0) {
                store.delete(key);
            } else {
                store.put(key, new byte[random.nextInt(20) == 0 ? 5_000 : random.nextInt(100)]);
            }
            assertThat(store.heapBytes()).isEqualTo(store.measure());
        }
        assertThat(store.copy().heapBytes()).isEqualTo(store.copy().measure());
    }

    @Test
    void countsItsEntries() {
        var store = new MemoryStore();
        store.put(bytes(1), bytes(1));
        store.put(bytes(1), bytes(2));
        store.put(bytes(2), bytes(2));
        store.delete(bytes(3));
        assertThat(store.size()).isEqualTo(2);
    }
}
