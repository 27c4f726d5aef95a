package ayatori.cluster.stream;

import ayatori.cluster.topic.CrawlTopics;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/** The topology: links come in, a shard takes them, and records and further links go out. */
public final class ShardTopology {
    /** The store's name, from which Streams makes the name of the changelog. */
    static final String STORE = "frontier";

    private static final String SOURCE = "links-in";
    private static final String SHARD = "shard";

    private ShardTopology() {}

    /** The topology of a node. */
    public static Topology of(CrawlTopics topics, NodeShards shards) {
        return of(topics, shards, Stores.persistentKeyValueStore(STORE));
    }

    static Topology of(CrawlTopics topics, NodeShards shards, KeyValueBytesStoreSupplier store) {
        var sinks = new ShardProcessor.Sinks("links", "pages", "page-links", "items", "skipped", "captures", "control");
        var topology = new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.links())
                .addProcessor(SHARD, () -> new ShardProcessor(shards, sinks), SOURCE)
                .addStateStore(
                        Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
                                // A key that changes several times between two commits is logged once.
                                .withCachingEnabled()
                                .withLoggingEnabled(Map.of()),
                        SHARD);
        sink(topology, sinks.links(), topics.links());
        sink(topology, sinks.pages(), topics.pages());
        sink(topology, sinks.pageLinks(), topics.pageLinks());
        sink(topology, sinks.items(), topics.items());
        sink(topology, sinks.skipped(), topics.skipped());
        sink(topology, sinks.captures(), topics.captures());
        sink(topology, sinks.control(), topics.control());
        return topology;
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new StringSerializer(), Placed.SERIALIZER, Placed.PARTITIONER, SHARD);
    }
}
