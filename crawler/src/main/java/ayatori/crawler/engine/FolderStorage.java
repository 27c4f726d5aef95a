package ayatori.crawler.engine;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.StoreProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps a crawl in its folder. */
final class FolderStorage implements Storage {
    private final CrawlFolder folder;
    private final boolean isUsed;

    /** Null if the state of the crawl is not kept. */
    private final @Nullable StoreProvider stores;

    private @Nullable DurableStore store;

    /**
     * Uses a folder, and closes it at the end.
     *
     * @param isUsed whether an earlier process has used it
     * @param stores null if the state of the crawl is not kept
     */
    FolderStorage(CrawlFolder folder, boolean isUsed, @Nullable StoreProvider stores) {
        this.folder = folder;
        this.isUsed = isUsed;
        this.stores = stores;
    }

    @Override
    public boolean isUsed() {
        return isUsed;
    }

    @Override
    public @Nullable DurableStore store() throws FolderException {
        if (stores == null) {
            return null;
        }
        try {
            DurableStore opened = stores.open(folder.state());
            store = opened;
            return opened;
        } catch (IOException e) {
            throw new FolderException(
                    "The state of the crawl in " + folder.state() + " cannot be opened (" + e.getMessage()
                            + "): restore it from a copy, or begin a new crawl.",
                    e);
        }
    }

    @Override
    public Sink sink(String name) throws IOException {
        return folder.sink(name);
    }

    @Override
    public void summary(byte[] json) throws IOException {
        folder.write(CrawlFolder.SUMMARY, json);
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            if (store != null) {
                store.close();
            }
        }
    }
}
