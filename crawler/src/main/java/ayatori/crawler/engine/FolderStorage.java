package ayatori.crawler.engine;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps a crawl in its folder. */
final class FolderStorage implements Storage {
    private final CrawlFolder folder;

    FolderStorage(CrawlFolder folder) {
        this.folder = folder;
    }

    @Override
    public boolean isUsed() {
        return false;
    }

    @Override
    public @Nullable DurableStore store() {
        return null;
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
        folder.close();
    }
}
