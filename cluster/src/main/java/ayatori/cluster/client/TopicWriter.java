package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.CrawlTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes to a crawl's topics in one transaction. What is not committed has never been there. */
final class TopicWriter implements AutoCloseable {
    private final Brokers brokers;
    private final CrawlTopics topics;
    private final Producer<byte[], byte[]> producer;

    private TopicWriter(Brokers brokers, CrawlTopics topics, Producer<byte[], byte[]> producer) {
        this.brokers = brokers;
        this.topics = topics;
        this.producer = producer;
    }

    static TopicWriter open(Brokers brokers, CrawlTopics topics) throws ClusterException {
        Producer<byte[], byte[]> producer = brokers.producer(topics.applicationId() + "-client-" + UUID.randomUUID());
        var writer = new TopicWriter(brokers, topics, producer);
        try {
            producer.initTransactions();
            producer.beginTransaction();
            return writer;
        } catch (KafkaException e) {
            writer.close();
            throw brokers.failed("nothing can be written", e);
        }
    }

    /** Adds links for a shard. What goes wrong with it is what the commit says. */
    void links(int shard, byte[] batch) {
        var _ = producer.send(new ProducerRecord<>(topics.links(), shard, null, batch));
    }

    /** Adds a record to the control topic. */
    void control(ControlRecord record) {
        var _ = producer.send(new ProducerRecord<>(
                topics.control(), 0, record.key().getBytes(StandardCharsets.UTF_8), record.value()));
    }

    void commit() throws ClusterException {
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw brokers.failed("the transaction was not committed", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
