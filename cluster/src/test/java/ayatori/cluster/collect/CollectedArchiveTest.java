package ayatori.cluster.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.CrawlArchive;
import ayatori.crawler.archive.ArchiveEncoder;
import ayatori.crawler.archive.Capture;
import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.archive.EncodedCapture;
import ayatori.crawler.archive.Original;
import ayatori.crawler.archive.Spool;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.sink.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures out of files of nodes, which hold more than is on record. */
final class CollectedArchiveTest {
    private static final int SHARDS = 2;
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final CollectedCrawl CRAWL = crawl(true);

    /** So small that many files are begun. */
    private static final CrawlArchive OPTIONS = CrawlArchive.DEFAULT.withFileBytes(300);

    @TempDir
    private Path nodes;

    private final List<CaptureRecord> captures = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private long nanoTime;

    private static CollectedCrawl crawl(boolean isArchived) {
        return new CollectedCrawl(
                "news", new CrawlTopics("", "news"), START, SHARDS, Compression.NONE, false, isArchived);
    }

    private Path node(String name) throws IOException {
        return Files.createDirectories(nodes.resolve(name));
    }

    /** A node writes a capture into its file, behind one that is on no record. */
    private void capture(String node, String text) throws IOException {
        String name = "ayatori-20261128120000-00000-" + node + ".warc.gz";
        Path file = node(node).resolve(name);
        append(file, "on no record\n");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long offset = Files.size(file);
        append(file, text);
        var checksum = new CRC32C();
        checksum.update(bytes);
        texts.add(text);
        captures.add(new CaptureRecord(
                "http://example.org/" + captures.size(),
                new CapturePlace(node(node).toString(), name, offset, bytes.length, checksum.getValue())));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void captures(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            capture("node-" + i % 3, "capture " + i + " " + "x".repeat(i * 7 % 200) + "\n");
        }
    }

    @Test
    void copiesEachCaptureOnRecordOnce() throws Exception {
        captures(20);
        var place = new SimulatedPlace(new Random(1));
        collect(place);
        collect(place);
        assertComplete(place);
        assertThat(place.sinkNames("archive/")).hasSizeGreaterThan(3);
    }

    @Test
    void copiesEachCaptureOnceWhereverItCrashes() throws Exception {
        captures(12);
        int effects = 0;
        for (boolean isWhole = false; !isWhole; effects++) {
            var place = new SimulatedPlace(new Random(effects));
            place.effectsLeft = effects;
            try {
                collect(place);
                isWhole = true;
            } catch (SimulatedPlace.Crash e) {
                place.crash();
            }
            place.effectsLeft = Integer.MAX_VALUE;
            collect(place);
            assertComplete(place);
        }
        assertThat(effects).isGreaterThan(30);
    }

    @Test
    void anArchiveThatWasLeftOutIsCollectedLater() throws Exception {
        captures(3);
        var place = new SimulatedPlace(new Random(2));
        collect(place, null);
        assertThat(place.sinkNames("archive/")).isEmpty();
        collect(place);
        captures(2);
        collect(place, null);
        assertThat(texts(place)).hasSize(3);
        collect(place);
        assertComplete(place);
    }

    @Test
    void looksInGivenFoldersBeforeThoseOfTheNodes() throws Exception {
        captures(6);
        Path copies = nodes.resolve("copies");
        Files.createDirectories(copies);
        for (int i = 0; i < 3; i++) {
            Files.move(nodes.resolve("node-" + i), copies.resolve("of-" + i));
        }
        var place = new SimulatedPlace(new Random(3));
        assertThatThrownBy(() -> collect(place))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not here: name the folder that has it or a copy of it by --archive-from");
        collect(place, List.of(copies));
        assertComplete(place);
    }

    @Test
    void refusesAFileThatIsCutOrChangedAndGoesOnWhenItIsWhole() throws Exception {
        captures(1);
        Path file = Path.of(captures.getFirst().place().folder())
                .resolve(captures.getFirst().place().file());
        byte[] whole = Files.readAllBytes(file);
        var place = new SimulatedPlace(new Random(4));
        Files.write(file, List.of("short"));
        assertThatThrownBy(() -> collect(place)).hasMessageContaining("has 6 bytes, and the capture of");
        byte[] changed = whole.clone();
        changed[changed.length - 2] ^= 1;
        Files.write(file, changed);
        assertThatThrownBy(() -> collect(place)).hasMessageContaining("was changed after it was written");
        Files.write(file, whole);
        collect(place);
        assertComplete(place);
    }

    private void collect(SimulatedPlace place) throws IOException, FolderException {
        collect(place, List.of());
    }

    private void collect(SimulatedPlace place, @Nullable List<Path> from) throws IOException, FolderException {
        CollectedCrawl crawl = crawl(from != null);
        var parts = from == null
                ? null
                : new CollectedArchive.Parts(new Openings(), OPTIONS, "here", () -> START, new ArchiveSources(from));
        MockConsumer<byte[], byte[]> consumer = consumer();
        try (Collector collector = Collector.open(place, crawl, parts, consumer, () -> nanoTime)) {
            if (from != null) {
                for (int i = 0; i < captures.size(); i++) {
                    TopicPartition partition = CRAWL.partition(RecordKind.CAPTURES, i % SHARDS);
                    consumer.addRecord(new ConsumerRecord<>(
                            partition.topic(),
                            partition.partition(),
                            i / SHARDS,
                            new byte[0],
                            captures.get(i).toLine()));
                    collector.poll(Duration.ZERO);
                    nanoTime += Duration.ofMillis(200).toNanos();
                }
            }
            collector.commit();
        }
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            for (int shard = 0; shard < SHARDS; shard++) {
                beginnings.put(CRAWL.partition(kind, shard), 0L);
            }
        }
        consumer.updateBeginningOffsets(beginnings);
        return consumer;
    }

    private List<String> texts(SimulatedPlace place) {
        List<String> found = new ArrayList<>();
        int serial = 0;
        for (String name : place.sinkNames("archive/")) {
            assertThat(name).isEqualTo("archive/ayatori-20261128120000-%05d-here.warc.gz".formatted(serial++));
            List<String> lines = place.text(name).lines().toList();
            assertThat(lines.getFirst()).isEqualTo("file " + name.substring("archive/".length()));
            lines.stream().skip(1).forEach(line -> found.add(line + "\n"));
        }
        return found;
    }

    private void assertComplete(SimulatedPlace place) {
        assertThat(texts(place)).containsExactlyInAnyOrderElementsOf(texts);
    }

    /** Begins each file with its name. */
    private static final class Openings implements ArchiveEncoder {
        @Override
        public String suffix() {
            return ".warc.gz";
        }

        @Override
        public byte[] opening(String name, Instant at) {
            return ("file " + name + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public EncodedCapture encode(Capture capture, @Nullable Original notModified, byte[] facts, Spool spool) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
