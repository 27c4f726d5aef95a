package ayatori.crawler.engine;

import ayatori.crawler.archive.Spool;
import ayatori.crawler.shard.ShardArchive;
import ayatori.crawler.sink.FileSink;
import ayatori.crawler.sink.Sink;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The folders in which a node of a crawl in shards archives. It has no state and no records. */
final class NodeStorage implements Storage {
    private final ShardArchive archive;
    private final Spool spool;

    /** @throws IOException if the folder for large captures cannot be written */
    NodeStorage(ShardArchive archive) throws IOException {
        this.archive = archive;
        this.spool = Spool.in(archive.spool());
    }

    @Override
    public boolean isUsed() {
        return false;
    }

    @Override
    public @Nullable DurableStore store() {
        return null;
    }

    /** Creates a file that is not there yet. */
    @Override
    public Sink sink(String name) throws IOException {
        return FileSink.create(archive.folder().resolve(name));
    }

    @Override
    public Spool spool() {
        return spool;
    }

    @Override
    public void summary(byte[] json) {
        throw new UnsupportedOperationException("a node has no summary");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
