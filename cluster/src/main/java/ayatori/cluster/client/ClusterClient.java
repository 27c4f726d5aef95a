package ayatori.cluster.client;

import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlRecord.Widened;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.Manifest;
import ayatori.crawler.shard.ShardService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Starts crawls in a cluster, says whether they go on, and tells where they stand. It works by their topics alone, so it needs no node
 * to answer.
 *
 * {@snippet :
 * try (ClusterClient client = ClusterClient.connect(Connection.of("kafka1:9092", null, ""))) {
 *     client.start("news", CrawlOptions.from("https://example.org/").build(), 32, 3);
 *     System.out.println(client.status("news").pages());
 * }
 * }
 *
 * <p>Used by one thread.
 */
public final class ClusterClient implements AutoCloseable {
    private static final String CONTROL = "-control";

    private final Brokers brokers;
    private final InstantSource clock;
    private final ShardService service;
    private final Map<String, ControlReader> readers = new HashMap<>();

    private ClusterClient(Brokers brokers, InstantSource clock, ShardService service) {
        this.brokers = brokers;
        this.clock = clock;
        this.service = service;
    }

    /**
     * Connects to the brokers.
     *
     * @throws ClusterException if none answers, or none lets this user in
     */
    public static ClusterClient connect(Connection connection) throws ClusterException {
        ShardService service = ServiceLoader.load(ShardService.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the crawler is missing on the class path"));
        return new ClusterClient(Brokers.connect(connection), InstantSource.system(), service);
    }

    /** {@return the names of all crawls, in order} */
    public List<String> crawls() throws ClusterException {
        String prefix = brokers.connection().prefix();
        Set<String> topics = brokers.get(
                "the topics cannot be listed", brokers.admin().listTopics().names());
        return topics.stream()
                .filter(topic -> topic.startsWith(prefix)
                        && topic.endsWith(CONTROL)
                        && topic.length() > prefix.length() + CONTROL.length())
                .map(topic -> topic.substring(prefix.length(), topic.length() - CONTROL.length()))
                .filter(name -> topics.contains(new CrawlTopics(prefix, name).links()))
                .sorted()
                .toList();
    }

    /**
     * The name of the only crawl there is.
     *
     * @throws ClusterException if there is none, or more than one
     */
    public String onlyCrawl() throws ClusterException {
        List<String> crawls = crawls();
        if (crawls.size() == 1) {
            return crawls.getFirst();
        }
        throw new ClusterException(
                crawls.isEmpty()
                        ? "there is no crawl at " + brokers.connection() + ": start one by ayatori cluster start"
                        : "there are several crawls at " + brokers.connection() + ": name one of "
                                + String.join(", ", crawls));
    }

    /**
     * Starts a crawl: creates its topics, and writes what it is and where it begins, in one transaction. A start that was cut off can
     * be repeated.
     *
     * @param shards the number of its shards
     * @param replicas how many brokers keep a copy of each topic
     * @throws ClusterException if the name is taken, or there are fewer brokers than that; nothing was written then
     * @throws IllegalArgumentException if the name or the options are none for a cluster
     */
    public void start(String name, CrawlOptions options, int shards, int replicas)
            throws ClusterException, CrawlException {
        CrawlTopics topics = names(name);
        StartRules.check(options);
        Map<Integer, byte[]> seeds = service.seeds(options, shards);
        if (crawls().contains(name)) {
            Started before = reader(name).read().started();
            if (before != null) {
                throw new ClusterException(
                        "there is a crawl " + name + " already, started " + before.created() + ": choose another name");
            }
        }
        new TopicCreation(brokers, topics, shards, replicas).run();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try (var writer = TopicWriter.open(brokers, topics)) {
            seeds.forEach(writer::links);
            writer.control(Started.of(options, shards, now));
            writer.control(new State(RunState.RUNNING, now, "started"));
            writer.commit();
        }
    }

    /** Lets a crawl rest. */
    public void pause(String name) throws ClusterException {
        State state = state(name);
        if (state.state() != RunState.RUNNING) {
            throw new ClusterException("the crawl " + name + " does not run: it is " + word(state));
        }
        say(name, RunState.PAUSED, "paused by a user");
    }

    /** Goes on with a crawl that was paused or stopped. */
    public void resume(String name) throws ClusterException {
        State state = state(name);
        switch (state.state()) {
            case RUNNING -> throw new ClusterException("the crawl " + name + " runs already");
            case DONE ->
                throw new ClusterException("the crawl " + name + " is done: ayatori cluster add gives it more URLs");
            case PAUSED, STOPPED -> say(name, RunState.RUNNING, "resumed by a user");
        }
    }

    /** Ends a crawl. Its topics stay. */
    public void stop(String name) throws ClusterException {
        State state = state(name);
        if (state.state().isEnd()) {
            throw new ClusterException("the crawl " + name + " does not run: it is " + word(state));
        }
        say(name, RunState.STOPPED, "stopped by a user");
    }

    /**
     * Gives a crawl more URLs to start from, which widen its scope. One that was done goes on.
     *
     * @throws IllegalArgumentException if a URL is none
     */
    public void add(String name, List<String> urls) throws ClusterException, CrawlException {
        Started started = started(name);
        State state = state(name);
        CrawlOptions options = StartRules.withSeeds(started, urls);
        Map<Integer, byte[]> seeds = service.seeds(options, started.shards());
        try (var writer = TopicWriter.open(brokers, names(name))) {
            urls.forEach(url -> writer.control(new Widened(url)));
            seeds.forEach(writer::links);
            if (state.state() == RunState.DONE) {
                writer.control(new State(RunState.RUNNING, clock.instant(), "got more URLs"));
            }
            writer.commit();
        }
    }

    /** {@return where a crawl stands} */
    public ClusterStatus status(String name) throws ClusterException {
        return Shares.status(name, started(name), state(name), reader(name).read(), clock.instant());
    }

    /** {@return the shard that a URL belongs to} */
    public int shardOf(ClusterStatus crawl, String url) {
        return service.shardOf(url, crawl.shards());
    }

    /** {@return what became of a URL} */
    public UrlFate why(String name, String url) throws ClusterException, FolderException {
        Started started = started(name);
        CrawlOptions options = started.crawlOptions().build();
        ClusterStatus status = status(name);
        int shard = service.shardOf(url, started.shards());
        String node = status.nodes().stream()
                .filter(each -> !each.isLate() && each.shards().contains(shard))
                .map(ClusterStatus.NodeShare::id)
                .findFirst()
                .orElse(null);
        try (Consumer<byte[], byte[]> consumer = brokers.consumer()) {
            var search = new RecordSearch(
                    consumer, names(name), started.shards(), each -> service.shardOf(each, started.shards()));
            return new UrlFate(
                    search.story(
                            url,
                            shard,
                            options,
                            started.created(),
                            status.state().equals("running")),
                    shard,
                    node);
        } catch (KafkaException e) {
            throw failed("the records of the crawl " + name + " cannot be read", e);
        }
    }

    // ---- for those who collect

    /** {@return what a crawl folder says of a crawl} */
    public Manifest manifest(String name) throws ClusterException {
        return started(name).manifest();
    }

    /** {@return the number of a crawl's shards} */
    public int shards(String name) throws ClusterException {
        return started(name).shards();
    }

    /** {@return the names of a crawl's topics} */
    public CrawlTopics names(String name) {
        return new CrawlTopics(brokers.connection().prefix(), name);
    }

    /** {@return a consumer without a group that sees committed records only; the caller closes it} */
    public Consumer<byte[], byte[]> recordConsumer() throws ClusterException {
        return brokers.consumer();
    }

    /** {@return up to where partitions are committed} */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws ClusterException {
        return ends(partitions, IsolationLevel.READ_COMMITTED);
    }

    /** {@return the ends of partitions; null if a transaction is open in one, so that more may come} */
    public @Nullable Map<TopicPartition, Long> settledEnds(Collection<TopicPartition> partitions)
            throws ClusterException {
        Map<TopicPartition, Long> all = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        return all.equals(ends(partitions, IsolationLevel.READ_COMMITTED)) ? all : null;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel level)
            throws ClusterException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        brokers.get(
                        "the ends of the topics cannot be read",
                        brokers.admin()
                                .listOffsets(asked, new ListOffsetsOptions(level))
                                .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Deletes the records before some offsets. */
    public void deleteRecords(Map<TopicPartition, Long> offsets) throws ClusterException {
        Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
        offsets.forEach((partition, offset) -> deleted.put(partition, RecordsToDelete.beforeOffset(offset)));
        brokers.get(
                "the records cannot be deleted",
                brokers.admin().deleteRecords(deleted).all());
    }

    /** {@return what went wrong with the brokers, as a sentence} */
    public ClusterException failed(String problem, KafkaException e) {
        return brokers.failed(problem, e);
    }

    // ---- the control topic

    private ControlReader reader(String name) throws ClusterException {
        ControlReader reader = readers.get(name);
        if (reader == null) {
            reader = ControlReader.open(brokers, names(name).control());
            readers.put(name, reader);
        }
        return reader;
    }

    /** What a crawl is, as its control topic says now. */
    private Started started(String name) throws ClusterException {
        CrawlTopics topics = names(name);
        if (!readers.containsKey(name) && !crawls().contains(name)) {
            throw unknown(name);
        }
        Started started = reader(name).read().started();
        if (started == null) {
            throw unknown(name);
        }
        if (started.format() != Started.FORMAT) {
            throw new ClusterException("the topics of the crawl " + name + " (" + topics.control()
                    + ") are of another version of Ayatori (" + started.program() + "): use that version");
        }
        return started;
    }

    private ClusterException unknown(String name) throws ClusterException {
        Set<String> others = new TreeSet<>(crawls());
        others.remove(name);
        return new ClusterException("there is no crawl " + name + " at " + brokers.connection()
                + (others.isEmpty() ? "" : "; there is " + String.join(", ", others)));
    }

    private State state(String name) throws ClusterException {
        started(name);
        ControlView view = reader(name).read();
        return Objects.requireNonNull(view.state(), "the start writes both");
    }

    private static String word(State state) {
        return state.state().name().toLowerCase(Locale.ROOT);
    }

    private void say(String name, RunState state, String by) throws ClusterException {
        ControlRecord record = new State(state, clock.instant(), by);
        try (var writer = TopicWriter.open(brokers, names(name))) {
            writer.control(record);
            writer.commit();
        }
    }

    @Override
    public void close() {
        List<ControlReader> open = new ArrayList<>(readers.values());
        open.forEach(ControlReader::close);
        brokers.close();
    }
}
