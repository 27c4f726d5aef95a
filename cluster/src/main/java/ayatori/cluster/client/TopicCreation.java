package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.CrawlTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Creates the topics of a crawl. Those that a start which was cut off has left are taken as they are. */
final class TopicCreation {
    /** The links of one page are one record. */
    private static final int MESSAGE_BYTES_MAX = 64 << 20;

    private final Brokers brokers;
    private final CrawlTopics topics;
    private final int shards;
    private final int replicas;

    TopicCreation(Brokers brokers, CrawlTopics topics, int shards, int replicas) {
        this.brokers = brokers;
        this.topics = topics;
        this.shards = shards;
        this.replicas = replicas;
    }

    /** @throws ClusterException if that cannot be; nothing was created then */
    void run() throws ClusterException {
        int count = brokers.get(
                        "the brokers cannot be listed",
                        brokers.admin().describeCluster().nodes())
                .size();
        if (count < replicas) {
            throw new ClusterException(
                    "there " + (count == 1 ? "is one broker" : "are " + count + " brokers") + ", but "
                            + replicas + " are to keep a copy of each topic: give --replicas " + count
                            + ", or start more brokers");
        }
        Set<String> known = brokers.get(
                "the topics cannot be listed", brokers.admin().listTopics().names());
        Set<String> found = new HashSet<>(topics.all());
        found.retainAll(known);
        checkPartitions(found);
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : topics.all()) {
            if (!found.contains(topic)) {
                missing.add(new NewTopic(topic, partitions(topic), (short) replicas).configs(settings(topic)));
            }
        }
        brokers.get(
                "the topics cannot be created",
                brokers.admin().createTopics(missing).all());
    }

    private void checkPartitions(Set<String> found) throws ClusterException {
        Map<String, TopicDescription> topicsThere = brokers.get(
                "the topics cannot be described",
                brokers.admin().describeTopics(found).allTopicNames());
        for (TopicDescription there : topicsThere.values()) {
            if (there.partitions().size() != partitions(there.name())) {
                throw new ClusterException("there is a topic " + there.name() + " of "
                        + there.partitions().size() + " partitions already, which is none of this crawl: choose another"
                        + " name, or delete it");
            }
        }
    }

    private int partitions(String topic) {
        return topic.equals(topics.control()) ? 1 : shards;
    }

    private Map<String, String> settings(String topic) {
        Map<String, String> settings = new HashMap<>();
        boolean isCompacted = topic.equals(topics.control()) || topic.equals(topics.changelog());
        settings.put("cleanup.policy", isCompacted ? "compact" : "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
        settings.put("max.message.bytes", String.valueOf(MESSAGE_BYTES_MAX));
        settings.put("min.insync.replicas", String.valueOf(Math.max(replicas - 1, 1)));
        if (topic.equals(topics.control())) {
            settings.put("message.timestamp.type", "LogAppendTime");
            settings.put("segment.ms", "600000");
        }
        return settings;
    }
}
