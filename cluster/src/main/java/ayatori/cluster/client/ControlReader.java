package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a control topic, and goes on reading. Used by one thread at a time, except for {@link #wakeUp}. */
public final class ControlReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Failures failures;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final LongSupplier nanoTime;
    private final ControlView view = new ControlView();

    /** Makes one sentence of what went wrong. */
    interface Failures {
        ClusterException of(String problem, KafkaException e);
    }

    ControlReader(
            Failures failures, Consumer<byte[], byte[]> consumer, TopicPartition partition, LongSupplier nanoTime) {
        this.failures = failures;
        this.consumer = consumer;
        this.partition = partition;
        this.nanoTime = nanoTime;
    }

    /** Begins at the beginning. */
    public static ControlReader open(Brokers brokers, String topic) throws ClusterException {
        var partition = new TopicPartition(topic, 0);
        var reader = new ControlReader(brokers::failed, brokers.consumer(), partition, System::nanoTime);
        try {
            reader.consumer.assign(List.of(partition));
            reader.consumer.seekToBeginning(List.of(partition));
            return reader;
        } catch (KafkaException e) {
            reader.close();
            throw reader.failed(e);
        }
    }

    /**
     * What the topic says by now.
     *
     * @throws ClusterException if it cannot be read, or nothing comes of what is there for as long as clients wait for brokers
     */
    public ControlView read() throws ClusterException {
        try {
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            long position = consumer.position(partition);
            long movedAt = nanoTime.getAsLong();
            while (position < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                    view.apply(new String(record.key(), StandardCharsets.UTF_8), record.value());
                }
                long before = position;
                position = consumer.position(partition);
                long now = nanoTime.getAsLong();
                if (position > before) {
                    movedAt = now;
                } else if (now - movedAt > Brokers.PATIENCE.toNanos()) {
                    throw new TimeoutException("nothing comes");
                }
            }
            return view;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private ClusterException failed(KafkaException e) {
        return failures.of("the topic " + partition.topic() + " cannot be read", e);
    }

    /** Ends a call of {@link #read} that waits, or the next one, with an exception. May be called by any thread. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
