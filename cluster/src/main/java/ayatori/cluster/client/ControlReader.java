package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a control topic, and goes on reading. */
public final class ControlReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Brokers brokers;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final ControlView view = new ControlView();

    private ControlReader(Brokers brokers, Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.brokers = brokers;
        this.consumer = consumer;
        this.partition = partition;
    }

    /** Begins at the beginning. The reader is used by one thread at a time. */
    public static ControlReader open(Brokers brokers, String topic) throws ClusterException {
        var partition = new TopicPartition(topic, 0);
        Consumer<byte[], byte[]> consumer = brokers.consumer();
        var reader = new ControlReader(brokers, consumer, partition);
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return reader;
        } catch (KafkaException e) {
            reader.close();
            throw brokers.failed("the topic " + topic + " cannot be read", e);
        }
    }

    /** What the topic says by now. */
    public ControlView read() throws ClusterException {
        try {
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                    view.apply(new String(record.key(), StandardCharsets.UTF_8), record.value());
                }
            }
            return view;
        } catch (KafkaException e) {
            throw brokers.failed("the topic " + partition.topic() + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
