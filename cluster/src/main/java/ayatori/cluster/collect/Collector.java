package ayatori.cluster.collect;

import ayatori.crawler.folder.FolderException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Carries records from their topics into files, each exactly once. It reads only what is committed, assigns itself all partitions,
 * and commits no offset to the brokers: those are in the folder, beside what they stand for. Used by one thread.
 */
final class Collector implements AutoCloseable {
    private static final long COMMIT_NANOS = Duration.ofMillis(500).toNanos();

    private final CollectPlace place;
    private final CollectedFiles files;
    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, RecordKind> kinds = new HashMap<>();
    private final Map<RecordKind, List<TopicPartition>> partitions = new EnumMap<>(RecordKind.class);
    private final Map<RecordKind, Long> counts;
    private CollectState committed;
    private long committedAt;
    private boolean isReopened;

    private Collector(
            CollectPlace place,
            CollectedFiles files,
            CollectState state,
            Consumer<byte[], byte[]> consumer,
            LongSupplier nanoTime) {
        this.place = place;
        this.files = files;
        this.committed = state;
        this.counts = new EnumMap<>(state.counts());
        this.consumer = consumer;
        this.nanoTime = nanoTime;
        this.committedAt = nanoTime.getAsLong();
    }

    /**
     * Goes on where the last commit left off.
     *
     * @param archive what the archive is made of; null if it is not collected
     * @param consumer reads committed records only, and resets no offset by itself
     * @throws FolderException if the files are not as they were written, are of another crawl, or the topics have lost records that
     *     were not collected here
     */
    static Collector open(
            CollectPlace place,
            CollectedCrawl crawl,
            CollectedArchive.@Nullable Parts archive,
            Consumer<byte[], byte[]> consumer,
            LongSupplier nanoTime)
            throws IOException, FolderException {
        CollectState state = state(place, crawl);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (RecordKind kind : crawl.kinds()) {
            for (int shard = 0; shard < crawl.shards(); shard++) {
                offsets.put(crawl.partition(kind, shard), offset(state, kind, shard));
            }
        }
        consumer.assign(offsets.keySet());
        for (Map.Entry<TopicPartition, Long> first :
                consumer.beginningOffsets(offsets.keySet()).entrySet()) {
            if (first.getValue() > offsets.getOrDefault(first.getKey(), 0L)) {
                throw new FolderException("Records of the crawl " + crawl.name() + " were deleted from "
                        + first.getKey().topic() + " before they were collected here: use the folder that has them.");
            }
        }
        offsets.forEach(consumer::seek);
        CollectedArchive opened = archive == null ? null : CollectedArchive.open(place, archive, state.marks());
        CollectedFiles files = CollectedFiles.open(place, crawl.compression(), crawl.hasLinks(), opened, state.marks());
        var collector = new Collector(place, files, state, consumer, nanoTime);
        for (RecordKind kind : crawl.kinds()) {
            List<TopicPartition> ofKind = new ArrayList<>();
            for (int shard = 0; shard < crawl.shards(); shard++) {
                TopicPartition partition = crawl.partition(kind, shard);
                ofKind.add(partition);
                collector.kinds.put(partition, kind);
            }
            collector.partitions.put(kind, ofKind);
        }
        return collector;
    }

    private static long offset(CollectState state, RecordKind kind, int shard) {
        return Objects.requireNonNull(state.offsets().get(kind)).get(shard);
    }

    private static CollectState state(CollectPlace place, CollectedCrawl crawl) throws IOException, FolderException {
        byte[] bytes = place.state();
        if (bytes == null) {
            CollectState empty = CollectState.empty(crawl.name(), crawl.created(), crawl.shards());
            place.commit(empty.toJson());
            return empty;
        }
        CollectState state = CollectState.of(bytes);
        if (state == null) {
            throw new FolderException(
                    CollectFolder.STATE
                            + " is damaged, or of another version of Ayatori: restore it from a copy, or collect into another folder.");
        }
        boolean isOfCrawl =
                state.crawl().equals(crawl.name()) && state.created().equals(crawl.created());
        if (!isOfCrawl || state.offsets().values().stream().anyMatch(offsets -> offsets.size() != crawl.shards())) {
            throw new FolderException("The folder holds another crawl (" + state.crawl() + ", started "
                    + state.created() + "): collect " + crawl.name() + " into another folder.");
        }
        return state;
    }

    /**
     * Takes what has come, and commits now and then.
     *
     * @param wait how long to wait if there is nothing
     * @return how many records came
     */
    int poll(Duration wait) throws IOException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        if (!records.isEmpty() && !isReopened) {
            place.reopen();
            isReopened = true;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RecordKind kind = Objects.requireNonNull(kinds.get(new TopicPartition(record.topic(), record.partition())));
            files.add(kind, record.value());
            counts.merge(kind, 1L, Long::sum);
        }
        if (nanoTime.getAsLong() - committedAt >= COMMIT_NANOS) {
            commit();
        }
        return records.count();
    }

    /** Makes what was taken survive a power failure. */
    void commit() throws IOException {
        committedAt = nanoTime.getAsLong();
        Map<RecordKind, List<Long>> offsets = new EnumMap<>(committed.offsets());
        for (Map.Entry<RecordKind, List<TopicPartition>> kind : partitions.entrySet()) {
            offsets.put(
                    kind.getKey(),
                    kind.getValue().stream().map(consumer::position).toList());
        }
        if (offsets.equals(committed.offsets())) {
            return;
        }
        var next = new CollectState(committed.crawl(), committed.created(), offsets, counts, files.save());
        place.commit(next.toJson());
        committed = next;
        files.committed();
    }

    /** Whether everything up to some offsets was taken and committed. */
    boolean hasCommitted(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> committedOffset(end.getKey()) >= end.getValue());
    }

    /** The partitions that it reads. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(kinds.keySet());
    }

    /** Up to which offset a partition was committed. */
    long committedOffset(TopicPartition partition) {
        RecordKind kind = Objects.requireNonNull(kinds.get(partition));
        return offset(committed, kind, partition.partition());
    }

    /** How many records of a kind there are, with those that are not committed yet. */
    long count(RecordKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Closes the files. What was not committed is removed at the next start. The consumer stays the caller's. */
    @Override
    public void close() throws IOException {
        files.close();
    }
}
