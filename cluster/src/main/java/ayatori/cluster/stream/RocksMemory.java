package ayatori.cluster.stream;

import ayatori.rocksdb.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** Bounds the memory of all RocksDB stores of this process together, however many shards it has. Made by Kafka Streams. */
public final class RocksMemory implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = 64L << 20;

    /** Blocks, indexes, filters and write buffers count against it. */
    private static final Cache CACHE;

    private static final WriteBufferManager WRITE_BUFFERS;

    static {
        try {
            Library.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CACHE = new LRUCache(CACHE_BYTES + WRITE_BUFFER_BYTES, 2);
        WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    }

    /** Called by Kafka Streams. */
    public RocksMemory() {}

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // Cache and buffers are shared by all stores, and live as long as the process.
    }
}
