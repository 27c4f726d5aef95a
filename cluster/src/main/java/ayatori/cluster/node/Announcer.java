package ayatori.cluster.node;

import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.CrawlTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the control topic what this node says. What cannot be written is dropped: the next word will say it again. */
final class Announcer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 4_000;

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    Announcer(NodeOptions options, CrawlTopics topics) {
        Map<String, Object> settings = new HashMap<>(options.connection().clientProperties());
        settings.put("client.id", options.id() + "-announcer");
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", (long) PATIENCE_MILLIS);
        settings.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        settings.put("delivery.timeout.ms", PATIENCE_MILLIS);
        settings.put("enable.metrics.push", false);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topics.control();
    }

    void say(ControlRecord control) {
        send(control.key(), control.value());
    }

    /** Deletes a record. */
    void unsay(String key) {
        send(key, null);
    }

    private void send(String key, byte @Nullable [] value) {
        var _ = producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value));
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
}
