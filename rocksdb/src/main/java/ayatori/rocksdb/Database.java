package ayatori.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB database, laid out for a crawl.
 *
 * <p>Three column families, chosen by a key's first byte:
 *
 * <dl>
 *   <dt>{@code seen} ({@code S}, {@code T})
 *   <dd>large values that do not compress
 *   <dt>{@code queue} ({@code Q})
 *   <dd>each key put once, read once and deleted, in order within a host
 *   <dt>the default one
 *   <dd>the rest: hosts, robots.txt, totals, requests under way, the crawl's own state
 * </dl>
 *
 * <p>All are flushed together, so that a log that is cut off in the middle leaves a state that once was.
 */
final class Database implements AutoCloseable {
    private static final long MB = 1 << 20;

    /** A log of this length is read in half a second when the database is opened. */
    private static final long LOG_BYTES_MAX = 64 * MB;

    private static final long WRITE_BUFFER_BYTES = 16 * MB;
    private static final long WRITE_BUFFERS_BYTES = 3 * WRITE_BUFFER_BYTES;
    private static final long BLOCK_CACHE_BYTES = 32 * MB;

    /** Four shards. Chosen automatically, there are so many that a large block fills one, and reads were 19 times slower. */
    private static final int BLOCK_CACHE_SHARD_BITS = 2;

    /**
     * Rubbish in a log can keep RocksDB from ever coming back from {@code open}. The longest honest opening measured took 4
     * seconds.
     */
    private static final Duration OPEN_TIME_MAX = Duration.ofSeconds(30);

    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;
    private final ColumnFamilyHandle meta;
    private final ColumnFamilyHandle seen;
    private final ColumnFamilyHandle queue;
    private final WriteOptions synced = new WriteOptions().setSync(true);

    /** What must outlive the database, in the order of creation. */
    private final List<AutoCloseable> resources;

    private Database(RocksDB db, List<ColumnFamilyHandle> families, List<AutoCloseable> resources) {
        this.db = db;
        this.families = families;
        this.meta = families.get(0);
        this.seen = families.get(1);
        this.queue = families.get(2);
        this.resources = resources;
    }

    /** Whether there is a database in a folder. */
    static boolean existsIn(Path folder) {
        return Files.exists(folder.resolve("CURRENT"));
    }

    /**
     * Opens the database in a folder, and creates both if they are absent.
     *
     * @throws IOException if it cannot be opened, with the reason in a few words
     */
    static Database open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return open(folder, RocksDB::open);
    }

    /**
     * Opens the database in a folder to read it. Its files stay as they are.
     *
     * @throws IOException as {@link #open(Path)}
     */
    static Database openToRead(Path folder) throws IOException {
        return open(folder, RocksDB::openReadOnly);
    }

    private interface Opening {
        RocksDB open(
                DBOptions options, String path, List<ColumnFamilyDescriptor> families, List<ColumnFamilyHandle> handles)
                throws RocksDBException;
    }

    private static Database open(Path folder, Opening opening) throws IOException {
        Library.load();
        var opened = new CompletableFuture<Database>();
        Thread.ofPlatform().daemon().name("ayatori-rocksdb-open").start(() -> {
            try {
                opened.complete(openUnwatched(folder, opening));
            } catch (Throwable e) {
                opened.completeExceptionally(e);
            }
        });
        try {
            return opened.get(OPEN_TIME_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("its log is damaged so that reading it does not end", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RocksDBException cause ? failure(cause) : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the opening was interrupted", e);
        }
    }

    private static Database openUnwatched(Path folder, Opening opening) throws RocksDBException {
        List<AutoCloseable> resources = new ArrayList<>();
        LRUCache cache = kept(resources, new LRUCache(BLOCK_CACHE_BYTES, BLOCK_CACHE_SHARD_BITS));
        DBOptions options = kept(resources, DBOptions.getDBOptionsFromProps(logsVerified()))
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true)
                .setAllowConcurrentMemtableWrite(false) // there is one writer
                .setMaxBackgroundJobs(2)
                .setMaxTotalWalSize(LOG_BYTES_MAX)
                .setWriteBufferManager(kept(resources, writeBuffers(resources)))
                .setBytesPerSync(MB)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2);
        List<ColumnFamilyDescriptor> descriptors = List.of(
                family("default", kept(resources, compressed(cache))),
                family("seen", kept(resources, uncompressed(cache))),
                family("queue", kept(resources, compressed(cache))));
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            RocksDB db = opening.open(options, folder.toString(), descriptors, families);
            return new Database(db, families, resources);
        } catch (RocksDBException e) {
            closeAll(resources);
            throw e;
        }
    }

    /**
     * With which the list of tables and each log name the logs before them. Where a list of tables that is cut off misses a
     * table, the log of its content is missing too, and opening fails instead of leaving a gap. The Java API has no setters
     * for them.
     */
    private static Properties logsVerified() {
        var properties = new Properties();
        properties.setProperty("track_and_verify_wals_in_manifest", "true");
        properties.setProperty("track_and_verify_wals", "true");
        return properties;
    }

    /** Bounds all write buffers together. They are charged to a cache of their own, so that they evict no blocks. */
    private static WriteBufferManager writeBuffers(List<AutoCloseable> resources) {
        return new WriteBufferManager(WRITE_BUFFERS_BYTES, kept(resources, new LRUCache(WRITE_BUFFERS_BYTES)));
    }

    private static <T extends AutoCloseable> T kept(List<AutoCloseable> resources, T resource) {
        resources.add(resource);
        return resource;
    }

    private static ColumnFamilyDescriptor family(String name, ColumnFamilyOptions options) {
        return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.US_ASCII), options);
    }

    private static ColumnFamilyOptions compressed(LRUCache cache) {
        return uncompressed(cache)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    private static ColumnFamilyOptions uncompressed(LRUCache cache) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFormatVersion(6)
                .setBlockSize(16 << 10)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(3)
                .setLevelCompactionDynamicLevelBytes(true)
                .setTargetFileSizeBase(64 * MB)
                .setCompressionType(CompressionType.NO_COMPRESSION);
    }

    private ColumnFamilyHandle familyOf(byte[] key) {
        if (key.length == 0) {
            return meta;
        }
        return switch (key[0]) {
            case 'Q' -> queue;
            case 'S', 'T' -> seen;
            default -> meta;
        };
    }

    /** The value of a key, or null. */
    byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return db.get(familyOf(key), key);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Whether nothing was ever written. */
    boolean isEmpty() {
        return families.stream().noneMatch(family -> {
            try (RocksIterator first = db.newIterator(family)) {
                first.seekToFirst();
                return first.isValid();
            }
        });
    }

    /** A cursor over a range of keys that begin with the same byte. It stands at the first. */
    Cursor cursor(byte[] from, byte[] to) {
        return new Cursor(db, familyOf(from), from, to, 2 * MB);
    }

    /** The same for a range of a few entries, which lie in one or two blocks. */
    Cursor shortCursor(byte[] from, byte[] to) {
        return new Cursor(db, familyOf(from), from, to, 0);
    }

    /** Writes changes as one batch, which is on the disk when this returns. */
    void write(Changes changes) throws IOException {
        try (var batch =
                new WriteBatch((int) Math.min(Integer.MAX_VALUE / 2, changes.bytes() + 16L * changes.size()))) {
            // In order, which RocksDB inserts with fewer comparisons.
            for (Changes.Change change : changes.sorted()) {
                byte[] key = change.key();
                byte[] value = change.value();
                if (value == null) {
                    batch.delete(familyOf(key), key);
                } else {
                    batch.put(familyOf(key), key, value);
                }
            }
            db.write(synced, batch);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Writes what is in memory into tables. */
    void flush() throws IOException {
        try (var flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, families);
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    /** Rewrites what is there without what was deleted, so that it is small and opened quickly. */
    void compact() throws IOException {
        flush();
        try {
            for (ColumnFamilyHandle family : families) {
                db.compactRange(family);
            }
        } catch (RocksDBException e) {
            throw failure(e);
        }
    }

    private static IOException failure(RocksDBException e) {
        Status status = e.getStatus();
        String reason = status != null && status.getSubCode() == Status.SubCode.NoSpace
                ? "no space left on device"
                : String.valueOf(e.getMessage()).replace(": ", ", ");
        return new IOException(reason, e);
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        synced.close();
        closeAll(resources);
    }

    private static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Walks through a range. */
    static final class Cursor implements AutoCloseable {
        private final Slice end;
        private final ReadOptions options;
        private final RocksIterator iterator;

        private Cursor(RocksDB db, ColumnFamilyHandle family, byte[] from, byte[] to, long readAheadBytes) {
            end = new Slice(to);
            options = new ReadOptions().setIterateUpperBound(end).setReadaheadSize(readAheadBytes);
            iterator = db.newIterator(family, options);
            iterator.seek(from);
        }

        /** The current key; null at the end. */
        byte @Nullable [] key() throws IOException {
            if (iterator.isValid()) {
                return iterator.key();
            }
            try {
                iterator.status();
            } catch (RocksDBException e) {
                throw failure(e);
            }
            return null;
        }

        byte[] value() {
            return iterator.value();
        }

        void next() {
            iterator.next();
        }

        @Override
        public void close() {
            iterator.close();
            options.close();
            end.close();
        }
    }
}
