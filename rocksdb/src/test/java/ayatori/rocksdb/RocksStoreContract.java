package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.store.DurableStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a store that moves into RocksDB at a size of the test's choice. */
abstract class RocksStoreContract extends DurableStoreContract {
    @TempDir
    private Path folder = Path.of("");

    /** The most bytes of entries that the journal may have. */
    long journalBytesMax;

    private final List<RocksStore> stores = new ArrayList<>();

    RocksStoreContract(long journalBytesMax) {
        this.journalBytesMax = journalBytesMax;
    }

    @Override
    protected RocksStore open() {
        try {
            RocksStore store = RocksStore.open(state(), journalBytesMax);
            stores.add(store);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closing commits nothing, so it is as good as a crash here. Real crashes are the crash harness's. */
    @Override
    protected RocksStore crash() {
        closeAll();
        return open();
    }

    @AfterEach
    void closeAll() {
        for (RocksStore store : stores) {
            try {
                store.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Path state() {
        return folder.resolve("state");
    }

    /** What is read of it, and put meanwhile, changes no file. */
    @Test
    void aStoreOpenedToBeReadChangesNoFile() throws IOException {
        RocksStore store = open();
        byte[] key = {'H', 1};
        byte[] other = {'Q', 2};
        store.put(key, new byte[] {7});
        store.put(other, new byte[] {8});
        store.freeze().write();
        store.put(other, new byte[] {9});
        store.freeze().write(); // not the last commit of a store, as after a crash
        closeAll();
        Map<Path, FileTime> before = files();
        try (RocksStore read = RocksStore.openToRead(state())) {
            assertThat(read.get(key)).containsExactly(7);
            assertThat(read.get(other)).containsExactly(9);
            read.delete(key);
            read.put(other, new byte[] {10});
            assertThat(read.get(key)).isNull();
            assertThat(read.get(other)).containsExactly(10);
            assertThatThrownBy(read::freeze).isInstanceOf(IllegalStateException.class);
        }
        assertThat(files()).isEqualTo(before);
        assertThat(open().get(other)).containsExactly(9);
    }

    private Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(state())) {
            for (Path file : all.toList()) {
                files.put(file, Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
