package ayatori.cluster.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.node.ClusterNode;
import ayatori.cluster.node.NodeOptions;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.cluster.topic.ControlRecord.Started;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.CrawlStatus;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.UrlStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Clients and a collector over a real broker, whose topics hold what nodes would have written. */
final class CollectIT {
    /** Held, or else its level would be lost: Kafka's clients log all they do. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private static final int SHARDS = 2;
    private static final String SEED = "http://example.org/";

    @TempDir
    private static Path folder = Path.of("");

    private static LocalBroker broker;

    private ClusterClient client;
    private String name = "";

    @BeforeAll
    static void startBroker() throws IOException {
        KAFKA.setLevel(Level.SEVERE);
        broker = LocalBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void connect(TestInfo test) throws ClusterException {
        client = ClusterClient.connect(Connection.of(broker.address(), null, "test-"));
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void collectsWhatIsCommitted() throws Exception {
        start();
        produce(true, page(SEED, 200), skip("http://example.org/b"));
        produce(false, page("http://example.org/aborted", 200));

        Path out = folder.resolve(name);
        Collected first = new Collect(client, name, out, false, false).run(() -> false);
        assertThat(first).isEqualTo(new Collected(1, 1, false));
        assertThat(CrawlReader.open(out).summary()).isNull();

        produce(true, page("http://example.org/c", 404));
        client.stop(name);
        Collected last = new Collect(client, name, out, true, true).run(() -> false);
        assertThat(last).isEqualTo(new Collected(2, 1, true));
        assertThat(urls(out)).containsExactlyInAnyOrder(SEED, "http://example.org/c");
        CrawlStatus status = CrawlReader.open(out).status();
        assertThat(status.standing()).isEqualTo(CrawlStatus.Standing.STOPPED);
        assertThat(status.byStatus()).containsExactlyInAnyOrderEntriesOf(Map.of(200, 1L, 404, 1L));

        // What was deleted is in no other folder.
        Path other = folder.resolve("other");
        assertThatThrownBy(() -> new Collect(client, name, other, false, false).run(() -> false))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("were deleted from");
    }

    @Test
    void refusesAFolderOfAnotherCrawl() throws Exception {
        start();
        Path out = folder.resolve(name);
        new Collect(client, name, out, false, false).run(() -> false);
        client.start(name + "2", CrawlOptions.from(SEED).build(), SHARDS, 1);
        assertThatThrownBy(() -> new Collect(client, name + "2", out, false, false).run(() -> false))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("There is another crawl in " + out);
    }

    @Test
    void tellsTheStoryOfAUrl() throws Exception {
        start();
        produce(true, page(SEED, 200), skip("http://example.org/b"));
        assertThat(client.why(name, SEED).story().fate()).isEqualTo(UrlStory.Fate.REQUESTED);
        assertThat(client.why(name, "http://example.org/b").story().fate()).isEqualTo(UrlStory.Fate.SKIPPED);
        assertThat(client.why(name, "http://example.org/none").story().fate()).isEqualTo(UrlStory.Fate.UNKNOWN);
    }

    @Test
    void tellsTheWayFromTheSeedOverShards() throws Exception {
        start();
        String second = "http://example.org/b";
        String third = IntStream.range(0, 100)
                .mapToObj(i -> "http://other" + i + ".test/c")
                .filter(url -> shardOf(url) != shardOf(SEED))
                .findFirst()
                .orElseThrow();
        String last = "http://example.org/d";
        produce(true, page(SEED, 200), linked(second, SEED), linked(third, second), linked(last, third));
        assertThat(client.why(name, last).story().way())
                .containsExactly(
                        new UrlStory.Step(SEED, UrlStory.How.LINK),
                        new UrlStory.Step(second, UrlStory.How.LINK),
                        new UrlStory.Step(third, UrlStory.How.LINK));
        assertThat(client.why(name, SEED).story().way()).isEmpty();
    }

    @Test
    void saysWhetherACrawlGoesOn() throws Exception {
        start();
        client.pause(name);
        assertThat(client.status(name).state()).isEqualTo("paused");
        client.add(name, List.of("http://example.com/"));
        client.resume(name);
        assertThat(client.status(name).state()).isEqualTo("running");
        assertThatThrownBy(() -> client.resume(name)).hasMessage("the crawl " + name + " runs already");
        client.stop(name);
        assertThatThrownBy(() -> client.pause(name)).hasMessageContaining("does not run: it is stopped");
    }

    @Test
    void refusesWhatDoesNotFitAndWritesNothing() throws Exception {
        start();
        Set<String> before = topics();
        assertThatThrownBy(this::start).hasMessageContaining("there is a crawl " + name + " already");
        assertThatThrownBy(() -> client.start("wide", CrawlOptions.from(SEED).build(), SHARDS, 3))
                .hasMessageContaining("there is one broker, but 3 are to keep a copy");
        assertThatThrownBy(() -> client.status("none")).hasMessageContaining("there is no crawl none at");
        assertThat(topics()).isEqualTo(before);

        try (Admin admin = Admin.create(properties())) {
            admin.createTopics(List.of(new NewTopic("test-foreign-links", 7, (short) 1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> client.start("foreign", CrawlOptions.from(SEED).build(), SHARDS, 1))
                .hasMessageContaining("there is a topic test-foreign-links of 7 partitions already");
    }

    @Test
    void refusesTopicsOfAnotherVersion() throws Exception {
        start();
        Started started = Started.of(CrawlOptions.from(SEED).build(), SHARDS, Instant.EPOCH);
        var later = new Started(99, "9.9", SHARDS, Instant.EPOCH, started.options());
        produce(
                true,
                new ProducerRecord<>(new CrawlTopics("test-", name).control(), 0, bytes(later.key()), later.value()));
        assertThatThrownBy(() -> client.status(name)).hasMessageContaining("are of another version of Ayatori (9.9)");
    }

    @Test
    void refusesANodeThatLacksASecretOfTheCrawl() throws Exception {
        CrawlOptions options = CrawlOptions.from(SEED)
                .access(access -> access.header("X-Token", "secret"))
                .build();
        client.start(name, options, SHARDS, 1);
        var node = new NodeOptions(
                Connection.of(broker.address(), null, "test-"), name, "a", "here", folder.resolve("node"));
        assertThatThrownBy(() -> ClusterNode.start(node)).hasMessageContaining("--header 'X-Token: ...'");
        assertThat(client.status(name).nodes()).isEmpty();
    }

    private void start() throws Exception {
        client.start(name, CrawlOptions.from(SEED).build(), SHARDS, 1);
    }

    private static List<String> urls(Path out) throws FolderException {
        try (Stream<RecordedPage> pages = CrawlReader.open(out).pages()) {
            return pages.map(RecordedPage::url).toList();
        }
    }

    private ProducerRecord<byte[], byte[]> page(String url, int status) {
        String line = "{\"url\":\"" + url + "\",\"status\":" + status
                + ",\"depth\":0,\"bytes\":1,\"elapsedMs\":1,\"fetchedAt\":\"2026-11-28T12:00:00Z\",\"attempts\":1}\n";
        return record(new CrawlTopics("test-", name).pages(), url, line);
    }

    private ProducerRecord<byte[], byte[]> linked(String url, String referrer) {
        ProducerRecord<byte[], byte[]> page = page(url, 200);
        String line = new String(page.value(), StandardCharsets.UTF_8)
                .replace("\"depth\"", "\"referrer\":\"" + referrer + "\",\"depth\"");
        return new ProducerRecord<>(page.topic(), shardOf(url), page.key(), bytes(line));
    }

    private int shardOf(String url) {
        try {
            return client.shardOf(client.status(name), url);
        } catch (ClusterException e) {
            throw new AssertionError(e);
        }
    }

    private ProducerRecord<byte[], byte[]> skip(String url) {
        return record(
                new CrawlTopics("test-", name).skipped(), url, "{\"url\":\"" + url + "\",\"reason\":\"robots\"}\n");
    }

    private ProducerRecord<byte[], byte[]> record(String topic, String url, String line) {
        return new ProducerRecord<>(topic, shardOf(SEED), bytes(url), bytes(line));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SafeVarargs
    private static void produce(boolean commits, ProducerRecord<byte[], byte[]>... records) {
        Map<String, Object> properties = properties();
        properties.put("transactional.id", "test-node");
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                var _ = producer.send(record);
            }
            producer.flush();
            if (commits) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static Map<String, Object> properties() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.address()));
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(properties())) {
            return admin.listTopics().names().get();
        }
    }
}
