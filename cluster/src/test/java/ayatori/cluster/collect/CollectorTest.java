package ayatori.cluster.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CollectorTest {
    private static final int SHARDS = 3;
    private static final CollectedCrawl CRAWL = new CollectedCrawl(
            "news",
            new CrawlTopics("test.", "news"),
            Instant.parse("2026-11-28T12:00:00Z"),
            SHARDS,
            Compression.NONE,
            true,
            false);

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private long nanoTime;

    @Test
    void collectsEachRecordOnce() throws Exception {
        record(RecordKind.PAGES, 0, "{\"url\":\"a\"}");
        record(RecordKind.PAGES, 2, "{\"url\":\"b\"}");
        record(RecordKind.SKIPPED, 1, "{\"url\":\"c\"}");
        record(RecordKind.LINKS, 1, "{\"url\":\"a\",\"links\":[]}");
        record(RecordKind.ITEMS, 1, "{\"name\":\"x\"}");
        var place = new SimulatedPlace(new Random(1));

        collect(place);
        collect(place); // goes on, and finds nothing more

        assertThat(lines(place, "pages.jsonl")).containsExactlyInAnyOrder("{\"url\":\"a\"}", "{\"url\":\"b\"}");
        assertThat(lines(place, "skipped.jsonl")).containsExactly("{\"url\":\"c\"}");
        assertThat(lines(place, "links.jsonl")).containsExactly("{\"url\":\"a\",\"links\":[]}");
        assertThat(lines(place, "items.jsonl")).containsExactly("{\"name\":\"x\"}");
    }

    @Test
    void collectsEachRecordOnceWhereverItCrashes() throws Exception {
        Random random = new Random(2);
        randomRecords(random, 40);
        int effects = 0;
        for (boolean isWhole = false; !isWhole; effects++) {
            var place = new SimulatedPlace(random);
            place.effectsLeft = effects;
            isWhole = collectOrCrash(place);
            place.effectsLeft = Integer.MAX_VALUE;
            collect(place);
            assertComplete(place);
        }
        assertThat(effects).isGreaterThan(20);
    }

    @Test
    void collectsEachRecordOnceThroughManyCrashesWhileRecordsCome() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            topics.clear();
            var random = new Random(seed);
            var place = new SimulatedPlace(random);
            for (int round = 0; round < 8; round++) {
                randomRecords(random, random.nextInt(30));
                place.effectsLeft = random.nextInt(40);
                collectOrCrash(place);
            }
            place.effectsLeft = Integer.MAX_VALUE;
            collect(place);
            assertComplete(place);
        }
    }

    @Test
    void takesTheEndBackBeforeItAddsARecord() throws Exception {
        var place = new SimulatedPlace(new Random(3));
        collect(place);
        place.hasSummary = true;
        collect(place);
        assertThat(place.hasSummary).isTrue();

        record(RecordKind.PAGES, 0, "{\"url\":\"late\"}");
        collect(place);
        assertThat(place.hasSummary).isFalse();
    }

    @Test
    void refusesAFolderOfAnotherCrawl() throws Exception {
        var place = new SimulatedPlace(new Random(4));
        collect(place);
        var other = new CollectedCrawl(
                "news",
                new CrawlTopics("test.", "news"),
                CRAWL.created().plusSeconds(1),
                SHARDS,
                Compression.NONE,
                true,
                false);
        assertThatThrownBy(() -> Collector.open(place, other, null, consumer(), () -> nanoTime))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("holds another crawl");
    }

    @Test
    void refusesTopicsThatHaveLostWhatWasNotCollected() {
        record(RecordKind.PAGES, 0, "{\"url\":\"a\"}");
        MockConsumer<byte[], byte[]> consumer = consumer();
        consumer.updateBeginningOffsets(Map.of(CRAWL.partition(RecordKind.PAGES, 0), 1L));
        var place = new SimulatedPlace(new Random(5));
        assertThatThrownBy(() -> Collector.open(place, CRAWL, null, consumer, () -> nanoTime))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("were deleted from test.news-pages before they were collected");
    }

    @Test
    void refusesAFileThatWasChanged() throws Exception {
        record(RecordKind.PAGES, 0, "{\"url\":\"a\"}");
        var place = new SimulatedPlace(new Random(6));
        collect(place);
        place.sink("pages.jsonl").truncate(3);
        assertThatThrownBy(() -> Collector.open(place, CRAWL, null, consumer(), () -> nanoTime))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("pages.jsonl has 3 bytes, but 12 were collected into it");
    }

    private boolean collectOrCrash(SimulatedPlace place) throws IOException, FolderException {
        try {
            collect(place);
            return true;
        } catch (SimulatedPlace.Crash e) {
            place.crash();
            return false;
        }
    }

    private void collect(SimulatedPlace place) throws IOException, FolderException {
        MockConsumer<byte[], byte[]> consumer = consumer();
        try (Collector collector = Collector.open(place, CRAWL, null, consumer, () -> nanoTime)) {
            List<ConsumerRecord<byte[], byte[]>> all =
                    topics.values().stream().flatMap(List::stream).toList();
            for (int from = 0; from < all.size() || from == 0; from += 7) {
                all.subList(from, Math.min(from + 7, all.size())).forEach(consumer::addRecord);
                collector.poll(Duration.ZERO);
                nanoTime += Duration.ofMillis(300).toNanos();
            }
            collector.commit();
        }
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (RecordKind kind : RecordKind.OF_LINES) {
            for (int shard = 0; shard < SHARDS; shard++) {
                beginnings.put(CRAWL.partition(kind, shard), 0L);
            }
        }
        consumer.updateBeginningOffsets(beginnings);
        return consumer;
    }

    private void randomRecords(Random random, int count) {
        for (int i = 0; i < count; i++) {
            RecordKind kind = RecordKind.OF_LINES.get(random.nextInt(RecordKind.OF_LINES.size()));
            record(kind, random.nextInt(SHARDS), "{\"n\":" + random.nextLong() + "}");
        }
    }

    /** Adds a record, perhaps behind a gap of offsets, as transactions leave them. */
    private void record(RecordKind kind, int shard, String line) {
        TopicPartition partition = CRAWL.partition(kind, shard);
        List<ConsumerRecord<byte[], byte[]>> records = topics.computeIfAbsent(partition, _ -> new ArrayList<>());
        long offset = records.isEmpty() ? 0 : records.getLast().offset() + 1 + line.length() % 2;
        records.add(new ConsumerRecord<>(
                partition.topic(), shard, offset, new byte[0], (line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> lines(SimulatedPlace place, String name) {
        return place.text(name).lines().toList();
    }

    private void assertComplete(SimulatedPlace place) {
        for (RecordKind kind : RecordKind.OF_LINES) {
            List<String> expected = new ArrayList<>();
            for (int shard = 0; shard < SHARDS; shard++) {
                topics.getOrDefault(CRAWL.partition(kind, shard), List.of())
                        .forEach(record -> expected.add(new String(record.value(), StandardCharsets.UTF_8).strip()));
            }
            assertThat(lines(place, kind.file())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
