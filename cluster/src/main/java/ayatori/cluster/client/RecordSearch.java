package ayatori.cluster.client;

import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.UrlStory;
import ayatori.web.url.Canonicalizer;
import ayatori.web.url.Url;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks for the record of a URL, first in its own shard, then in the others, which record what they skip. */
final class RecordSearch {
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final CrawlTopics topics;
    private final int shards;

    RecordSearch(Consumer<byte[], byte[]> consumer, CrawlTopics topics, int shards) {
        this.consumer = consumer;
        this.topics = topics;
        this.shards = shards;
    }

    UrlStory story(String asked, int shard, CrawlOptions options, Instant created, boolean isRunning) {
        String url = new Canonicalizer(options.extent().canonicalForm())
                .canonicalize(Objects.requireNonNull(Url.tryParse(asked))
                        .withoutFragment()
                        .withoutCredentials())
                .href();
        List<TopicPartition> others = new ArrayList<>();
        for (int each = 0; each < shards; each++) {
            if (each != shard) {
                others.add(new TopicPartition(topics.skipped(), each));
            }
        }
        JsonNode page = find(url, List.of(new TopicPartition(topics.pages(), shard)));
        JsonNode skip = page != null ? null : find(url, List.of(new TopicPartition(topics.skipped(), shard)));
        if (page == null && skip == null && !others.isEmpty()) {
            skip = find(url, others);
        }
        return UrlStory.ofRecord(url, options, created, page, skip, isRunning);
    }

    /** The last record of a URL in some partitions; null if there is none. */
    private @Nullable JsonNode find(String url, List<TopicPartition> partitions) {
        byte[] key = url.getBytes(StandardCharsets.UTF_8);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        byte[] found = null;
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                if (Arrays.equals(key, record.key())) {
                    found = record.value();
                }
            }
        }
        return found == null ? null : JsonMapper.shared().readTree(found);
    }
}
