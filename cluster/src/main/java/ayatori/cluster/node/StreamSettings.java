package ayatori.cluster.node;

import ayatori.cluster.stream.RocksMemory;
import ayatori.cluster.topic.CrawlTopics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams. What the user's file of properties says wins, except where the crawl depends on it. */
final class StreamSettings {
    /** After this time without a heartbeat the group coordinator gives a node's shards away. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /** What the clocks of two machines may differ in speed, and a request may take from its check to the wire. */
    static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

    private static final int MESSAGE_BYTES_MAX = 64 << 20;

    private StreamSettings() {}

    static Properties of(NodeOptions options, CrawlTopics topics) {
        var settings = new Properties();
        // More than this, no memory is needed for; less, and a commit of many shards takes long.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 32L << 20);
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        // How soon shards move to a new node: the shortest that Streams allows.
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.putAll(options.connection().clientProperties());

        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.applicationId());
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, options.id());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, options.state().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // With these, what a crash leaves of a shard on disk is whole, and need not be read again from the changelog.
        settings.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500L);
        // While Streams polls, no turn can be taken.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                SESSION_TIMEOUT.toMillis());
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
        // So that the longest time a heartbeat has taken, as the lease counts it, is that of the last ones.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.METRICS_SAMPLE_WINDOW_MS_CONFIG), 1_000L);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.METRICS_NUM_SAMPLES_CONFIG), 2);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MESSAGE_BYTES_MAX);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), (long) MESSAGE_BYTES_MAX);
        return settings;
    }
}
