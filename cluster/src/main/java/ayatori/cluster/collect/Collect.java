package ayatori.cluster.collect;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.topic.ClusterException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.folder.RecordedProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects a crawl into a folder: what is there, or until the crawl has ended.
 *
 * {@snippet :
 * try (ClusterClient client = ClusterClient.connect(Connection.of("kafka1:9092", null, ""))) {
 *     Collected collected = new Collect(client, "news", Path.of("news-crawl"), true, false).run(() -> false);
 *     System.out.println(collected.pages());
 * }
 * }
 */
public final class Collect {
    private static final Logger LOG = LoggerFactory.getLogger(Collect.class);

    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** How long nothing may come of what is known to be there. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterClient client;
    private final String name;
    private final Path folder;
    private final boolean follows;
    private final boolean deletes;

    /** Null if the archive is left out. */
    private final @Nullable List<Path> archiveFrom;

    /**
     * A crawl and the folder that it is collected into.
     *
     * @param client stays the caller's
     * @param name the crawl's name
     * @param folder a new one, or one into which this crawl was collected before
     * @param follows whether it goes on until the crawl has ended
     * @param deletes whether records that are safe in the folder are deleted from the topics
     */
    public Collect(ClusterClient client, String name, Path folder, boolean follows, boolean deletes) {
        this(client, name, folder, follows, deletes, List.of());
    }

    /**
     * The same for a crawl that is archived.
     *
     * @param archiveFrom folders in which the nodes' archive files are looked for, before those in which the nodes have written them;
     *     null to leave the archive out
     */
    public Collect(
            ClusterClient client,
            String name,
            Path folder,
            boolean follows,
            boolean deletes,
            @Nullable List<Path> archiveFrom) {
        this.archiveFrom = archiveFrom == null ? null : List.copyOf(archiveFrom);
        this.client = client;
        this.name = name;
        this.folder = folder;
        this.follows = follows;
        this.deletes = deletes;
    }

    /**
     * Collects.
     *
     * @param isStopped asked several times a second: whether to end early, with what is there
     * @throws ClusterException if the crawl is not known, or its records cannot be read
     * @throws FolderException if the folder holds something else, or was changed
     * @throws IOException if the folder cannot be written
     */
    public Collected run(BooleanSupplier isStopped) throws ClusterException, FolderException, IOException {
        Manifest manifest = client.manifest(name);
        CrawlOptions options = manifest.crawlOptions().build();
        var crawl = new CollectedCrawl(
                name,
                client.names(name),
                manifest.created(),
                client.shards(name),
                options.output().compression(),
                options.output().links() == LinkDetail.FULL,
                options.output().formats().contains(OutputFormat.WARC) && archiveFrom != null);
        try (CollectFolder place = CollectFolder.open(folder, manifest);
                Consumer<byte[], byte[]> consumer = client.recordConsumer();
                Collector collector =
                        Collector.open(place, crawl, archive(crawl, options), consumer, System::nanoTime)) {
            return collect(place, collector, isStopped);
        } catch (KafkaException e) {
            throw client.failed("the records of the crawl " + name + " cannot be read", e);
        }
    }

    private CollectedArchive.@Nullable Parts archive(CollectedCrawl crawl, CrawlOptions options)
            throws ClusterException, IOException {
        if (!crawl.isArchived() || archiveFrom == null) {
            return null;
        }
        ArchiveFormat format = ArchiveFormat.find()
                .orElseThrow(() -> new ClusterException(
                        "archives are written by a module of their own: add ayatori-warc to the class path"));
        return new CollectedArchive.Parts(
                format.encoder(options),
                options.output().archive(),
                format.machine(),
                InstantSource.system(),
                new ArchiveSources(archiveFrom));
    }

    private Collected collect(CollectFolder place, Collector collector, BooleanSupplier isStopped)
            throws ClusterException, FolderException, IOException {
        Instant since = Instant.now();
        Map<TopicPartition, Long> goal = client.ends(collector.partitions());
        long lookedAt = System.nanoTime() - BETWEEN_LOOKS.toNanos();
        long gotAt = System.nanoTime();
        boolean isComplete = false;
        while (!isComplete && !isStopped.getAsBoolean()) {
            if (collector.poll(WAIT) > 0) {
                gotAt = System.nanoTime();
            }
            if (System.nanoTime() - lookedAt >= BETWEEN_LOOKS.toNanos()) {
                lookedAt = System.nanoTime();
                collector.commit();
                try {
                    delete(collector);
                    ClusterStatus status = client.status(name);
                    place.show(progress(collector, status, since));
                    isComplete = endIfComplete(place, collector, status);
                } catch (ClusterException e) {
                    if (!follows) {
                        throw e;
                    }
                    LOG.warn("The brokers are asked again: {}", e.getMessage());
                }
                if (!follows && collector.hasCommitted(goal)) {
                    break;
                }
                if (!follows && System.nanoTime() - gotAt > PATIENCE.toNanos()) {
                    throw new ClusterException("the brokers have given nothing for " + PATIENCE.toSeconds()
                            + " seconds: call this again when they answer");
                }
            }
        }
        collector.commit();
        delete(collector);
        return new Collected(collector.count(RecordKind.PAGES), collector.count(RecordKind.SKIPPED), isComplete);
    }

    private boolean endIfComplete(CollectFolder place, Collector collector, ClusterStatus status)
            throws ClusterException, FolderException, IOException {
        CrawlReport.@Nullable End end = end(status);
        // Nodes say what they have done once more when they leave.
        if (end == null || !status.nodes().stream().allMatch(ClusterStatus.NodeShare::isLate)) {
            return false;
        }
        Map<TopicPartition, Long> ends = client.settledEnds(collector.partitions());
        if (ends == null || !collector.hasCommitted(ends)) {
            return false;
        }
        place.end(CollectSummary.of(
                folder, end, status, collector.count(RecordKind.PAGES), collector.count(RecordKind.ITEMS)));
        return true;
    }

    private static CrawlReport.@Nullable End end(ClusterStatus status) {
        return switch (status.state()) {
            case "done" -> status.queued() > 0 ? CrawlReport.End.BUDGET : CrawlReport.End.DONE; // at a limit
            case "stopped" -> CrawlReport.End.STOPPED;
            default -> null;
        };
    }

    private void delete(Collector collector) throws ClusterException {
        if (!deletes) {
            return;
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : collector.partitions()) {
            offsets.put(partition, collector.committedOffset(partition));
        }
        client.deleteRecords(offsets);
    }

    private static RecordedProgress progress(Collector collector, ClusterStatus status, Instant since) {
        Instant now = Instant.now();
        return new RecordedProgress(
                now,
                since,
                Duration.between(status.created(), now),
                collector.count(RecordKind.PAGES),
                status.bytes(),
                status.failed(),
                collector.count(RecordKind.SKIPPED),
                status.queued(),
                (int) status.inFlight(),
                (int) Math.min(status.hosts(), Integer.MAX_VALUE));
    }
}
