package ayatori.rocksdb;

import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.DurableStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on RocksDB from the first commit on. */
final class RocksStoreOnRocksDbTest extends DurableStoreContract {
    @TempDir
    private Path folder = Path.of("");

    private final List<RocksStore> stores = new ArrayList<>();

    @Override
    protected DurableStore open() {
        try {
            RocksStore store = RocksStore.open(folder.resolve("state"), 0);
            stores.add(store);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected DurableStore crash() {
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
}
