package ayatori.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One broker among those of a cluster on this machine. Each broker is a controller too, and all of them vote (KRaft).
 *
 * @param id from 1
 * @param host the address that it and the others listen on
 * @param ports for each broker, in the order of their ids, the port of its clients and that of the controllers
 * @param folder what the broker keeps
 * @param more properties of Kafka's server that are set besides, or instead
 */
record BrokerLayout(int id, String host, List<Ports> ports, Path folder, Map<String, String> more) {
    /** Kafka asks for 16 bytes in URL-safe base 64. It tells clusters apart, and these are all on this machine. */
    static final String CLUSTER_ID = "YXlhdG9yaS1icm9rZXIwMA";

    /**
     * The ports of one broker.
     *
     * @param clients where clients and other brokers connect
     * @param controllers where the other controllers connect
     */
    record Ports(int clients, int controllers) {}

    BrokerLayout {
        ports = List.copyOf(ports);
        more = Map.copyOf(more);
    }

    /** Where clients connect to this broker. */
    String address() {
        return host + ":" + ports.get(id - 1).clients();
    }

    /** The properties of Kafka's server. */
    Properties properties() {
        var properties = new Properties();
        int copies = Math.min(ports.size(), 3);
        put(properties, "process.roles", "broker,controller");
        put(properties, "node.id", id);
        put(properties, "controller.quorum.voters", voters());
        put(properties, "controller.listener.names", "CONTROLLER");
        put(properties, "inter.broker.listener.name", "PLAINTEXT");
        put(properties, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        put(
                properties,
                "listeners",
                "PLAINTEXT://" + address() + ",CONTROLLER://" + host + ":"
                        + ports.get(id - 1).controllers());
        put(properties, "advertised.listeners", "PLAINTEXT://" + address());
        put(properties, "log.dirs", folder.resolve("data"));
        put(properties, "auto.create.topics.enable", false);
        put(properties, "default.replication.factor", copies);
        put(properties, "min.insync.replicas", Math.max(copies - 1, 1));
        put(properties, "offsets.topic.replication.factor", copies);
        put(properties, "transaction.state.log.replication.factor", copies);
        put(properties, "transaction.state.log.min.isr", Math.max(copies - 1, 1));
        put(properties, "share.coordinator.state.topic.replication.factor", copies);
        put(properties, "share.coordinator.state.topic.min.isr", Math.max(copies - 1, 1));
        // One machine needs few partitions for the broker's own topics, and starts sooner with them.
        put(properties, "offsets.topic.num.partitions", 4);
        put(properties, "transaction.state.log.num.partitions", 4);
        put(properties, "share.coordinator.state.topic.num.partitions", 1);
        put(properties, "group.initial.rebalance.delay.ms", 0);
        // The transaction of a node that died keeps others from its shards until it is aborted.
        put(properties, "transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);
        put(properties, "num.network.threads", 2);
        put(properties, "num.io.threads", 4);
        put(properties, "background.threads", 2);
        put(properties, "log.cleaner.dedupe.buffer.size", 8 << 20);
        more.forEach(properties::setProperty);
        return properties;
    }

    private String voters() {
        return IntStream.rangeClosed(1, ports.size())
                .mapToObj(each -> each + "@" + host + ":" + ports.get(each - 1).controllers())
                .collect(Collectors.joining(","));
    }

    private static void put(Properties properties, String name, Object value) {
        properties.setProperty(name, value.toString());
    }
}
