package ayatori.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.KeyValueStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of stores, on Streams' cache above RocksDB, as in a node. */
final class StreamStoreTest extends KeyValueStoreContract {
    @TempDir
    Path folder;

    private final List<TopologyTestDriver> drivers = new ArrayList<>();

    @Override
    protected KeyValueStore open() {
        var topology = new Topology()
                .addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("nothing", Nothing::new, "in")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore("store"), Serdes.Bytes(), Serdes.ByteArray())
                                .withCachingEnabled(),
                        "nothing");
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "store");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG,
                folder.resolve("" + drivers.size()).toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 100_000L);
        var driver = new TopologyTestDriver(topology, settings);
        drivers.add(driver);
        org.apache.kafka.streams.state.KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore("store");
        return new StreamStore(store);
    }

    @Test
    void keepsNoReferenceToTheKeyOfWhatItReadsFromTheDisk() {
        KeyValueStore store = open();
        for (int i = 0; i < 2_000; i++) {
            store.put(key(i), new byte[100]);
        }
        byte[] buffer = key(0);
        for (int i = 0; i < 2_000; i++) {
            System.arraycopy(key(i), 0, buffer, 0, buffer.length);
            assertThat(store.get(buffer)).hasSize(100);
            store.put(buffer, new byte[] {1});
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(store.get(key(i))).containsExactly(1);
        }
    }

    private static byte[] key(int number) {
        return new byte[] {'Q', (byte) (number >> 8), (byte) number};
    }

    @AfterEach
    void close() {
        drivers.forEach(TopologyTestDriver::close);
    }

    private static final class Nothing implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void init(ProcessorContext<Void, Void> context) {}

        @Override
        public void process(Record<byte[], byte[]> record) {}
    }
}
