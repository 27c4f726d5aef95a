package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The brokers, and clients of theirs. What goes wrong becomes one sentence. */
public final class Brokers implements AutoCloseable {
    /** How long clients wait for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Admin admin;

    private Brokers(Connection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
    }

    /**
     * Connects.
     *
     * @throws ClusterException if no broker answers, or none lets this user in
     */
    public static Brokers connect(Connection connection) throws ClusterException {
        Map<String, Object> properties = connection.clientProperties();
        properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
        properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
        Admin admin;
        try {
            admin = Admin.create(properties);
        } catch (KafkaException e) {
            throw new ClusterException(sentence(connection, "no connection to " + connection.bootstrap(), e), e);
        }
        var brokers = new Brokers(connection, admin);
        try {
            brokers.get("the brokers cannot be listed", admin.describeCluster().nodes());
            return brokers;
        } catch (ClusterException e) {
            brokers.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /** {@return the client for administrators} */
    public Admin admin() {
        return admin;
    }

    /** A consumer without a group, which sees committed records only and resets no offset. */
    Consumer<byte[], byte[]> consumer() throws ClusterException {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("max.poll.records", 2_000);
        properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
        properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw failed("nothing can be read", e);
        }
    }

    /** A producer of transactions. */
    public Producer<byte[], byte[]> producer(String transactionalId) throws ClusterException {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("transactional.id", transactionalId);
        // The first transaction waits for the brokers to make the topic of transactions. That they answer is known.
        properties.put("max.block.ms", PATIENCE.toMillis() * 3);
        properties.put("delivery.timeout.ms", (int) PATIENCE.toMillis() * 3);
        properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
        properties.put("linger.ms", 0);
        try {
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw failed("nothing can be written", e);
        }
    }

    /** Waits for an answer. */
    public <T> T get(String problem, KafkaFuture<T> answer) throws ClusterException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof KafkaException kafka
                    ? failed(problem, kafka)
                    : new ClusterException(problem + " (" + cause + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(problem + ", since this was interrupted", e);
        }
    }

    /** What went wrong, in one sentence. */
    public ClusterException failed(String problem, KafkaException e) {
        return new ClusterException(sentence(connection, problem, e), e);
    }

    private static String sentence(Connection connection, String problem, KafkaException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return switch (e) {
            case AuthenticationException _ ->
                "the brokers at " + connection.bootstrap() + " do not let this user in: check the file of --config ("
                        + root.getMessage() + ")";
            case AuthorizationException _ ->
                problem + ", since this user may not: " + root.getMessage() + " (docs/cluster.md lists what is needed)";
            case TimeoutException _ ->
                "no broker answers at " + connection.bootstrap()
                        + ": check --bootstrap, and whether it wants TLS (--config)";
            default -> problem + ": " + root.getMessage();
        };
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
