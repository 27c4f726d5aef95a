package ayatori.rocksdb;

import ayatori.crawler.store.DurableStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
}
