package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedProgress;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a crawl keeps its state and writes its records. */
public interface Storage extends AutoCloseable {
    /** Whether an earlier process has used it, perhaps without committing anything. */
    boolean isUsed();

    /**
     * Opens the store of the crawl's state; null for one in memory, which ends with the crawl.
     *
     * @throws FolderException if it cannot be opened
     */
    @Nullable DurableStore store() throws FolderException;

    /**
     * Opens the crawl that this one starts from; null if it starts from none.
     *
     * @throws FolderException if that cannot be read
     */
    default @Nullable PreviousCrawl previous(CrawlOptions options) throws FolderException {
        return null;
    }

    /** The copy of the file of URLs where the crawl starts; null if there is none. */
    default @Nullable Path input() {
        return null;
    }

    /** Opens a sink by its name, with what it holds; null if nothing is written. */
    @Nullable Sink sink(String name) throws IOException;

    /** Shows others where the crawl stands. Called by another thread than the other methods, and not after {@link #close}. */
    default void progress(RecordedProgress progress) throws IOException {
        // nobody looks
    }

    /** Whether an earlier process has opened a sink of that name. */
    default boolean hasSink(String name) {
        return false;
    }

    /** The names of all sinks that begin with a folder's name and a slash. */
    default List<String> sinkNames(String folder) throws IOException {
        return List.of();
    }

    /** Deletes a sink that is not open. */
    default void deleteSink(String name) throws IOException {
        throw new IOException(name + " cannot be deleted");
    }

    /** Where captures wait that are too large for memory, if the crawl is archived. */
    default Spool spool() throws IOException {
        return Spool.IN_MEMORY;
    }

    /** Writes the summary, the last thing a crawl does. */
    void summary(byte[] json) throws IOException;

    /** Closes what is open. */
    @Override
    void close() throws IOException;

    /** Writes nothing. */
    Storage NONE = new Storage() {
        @Override
        public boolean isUsed() {
            return false;
        }

        @Override
        public @Nullable DurableStore store() {
            return null;
        }

        @Override
        public @Nullable Sink sink(String name) {
            return null;
        }

        @Override
        public void summary(byte[] json) {
            // nothing is written
        }

        @Override
        public void close() {
            // nothing is open
        }
    };
}
