package ayatori.cluster.node;

import ayatori.cluster.topic.CrawlTopics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Whether all links that were sent to shards are taken up, by committed offsets. */
final class LinkOffsets {
    private static final long PATIENCE_SECONDS = 5;

    private final Admin admin;
    private final CrawlTopics topics;
    private final int shards;

    LinkOffsets(Admin admin, CrawlTopics topics, int shards) {
        this.admin = admin;
        this.topics = topics;
        this.shards = shards;
    }

    /** False also if it cannot be known. */
    boolean areTakenUp() throws InterruptedException {
        try {
            // The offsets first: they are at the ends only if there was nothing more when they were read.
            Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(topics.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (int shard = 0; shard < shards; shard++) {
                asked.put(new TopicPartition(topics.links(), shard), OffsetSpec.latest());
            }
            var ends = admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = taken.get(end.getKey());
                return end.getValue().offset() <= (offset == null ? 0 : offset.offset());
            });
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
