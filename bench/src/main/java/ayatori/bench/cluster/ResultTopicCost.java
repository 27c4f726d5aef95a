package ayatori.bench.cluster;

import ayatori.broker.LocalBroker;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What it would cost to hand the results of fetches to their shards by a topic: CPU time per page to produce, keep and consume 17 KB of
 * text that lz4 compresses as it does HTML. The first round is the warm-up.
 *
 * <p>Arguments: a folder, and the number of pages in a round.
 */
final class ResultTopicCost {
    private static final int BYTES = 17_000;

    private ResultTopicCost() {}

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        int pages = Integer.parseInt(arguments[1]);
        try (LocalBroker broker = LocalBroker.start(Path.of(arguments[0]))) {
            var random = new Random(1);
            List<byte[]> texts = Stream.generate(() -> text(random)).limit(200).toList();
            Map<String, Object> both = Map.of("bootstrap.servers", broker.address());
            for (int round = 1; round <= 4; round++) {
                long own = ownNanos();
                long brokers = ProcessCpu.nanos(broker.pid());
                pass(both, texts, pages, "results-" + round);
                System.out.printf(
                        "round %d: %.0f µs per page here, %.0f µs in the broker%n",
                        round,
                        (ownNanos() - own) / 1e3 / pages,
                        (ProcessCpu.nanos(broker.pid()) - brokers) / 1e3 / pages);
            }
        }
    }

    private static void pass(Map<String, Object> both, List<byte[]> texts, int pages, String topic) throws Exception {
        try (Admin admin = Admin.create(both)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        var producing = new HashMap<>(both);
        producing.put("compression.type", "lz4");
        producing.put("linger.ms", 20);
        var consuming = new HashMap<>(both);
        consuming.put("isolation.level", "read_committed");
        try (var producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
                var consumer =
                        new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            int consumed = 0;
            for (int page = 0; page < pages; page++) {
                var _ = producer.send(new ProducerRecord<>(topic, 0, null, texts.get(page % texts.size())));
                if (page % 100 == 99) {
                    consumed += consumer.poll(Duration.ZERO).count();
                }
            }
            producer.flush();
            while (consumed < pages) {
                consumed += consumer.poll(Duration.ofMillis(100)).count();
            }
        }
    }

    /** Words and markup: about a third of it when compressed. */
    private static byte[] text(Random random) {
        byte[] text = new byte[BYTES];
        for (int at = 0; at < BYTES; ) {
            byte[] word = Long.toString(Math.abs(random.nextLong() % 40_000) * 7_919, 36)
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < word.length && at < BYTES; i++) {
                text[at++] = word[i];
            }
            byte[] tag = at % 3 == 0 ? "<p class=\"text\">".getBytes(StandardCharsets.US_ASCII) : new byte[] {' '};
            for (int i = 0; i < tag.length && at < BYTES; i++) {
                text[at++] = tag[i];
            }
        }
        return text;
    }

    private static long ownNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
