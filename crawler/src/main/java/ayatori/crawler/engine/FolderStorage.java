package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Recrawl;
import ayatori.crawler.SeedFile;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.folder.RecordedProgress;
import ayatori.crawler.folder.ResumeRules;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.StoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps a crawl in its folder. */
final class FolderStorage implements Storage {
    private final CrawlFolder folder;
    private final boolean isUsed;

    /** Null if the state of the crawl is not kept. */
    private final @Nullable StoreProvider stores;

    private @Nullable DurableStore store;

    /** Opened once: its files are told apart by a counter. Asked for by any loop. */
    private @Nullable Spool spool;

    private FolderStorage(CrawlFolder folder, boolean isUsed, @Nullable StoreProvider stores) {
        this.folder = folder;
        this.isUsed = isUsed;
        this.stores = stores;
    }

    /**
     * Creates the folder of a new crawl, if the crawl writes one.
     *
     * @param recrawl the crawl that it starts from; null for none
     * @throws CrawlException if that cannot be done, with one sentence that says why
     */
    static Storage create(CrawlOptions options, @Nullable Recrawl recrawl, Instant now) throws CrawlException {
        Path out = options.output().out();
        if (out == null) {
            return Storage.NONE;
        }
        StoreProvider stores = options.output().resumable() ? storeProvider() : null;
        try {
            if (recrawl != null) {
                CrawlReader previous = readable(recrawl);
                ResumeRules.checkRecrawl(previous.manifest(), options);
                if (previous.isRunning()) {
                    throw new FolderException(
                            "The crawl in " + recrawl.previous() + " is still running: wait for its end, or stop it.");
                }
            }
            CrawlFolder folder = CrawlFolder.create(out, Manifest.of(options, now, recrawl));
            SeedFile input = options.input();
            if (input != null) {
                // That of a recrawl is in the folder of the crawl before.
                Path file = recrawl == null ? input.file() : recrawl.previous().resolve(input.file());
                closingOnFailure(folder, () -> folder.copySeeds(file));
            }
            if (stores != null) {
                closingOnFailure(folder, folder::createState);
            }
            return new FolderStorage(folder, false, stores);
        } catch (FolderException e) {
            throw crawlException(e);
        }
    }

    /**
     * Opens the folder of a crawl that goes on.
     *
     * @throws CrawlException if it cannot go on, with one sentence that says why
     */
    static Storage reopen(CrawlOptions options) throws CrawlException {
        StoreProvider stores = storeProvider();
        Path out = Objects.requireNonNull(options.output().out());
        try {
            CrawlFolder folder = CrawlFolder.open(out);
            closingOnFailure(folder, () -> {
                Recrawl recrawl = folder.manifest().recrawl();
                if (recrawl != null) {
                    readable(recrawl);
                }
                folder.resume(options);
            });
            return new FolderStorage(folder, true, stores);
        } catch (FolderException e) {
            throw crawlException(e);
        }
    }

    /** Checks that the records of the crawl before are there. */
    private static CrawlReader readable(Recrawl recrawl) throws FolderException {
        try {
            CrawlReader reader = CrawlReader.open(recrawl.previous());
            reader.pages().close();
            return reader;
        } catch (FolderException e) {
            throw new FolderException("The crawl to start from cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable PreviousCrawl previous(CrawlOptions options) throws FolderException {
        Recrawl recrawl = folder.manifest().recrawl();
        return recrawl == null
                ? null
                : PreviousCrawl.open(recrawl, options, folder.manifest().created());
    }

    /** Finds what opens the store of a crawl that can go on. */
    static StoreProvider storeProvider() throws CrawlException {
        return StoreProvider.find()
                .orElseThrow(() -> new CrawlException(
                        "A crawl that can go on needs a durable store: add ayatori-rocksdb to" + " the class path."));
    }

    private interface Preparation {
        void run() throws FolderException;
    }

    private static void closingOnFailure(CrawlFolder folder, Preparation preparation) throws FolderException {
        try {
            preparation.run();
        } catch (FolderException e) {
            try {
                folder.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private static CrawlException crawlException(FolderException e) {
        return new CrawlException(Objects.requireNonNull(e.getMessage()), e);
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
    public Path input() {
        return folder.path().resolve(CrawlFolder.SEEDS);
    }

    @Override
    public Sink sink(String name) throws IOException {
        return folder.sink(name);
    }

    @Override
    public boolean hasSink(String name) {
        return folder.hasSink(name);
    }

    @Override
    public List<String> sinkNames(String folderName) throws IOException {
        return folder.sinkNames(folderName);
    }

    @Override
    public void deleteSink(String name) throws IOException {
        folder.deleteSink(name);
    }

    @Override
    public synchronized Spool spool() throws IOException {
        Spool opened = spool == null ? Spool.in(folder.archive()) : spool;
        spool = opened;
        return opened;
    }

    @Override
    public void progress(RecordedProgress progress) throws IOException {
        folder.showProgress(progress);
    }

    @Override
    public void summary(byte[] json) throws IOException {
        folder.write(CrawlFolder.SUMMARY, json);
        folder.endProgress();
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
