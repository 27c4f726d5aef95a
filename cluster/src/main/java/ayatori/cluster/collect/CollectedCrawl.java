package ayatori.cluster.collect;

import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.sink.Compression;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What is collected.
 *
 * @param name the crawl's name
 * @param topics the names of its topics
 * @param created when it was started
 * @param shards how many shards it has, and so partitions each topic
 * @param compression of the files
 * @param hasLinks whether it records where links stand
 * @param isArchived whether its archive is collected too
 */
record CollectedCrawl(
        String name,
        CrawlTopics topics,
        Instant created,
        int shards,
        Compression compression,
        boolean hasLinks,
        boolean isArchived) {
    /** What is collected. */
    List<RecordKind> kinds() {
        return isArchived ? List.of(RecordKind.values()) : RecordKind.OF_LINES;
    }

    /** The partition with the records of a kind that a shard has written. */
    TopicPartition partition(RecordKind kind, int shard) {
        String topic = switch (kind) {
            case PAGES -> topics.pages();
            case LINKS -> topics.pageLinks();
            case ITEMS -> topics.items();
            case SKIPPED -> topics.skipped();
            case CAPTURES -> topics.captures();
        };
        return new TopicPartition(topic, shard);
    }
}
