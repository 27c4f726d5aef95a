package ayatori.cluster.collect;

import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.folder.RecordedProgress;
import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A crawl folder into which records are collected. Holds its lock until it is closed. */
final class CollectFolder implements CollectPlace, AutoCloseable {
    static final String STATE = CrawlFolder.COLLECTED;

    private final CrawlFolder folder;

    private CollectFolder(CrawlFolder folder) {
        this.folder = folder;
    }

    /**
     * Creates the folder, or opens it if it is one of this crawl.
     *
     * @param manifest that of the crawl
     * @throws FolderException if it holds something else, or cannot be written; nothing was written then
     */
    static CollectFolder open(Path path, Manifest manifest) throws FolderException {
        if (!CrawlReader.isCrawl(path)) {
            return new CollectFolder(CrawlFolder.create(path, manifest));
        }
        Manifest found = CrawlReader.open(path).manifest();
        boolean isOfCrawl =
                found.created().equals(manifest.created()) && found.options().equals(manifest.options());
        if (!isOfCrawl) {
            throw new FolderException(
                    "There is another crawl in " + path + ", begun " + found.created() + ": name another folder.");
        }
        if (Files.notExists(path.resolve(STATE)) && hasRecords(path)) {
            throw new FolderException("The folder " + path + " has records, but no " + STATE
                    + " that says how far they go: restore it from a copy, or name another folder.");
        }
        return new CollectFolder(CrawlFolder.open(path));
    }

    private static boolean hasRecords(Path path) {
        for (Compression compression : Compression.values()) {
            if (Files.exists(path.resolve(CrawlFolder.PAGES + compression.suffix()))) {
                return true;
            }
        }
        return false;
    }

    Path path() {
        return folder.path();
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
    public Sink sink(String name) throws IOException {
        if (name.startsWith(CrawlFolder.ARCHIVE + "/")) {
            folder.archive(); // created if it is missing
        }
        return folder.sink(name);
    }

    @Override
    public boolean hasSink(String name) {
        return folder.hasSink(name);
    }

    @Override
    public byte @Nullable [] state() throws IOException {
        Path file = folder.path().resolve(STATE);
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    @Override
    public void commit(byte[] state) throws IOException {
        folder.write(STATE, state);
    }

    @Override
    public void reopen() throws IOException {
        Files.deleteIfExists(folder.path().resolve(CrawlFolder.SUMMARY));
        Files.deleteIfExists(folder.path().resolve(CrawlFolder.ARCHIVE).resolve("index.cdxj"));
    }

    /** Says where the crawl stands. */
    void show(RecordedProgress progress) throws IOException {
        folder.showProgress(progress);
    }

    /** Says how the crawl ended. */
    void end(byte[] summary) throws IOException {
        folder.write(CrawlFolder.SUMMARY, summary);
        folder.endProgress();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
