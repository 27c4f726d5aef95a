package ayatori.crawler.engine;

import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.Original;
import ayatori.crawler.store.KeyValueStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies are archived, and in which capture each was first. They are in the crawl's store, so that they are committed
 * with the records. Belongs to the frontier loop.
 *
 * <pre>
 * A                   present when the archives to refer to have been read
 * A sha1(20)          the capture that has a body: time in ms, URL
 * </pre>
 */
final class ArchivedBodies {
    private static final byte PREFIX = 'A';
    private static final byte[] READ = {PREFIX};

    private final KeyValueStore store;

    ArchivedBodies(KeyValueStore store) {
        this.store = store;
    }

    /** Reads the archives that are to be referred to, once in the life of a crawl. */
    void readOnce(List<Path> archives, ArchiveFormat format) throws IOException {
        if (archives.isEmpty() || store.get(READ) != null) {
            return;
        }
        for (Path archive : archives) {
            format.known(archive, this::add);
        }
        store.put(READ, new byte[0]);
    }

    /** The capture that has a body; null if none has. */
    @Nullable Original find(byte[] payload) {
        byte[] value = store.get(key(payload));
        if (value == null) {
            return null;
        }
        var in = new StateReader(value);
        Instant at = Instant.ofEpochMilli(in.number());
        return new Original(in.text(), at);
    }

    /** Notes a body, unless it is known. */
    void add(byte[] payload, Original original) {
        byte[] key = key(payload);
        if (store.get(key) == null) {
            store.putNew(
                    key,
                    new StateWriter()
                            .number(original.at().toEpochMilli())
                            .text(original.url())
                            .toBytes());
        }
    }

    private static byte[] key(byte[] payload) {
        return ByteBuffer.allocate(1 + payload.length).put(PREFIX).put(payload).array();
    }
}
