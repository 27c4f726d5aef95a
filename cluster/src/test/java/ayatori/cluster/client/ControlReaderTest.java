package ayatori.cluster.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlRecord.Idle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ControlReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("news-control", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long now;

    private final ControlReader reader =
            new ControlReader((problem, e) -> new ClusterException(problem, e), consumer, PARTITION, this::tick);

    /** Each look at the clock takes a second. */
    private long tick() {
        now += Duration.ofSeconds(1).toNanos();
        return now;
    }

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        consumer.seek(PARTITION, 0);
    }

    private void add(long offset, long epoch) {
        var record = new Idle(epoch, true);
        consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), 0, offset, record.key().getBytes(UTF_8), record.value()));
    }

    @Test
    void readsUpToTheEnd() throws ClusterException {
        add(0, 1);
        add(1, 2);
        assertThat(reader.read().idle()).isEqualTo(new Idle(2, true));
    }

    @Test
    void givesUpWhenNothingComesOfWhatIsThere() {
        add(0, 1);
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(reader::read)
                .withMessage("the topic news-control cannot be read")
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    @Test
    void goesOnAfterItGaveUp() throws ClusterException {
        assertThatExceptionOfType(ClusterException.class).isThrownBy(reader::read);
        add(0, 1);
        add(1, 2);
        assertThat(reader.read().idle()).isEqualTo(new Idle(2, true));
    }

    @Test
    void canBeWokenByAnotherThread() {
        reader.wakeUp();
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(reader::read)
                .withCauseInstanceOf(WakeupException.class);
    }
}
