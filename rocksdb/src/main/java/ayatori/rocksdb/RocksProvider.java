package ayatori.rocksdb;

import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.StoreProvider;
import java.io.IOException;
import java.nio.file.Path;

/** Provides stores on RocksDB. */
public final class RocksProvider implements StoreProvider {
    /** Created by the {@link java.util.ServiceLoader}. */
    public RocksProvider() {}

    @Override
    public DurableStore open(Path folder) throws IOException {
        return RocksStore.open(folder);
    }

    @Override
    public DurableStore openToRead(Path folder) throws IOException {
        return RocksStore.openToRead(folder);
    }
}
