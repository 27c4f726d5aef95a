package ayatori.bench.cluster;

import ayatori.broker.LocalBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What each partition costs that a transaction writes to: a node commits twice a second, and its links go to the shards of all others, so
 * this grows with the square of the nodes. One record of 200 bytes for each partition; one broker, no replicas.
 *
 * <p>Argument: a folder.
 */
final class TransactionCost {
    private static final int TRANSACTIONS = 60;

    /** Nodes do not commit more often; without a pause, a transaction would wait for the end of the one before. */
    private static final long PAUSE_MILLIS = 300;

    private TransactionCost() {}

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        try (LocalBroker broker = LocalBroker.start(Path.of(arguments[0]))) {
            for (int partitions : new int[] {16, 16, 64, 256}) { // the first is the warm-up
                measure(broker, partitions, "links-" + System.nanoTime());
            }
        }
        System.exit(0);
    }

    private static void measure(LocalBroker broker, int partitions, String topic) throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", broker.address()));
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
        settings.put("transactional.id", topic);
        settings.put("linger.ms", 20);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            transaction(producer, topic, partitions);
            long cpu = ProcessCpu.nanos(broker.pid());
            long inTransactions = 0;
            for (int i = 0; i < TRANSACTIONS; i++) {
                Thread.sleep(PAUSE_MILLIS);
                long begin = System.nanoTime();
                transaction(producer, topic, partitions);
                inTransactions += System.nanoTime() - begin;
            }
            double each = TRANSACTIONS * (double) partitions;
            System.out.printf(
                    "%d partitions: a transaction takes %.1f ms, and %.0f µs of the broker's CPU time for each partition%n",
                    partitions,
                    inTransactions / 1e6 / TRANSACTIONS,
                    (ProcessCpu.nanos(broker.pid()) - cpu) / 1e3 / each);
        }
    }

    private static void transaction(KafkaProducer<byte[], byte[]> producer, String topic, int partitions) {
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
            var _ = producer.send(new ProducerRecord<>(topic, partition, null, new byte[200]));
        }
        producer.commitTransaction();
    }
}
