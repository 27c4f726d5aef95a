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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks for the record of a URL, first in its own shard, then in the others, which record what they skip; and for those of the pages
 * that lead to it.
 */
final class RecordSearch {
    private static final Duration WAIT = Duration.ofMillis(200);

    /** Of so many pages of a shard it is remembered where they are. Others are looked for one by one. */
    private static final int REMEMBERED_MAX = 2_000_000;

    private final Consumer<byte[], byte[]> consumer;
    private final CrawlTopics topics;
    private final int shards;
    private final ToIntFunction<String> shardOf;

    /** By shard, the offsets of its pages by the hashes of their URLs. */
    private final Map<Integer, Map<Integer, List<Long>>> offsets = new HashMap<>();

    /** @param shardOf tells the shard of a URL */
    RecordSearch(Consumer<byte[], byte[]> consumer, CrawlTopics topics, int shards, ToIntFunction<String> shardOf) {
        this.consumer = consumer;
        this.topics = topics;
        this.shards = shards;
        this.shardOf = shardOf;
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
        JsonNode page = page(url, shard);
        JsonNode skip = page != null ? null : find(url, List.of(new TopicPartition(topics.skipped(), shard)));
        if (page == null && skip == null && !others.isEmpty()) {
            skip = find(url, others);
        }
        return UrlStory.ofRecord(url, options, created, page, skip, this::page, isRunning);
    }

    private @Nullable JsonNode page(String url) {
        return url.startsWith("http") ? page(url, shardOf.applyAsInt(url)) : null;
    }

    /** The last record of a page. */
    private @Nullable JsonNode page(String url, int shard) {
        var partition = new TopicPartition(topics.pages(), shard);
        Map<Integer, List<Long>> known = offsets.computeIfAbsent(shard, _ -> offsets(partition));
        if (known.isEmpty()) {
            return find(url, List.of(partition));
        }
        for (long offset : known.getOrDefault(url.hashCode(), List.of()).reversed()) {
            byte[] found = at(partition, offset, url);
            if (found != null) {
                return JsonMapper.shared().readTree(found);
            }
        }
        return null;
    }

    /** Where the pages of a shard are; empty if they are too many, or none. */
    private Map<Integer, List<Long>> offsets(TopicPartition partition) {
        Map<Integer, List<Long>> found = new HashMap<>();
        read(List.of(partition), record -> {
            if (found.size() <= REMEMBERED_MAX) {
                int hash = new String(record.key(), StandardCharsets.UTF_8).hashCode();
                found.computeIfAbsent(hash, _ -> new ArrayList<>(1)).add(record.offset());
            }
        });
        return found.size() > REMEMBERED_MAX ? Map.of() : found;
    }

    private byte @Nullable [] at(TopicPartition partition, long offset, String url) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        byte[] key = url.getBytes(StandardCharsets.UTF_8);
        while (consumer.position(partition) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                if (record.offset() == offset) {
                    return Arrays.equals(key, record.key()) ? record.value() : null;
                }
            }
        }
        return null;
    }

    /** The last record of a URL in some partitions; null if there is none. */
    private @Nullable JsonNode find(String url, List<TopicPartition> partitions) {
        byte[] key = url.getBytes(StandardCharsets.UTF_8);
        byte[][] found = new byte[1][];
        read(partitions, record -> {
            if (Arrays.equals(key, record.key())) {
                found[0] = record.value();
            }
        });
        return found[0] == null ? null : JsonMapper.shared().readTree(found[0]);
    }

    private void read(
            List<TopicPartition> partitions, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            consumer.poll(WAIT).forEach(taker);
        }
    }
}
