package ayatori.cluster.node;

import ayatori.cluster.client.Brokers;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.cluster.topic.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** What must be true before a node does anything. Each refusal is one sentence, and nothing is written. */
final class NodeChecks {
    /** Times of hosts are wall-clock times, and move from node to node with their shards. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(30);

    private final NodeOptions options;
    private final CrawlTopics topics;
    private final Brokers brokers;
    private final InstantSource clock;

    NodeChecks(NodeOptions options, CrawlTopics topics, Brokers brokers, InstantSource clock) {
        this.options = options;
        this.topics = topics;
        this.brokers = brokers;
        this.clock = clock;
    }

    /** Checks that the crawl is there: before its control topic is read. */
    void exists() throws ClusterException {
        Set<String> all = brokers.get(
                "the topics cannot be listed", brokers.admin().listTopics().names());
        if (!all.contains(topics.control())) {
            throw new ClusterException("there is no crawl " + options.crawl() + " at " + options.connection()
                    + ": start it by ayatori cluster start");
        }
        for (String topic : topics.all()) {
            if (!all.contains(topic)) {
                throw new ClusterException("the crawl " + options.crawl() + " at " + options.connection()
                        + " has no topic " + topic + ": start another crawl");
            }
        }
    }

    /** Checks that the crawl is one that this version can go on with. */
    Started crawl(ControlView view) throws ClusterException {
        Started crawl = view.started();
        State state = view.state();
        if (crawl == null || state == null) {
            throw new ClusterException("the topics of " + options.crawl() + " at " + options.connection()
                    + " say nothing of a crawl: they belong to something else, or its start was cut off");
        }
        if (crawl.format() != Started.FORMAT) {
            throw new ClusterException("the crawl " + options.crawl() + " was started by another version of Ayatori ("
                    + crawl.program() + "): use that version");
        }
        if (state.state() == RunState.DONE) {
            throw new ClusterException("the crawl " + options.crawl() + " is done (" + state.by() + ")");
        }
        if (state.state() == RunState.STOPPED) {
            throw new ClusterException(
                    "the crawl " + options.crawl() + " is stopped: ayatori cluster resume lets it go on");
        }
        var descriptions = brokers.get(
                "the topics cannot be described",
                brokers.admin().describeTopics(topics.all()).allTopicNames());
        for (var topic : descriptions.values()) {
            int expected = topic.name().equals(topics.control()) ? 1 : crawl.shards();
            if (topic.partitions().size() != expected) {
                throw new ClusterException("the topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions and the crawl " + crawl.shards()
                        + " shards: the topic belongs to another crawl");
            }
        }
        return crawl;
    }

    /** Checks the name of the node. */
    void name(Node before, Node later) throws ClusterException {
        if (!before.clock().equals(later.clock())) {
            throw new ClusterException("there is a node " + options.id() + " at work already, on " + later.host()
                    + ": choose another name by --id");
        }
    }

    /** Checks the clock, by the time that the broker gives a record. Its transaction is aborted, so it is never there. */
    void clock() throws ClusterException {
        try (Producer<byte[], byte[]> producer = brokers.producer(topics.applicationId() + "-clock-" + options.id())) {
            producer.initTransactions();
            producer.beginTransaction();
            Instant before = clock.instant();
            var sent = producer.send(new ProducerRecord<>(
                    topics.control(), 0, "clock".getBytes(StandardCharsets.UTF_8), new byte[] {'{', '}'}));
            producer.flush();
            Instant broker = Instant.ofEpochMilli(sent.get().timestamp());
            Instant after = clock.instant();
            producer.abortTransaction();
            Duration apart = broker.isBefore(before)
                    ? Duration.between(broker, before)
                    : broker.isAfter(after) ? Duration.between(after, broker) : Duration.ZERO;
            if (apart.compareTo(CLOCKS_APART) > 0) {
                throw new ClusterException("the clocks of this machine and of the broker differ by " + apart.toSeconds()
                        + " seconds, and the pauses between requests depend on them: set both by NTP");
            }
        } catch (KafkaException e) {
            throw brokers.failed("the time of the broker cannot be had", e);
        } catch (ExecutionException e) {
            throw new ClusterException("the time of the broker cannot be had: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("the time of the broker cannot be had, since this was interrupted", e);
        }
    }
}
