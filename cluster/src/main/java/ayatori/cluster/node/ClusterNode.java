package ayatori.cluster.node;

import ayatori.cluster.client.Brokers;
import ayatori.cluster.client.ControlReader;
import ayatori.cluster.stream.Lease;
import ayatori.cluster.stream.NodeShards;
import ayatori.cluster.stream.ShardTopology;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Left;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.folder.ResumeRules;
import ayatori.crawler.shard.ShardArchive;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardService;
import ayatori.rocksdb.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a crawl in a cluster. It goes on until the crawl is done or stopped, or until it is closed.
 *
 * {@snippet :
 * var kafka = Connection.of("kafka1:9092", null, "");
 * var options = new NodeOptions(kafka, "news", "node-1", "box", Path.of("node-1"));
 * try (ClusterNode node = ClusterNode.start(options)) {
 *     System.out.println(node.await());
 * }
 * }
 */
public final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    private static final Duration STATUS_EVERY = Duration.ofSeconds(2);
    private static final Duration FOLLOW_EVERY = Duration.ofMillis(100);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final NodeOptions options;
    private final InstantSource clock;
    private final Brokers brokers;
    private final ControlReader control;
    private final ControlView view;
    private final ShardNode fetching;
    private final NodeShards shards;
    private final Lease lease;
    private final KafkaStreams streams;
    private final StreamFailures failures;
    private final Announcer announcer;
    private final Coordinator coordinator;
    private final LeaseKeeper keeper;
    private final Instant since;
    private final Thread following;
    private final Thread keeping;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isClosing;

    private ClusterNode(
            NodeOptions options,
            CrawlTopics topics,
            InstantSource clock,
            Brokers brokers,
            ControlReader control,
            Started crawl,
            CrawlOptions crawlOptions,
            ShardService service)
            throws ClusterException, CrawlException {
        this.options = options;
        this.clock = clock;
        this.brokers = brokers;
        this.control = control;
        this.view = control.read();
        this.since = now();
        LongSupplier nanoTime = Lease.clock();
        this.lease = new Lease(StreamSettings.SESSION_TIMEOUT, StreamSettings.LEASE_MARGIN, nanoTime);
        this.fetching = service.start(crawlOptions, crawl.shards(), lease, archive(options, crawlOptions));
        this.shards = new NodeShards(fetching, view, lease, crawlOptions.pace().concurrency(), crawlOptions.extent());
        this.failures = new StreamFailures(clock);
        try {
            this.streams = new KafkaStreams(ShardTopology.of(topics, shards), StreamSettings.of(options, topics));
        } catch (KafkaException e) {
            fetching.close();
            throw e;
        }
        streams.setUncaughtExceptionHandler(failures);
        streams.setStateListener((state, _) -> {
            if (state == KafkaStreams.State.ERROR) {
                ended.countDown();
            }
        });
        this.announcer = new Announcer(options, topics);
        this.coordinator = new Coordinator(
                view,
                crawlOptions.extent(),
                crawl.created(),
                crawl.shards(),
                new LinkOffsets(brokers.admin(), topics, crawl.shards())::areTakenUp);
        this.keeper = new LeaseKeeper(lease, streams, brokers.admin(), topics.applicationId(), options.id(), nanoTime);
        this.following = Thread.ofPlatform().name("ayatori-control").daemon().unstarted(this::follow);
        this.keeping = Thread.ofPlatform().name("ayatori-lease").daemon().unstarted(this::keep);
    }

    /**
     * Joins a crawl.
     *
     * @throws ClusterException if this node does not fit it: one sentence. Nothing was written then
     * @throws CrawlException if the crawl cannot be gone on with here: one sentence
     */
    public static ClusterNode start(NodeOptions options) throws ClusterException, CrawlException {
        InstantSource clock = InstantSource.system();
        var topics = new CrawlTopics(options.connection().prefix(), options.crawl());
        ShardService service = ServiceLoader.load(ShardService.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the crawler is missing on the class path"));
        Brokers brokers = Brokers.connect(options.connection());
        ControlReader control = null;
        boolean isStarted = false;
        try {
            var checks = new NodeChecks(options, topics, brokers, clock);
            checks.exists();
            control = ControlReader.open(brokers, topics.control());
            Started crawl = checks.crawl(control.read());
            checkName(checks, control, options.id(), clock.instant());
            checks.clock();
            Library.load();
            CrawlOptions.Builder given = options.secrets().apply(crawl.crawlOptions());
            boolean isArchived = given.build().output().formats().contains(OutputFormat.WARC);
            CrawlOptions crawlOptions =
                    isArchived ? given.out(options.archive()).build() : given.build();
            ResumeRules.check(crawl.manifest(), crawlOptions);
            var node = new ClusterNode(options, topics, clock, brokers, control, crawl, crawlOptions, service);
            node.begin();
            isStarted = true;
            return node;
        } catch (FolderException | IOException e) {
            throw new ClusterException(Objects.requireNonNull(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new ClusterException(
                    "the node cannot begin with the state in " + options.state() + ": " + StreamFailures.reason(e), e);
        } finally {
            if (!isStarted) {
                if (control != null) {
                    control.close();
                }
                brokers.close();
            }
        }
    }

    /** Makes the folders of its archive, if the crawl is archived. */
    private static @Nullable ShardArchive archive(NodeOptions options, CrawlOptions crawl) throws ClusterException {
        if (!crawl.output().isArchived()) {
            return null;
        }
        try {
            Path folder = Files.createDirectories(options.archive()).toRealPath();
            Path spool = Files.createDirectories(options.state().resolve("spool"));
            return new ShardArchive(folder, spool, options.id());
        } catch (IOException e) {
            throw new ClusterException(
                    "the folder " + options.archive() + " for the archive cannot be written: " + IoReasons.of(e), e);
        }
    }

    /** Waits a little if a node of that name has spoken lately: it may have died. */
    private static void checkName(NodeChecks checks, ControlReader control, String id, Instant now)
            throws ClusterException {
        Node before = node(control.read(), id);
        if (before == null || before.clock().isBefore(now.minusSeconds(10))) {
            return;
        }
        try {
            Thread.sleep(STATUS_EVERY.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("the node was interrupted before it started", e);
        }
        Node later = node(control.read(), id);
        if (later != null) {
            checks.name(before, later);
        }
    }

    private static @Nullable Node node(ControlView view, String id) {
        return view.nodes().stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void begin() {
        streams.start();
        following.start();
        keeping.start();
    }

    /** Waits until the node has nothing more to do. Returns why, in one sentence without a period. */
    public String await() throws InterruptedException, ClusterException {
        ended.await();
        Throwable fatal = failures.fatal();
        if (fatal != null) {
            throw new ClusterException("the node cannot go on: " + StreamFailures.reason(fatal), fatal);
        }
        State state = view.state();
        return state != null && state.state().isEnd() ? state.by() : "it was told to leave";
    }

    /** Keeps the lease. */
    private void keep() {
        while (!isClosing) {
            keeper.look();
            sleep(FOLLOW_EVERY);
        }
    }

    /** Follows the control topic, and says what there is to say. */
    private void follow() {
        Instant spoken = Instant.EPOCH;
        List<Integer> spokenOf = List.of();
        while (!isClosing) {
            try {
                control.read();
                Instant now = now();
                Node status = status(now);
                List<Integer> numbers =
                        status.shards().stream().map(Share::number).toList();
                boolean isDue = !now.isBefore(spoken.plus(STATUS_EVERY)) || now.isBefore(spoken);
                if (isDue || !numbers.equals(spokenOf)) {
                    spoken = now;
                    spokenOf = numbers;
                    announcer.say(status);
                }
                coordinate(now);
                State state = view.state();
                if (state != null && state.state().isEnd()) {
                    ended.countDown();
                }
            } catch (ClusterException e) {
                if (!isClosing) {
                    LOG.warn("The brokers cannot be asked: {}", e.getMessage());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("The node could not say what it does", e);
            }
            sleep(FOLLOW_EVERY);
        }
    }

    private void coordinate(Instant now) throws InterruptedException {
        if (lease.getAsBoolean() && shards.shares().stream().anyMatch(share -> share.number() == 0)) {
            ControlRecord decision = coordinator.decide(now);
            if (decision != null && lease.getAsBoolean()) {
                announcer.say(decision);
            }
        }
    }

    private Node status(Instant now) {
        String version = ClusterNode.class.getPackage().getImplementationVersion();
        return new Node(
                options.id(),
                options.host(),
                version == null ? "unknown" : version,
                now,
                since,
                lease.getAsBoolean(),
                shards.inFlight(),
                shards.shares());
    }

    /** {@return the shards it has, and what they have done} */
    public List<Share> shares() {
        return shards.shares();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the crawl: commits, gives the shards to the other nodes at once, and ends. May be called by any thread. */
    @Override
    public synchronized void close() {
        if (isClosing) {
            return;
        }
        isClosing = true;
        var left = new Left(options.id(), shares());
        streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_PATIENCE));
        control.wakeUp();
        try {
            keeping.join(CLOSE_PATIENCE);
            following.join(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        announcer.say(left);
        announcer.unsay(Node.keyOf(options.id()));
        announcer.close();
        fetching.close();
        control.close();
        brokers.close();
        ended.countDown();
    }
}
