package ayatori.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.topic.ControlRecord;
import ayatori.cluster.topic.ControlRecord.Idle;
import ayatori.cluster.topic.ControlRecord.Node;
import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.Share;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlRecord.Widened;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardCounts;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardOutput;
import ayatori.crawler.store.KeyValueStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The processor in Kafka's test driver, with a shard that does what the test says. */
final class ShardProcessorTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final CrawlTopics TOPICS = new CrawlTopics("", "news");
    private static final Duration TICK = ShardProcessor.TICK;

    private final ControlView view = new ControlView();
    private final FakeShard shard = new FakeShard();
    private boolean hasLease = true;
    private NodeShards shards = shards(CrawlOptions.from("https://a.example/").build());
    private TopologyTestDriver driver = driver(); // for the close after each test
    private TestInputTopic<byte[], byte[]> links = links();

    private NodeShards shards(CrawlOptions options) {
        return new NodeShards(shard.node(), view, () -> hasLease, 8, options.extent());
    }

    private TopologyTestDriver driver() {
        apply(new State(RunState.RUNNING, NOON, "started"));
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return new TopologyTestDriver(
                ShardTopology.of(TOPICS, shards, Stores.inMemoryKeyValueStore(ShardTopology.STORE)), settings, NOON);
    }

    private TestInputTopic<byte[], byte[]> links() {
        return driver.createInputTopic(TOPICS.links(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void everyCallbackIsASavedStepWhoseRequestsGoOutAfterwards() {
        links.pipeInput(bytes("batch"));
        assertThat(shard.calls).containsExactly("open 0", "links batch", "save", "dispatch");
        tick();
        assertThat(shard.calls).endsWith("turn 8", "save", "dispatch");
    }

    @Test
    void whatAStepGivesGoesToItsTopics() {
        shard.onTurn = out -> {
            out.page("https://a.example/", bytes("page"));
            out.pageLinks("https://a.example/", bytes("links"));
            out.item("https://a.example/", bytes("item"));
            out.skipped("https://a.example/no", bytes("skip"));
            out.capture("https://a.example/", bytes("capture"));
            out.forward(3, bytes("batch"));
            out.widened("https://b.example/");
        };
        tick();

        assertThat(read(TOPICS.pages())).containsExactly("https://a.example/=page");
        assertThat(read(TOPICS.pageLinks())).containsExactly("https://a.example/=links");
        assertThat(read(TOPICS.items())).containsExactly("https://a.example/=item");
        assertThat(read(TOPICS.skipped())).containsExactly("https://a.example/no=skip");
        assertThat(read(TOPICS.captures())).containsExactly("https://a.example/=capture");
        assertThat(read(TOPICS.links())).containsExactly("null=batch");
        assertThat(control()).contains(new Widened("https://b.example/"));
    }

    @Test
    @SuppressWarnings("removal") // the method that Kafka Streams calls
    void aPlacedValueGoesToItsPartition() {
        var placed = new Placed(5, bytes("x"));
        assertThat(Placed.PARTITIONER.partitions("t", null, placed, 32).orElseThrow())
                .containsExactly(5);
        assertThat(Placed.SERIALIZER.serialize("t", placed)).isEqualTo(bytes("x"));
    }

    @Test
    void aShardThatHasNothingToStartTakesNoTurnUntilResultsCome() {
        tick();
        shard.calls.clear();
        shard.nextTurn = Long.MAX_VALUE;
        tick();
        tick();
        assertThat(shard.calls).isEmpty();
        shard.onResult.run();
        tick();
        assertThat(shard.calls).contains("turn 8");
    }

    @Test
    void aTurnIsTakenWhenItIsDue() {
        tick();
        shard.calls.clear();
        shard.nextTurn = TimeUnit.MILLISECONDS.toNanos(NOON.toEpochMilli() + 100);
        for (int i = 0; i < 8; i++) {
            tick();
        }
        assertThat(shard.calls).isEmpty();
        tick();
        assertThat(shard.calls).contains("turn 8");
    }

    @Test
    void aPausedCrawlStartsNothing() {
        apply(new State(RunState.PAUSED, NOON, "paused"));
        tick();
        assertThat(shard.calls).contains("turn 0").doesNotContain("turn 8");
    }

    @Test
    void aNodeWithoutItsLeaseStartsNothing() {
        hasLease = false;
        assertThat(shards.budget()).isZero();
        hasLease = true;
        assertThat(shards.budget()).isEqualTo(8);
    }

    @Test
    void whatIsFreeIsSharedByTheShardsWithSomethingToRequest() {
        shards.counted(0, waiting());
        assertThat(shards.budget()).isEqualTo(8);
        shards.counted(1, counts(1));
        assertThat(shards.budget()).isEqualTo(8);
        shards.counted(1, waiting());
        assertThat(shards.budget()).isEqualTo(4);
        shard.inFlight = 7;
        assertThat(shards.budget()).isEqualTo(1);
        shard.inFlight = 8;
        assertThat(shards.budget()).isZero();
    }

    @Test
    void theLimitOfPagesHoldsOverAllNodes() {
        NodeShards limited = shards(CrawlOptions.from("https://a.example/")
                .extent(extent -> extent.maxPages(10))
                .build());
        assertThat(limited.budget()).isEqualTo(8);
        limited.counted(0, new ShardCounts(1, 1, true, 1, 2, 2, 0, 0, 9));
        apply(new Node("b", "box", "1", NOON, NOON, true, 2, List.of(new Share(1, counts(5)))));
        assertThat(limited.budget()).isEqualTo(2);
        apply(new Node("b", "box", "1", NOON, NOON, true, 2, List.of(new Share(1, counts(9)))));
        assertThat(limited.budget()).isZero();
    }

    @Test
    void requisitesAreRequestedWhenEnoughPagesAreAnswered() {
        NodeShards limited = shards(CrawlOptions.from("https://a.example/")
                .extent(extent -> extent.maxPages(10).requisites(true))
                .build());
        limited.counted(0, counts(10));
        assertThat(limited.budget()).isEqualTo(8);
        assertThat(limited.pages()).isZero();
        limited.counted(0, counts(9));
        assertThat(limited.pages()).isEqualTo(1);
    }

    @Test
    void aShardSaysAtOnceThatItIsBusyAndAfterAWhileThatItIsIdle() {
        shard.counts = new ShardCounts(1, 0, true, 1, 0, 0, 0, 0, 0);
        links.pipeInput(bytes("batch"));
        assertThat(control()).containsExactly(new Shard(0, false, -1, shard.counts));

        shard.counts = counts(1);
        shard.onResult.run();
        tick();
        assertThat(control()).isEmpty();
        for (int i = 0; i < 40; i++) {
            tick();
        }
        assertThat(control()).containsExactly(new Shard(0, true, 0, shard.counts));

        apply(new Idle(1, true));
        tick();
        assertThat(shard.calls).contains("idle true");
        assertThat(control()).containsExactly(new Shard(0, true, 1, shard.counts));
    }

    @Test
    void aWidenedScopeIsTakenUpOnce() {
        apply(new Widened("https://b.example/"));
        tick();
        tick();
        assertThat(shard.calls).containsOnlyOnce("widen https://b.example/");
    }

    @Test
    void aShardIsClosedWithItsTask() {
        assertThat(shards.shares()).hasSize(1);
        driver.close();
        assertThat(shard.calls).endsWith("close");
        assertThat(shards.shares()).isEmpty();
        driver = driver(); // for the close after each test
    }

    private void tick() {
        driver.advanceWallClockTime(TICK);
    }

    private List<String> read(String topic) {
        return driver
                .createOutputTopic(topic, new StringDeserializer(), new StringDeserializer())
                .readKeyValuesToList()
                .stream()
                .map(entry -> entry.key + "=" + entry.value)
                .toList();
    }

    private List<ControlRecord> control() {
        List<ControlRecord> records = new ArrayList<>();
        driver.createOutputTopic(TOPICS.control(), new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .forEach(entry -> records.add(ControlRecord.read(entry.key, entry.value)));
        return records;
    }

    private void apply(ControlRecord control) {
        view.apply(control.key(), control.value());
    }

    private static ShardCounts counts(long answered) {
        return new ShardCounts(0, 0, false, 1, answered, answered, 0, 0, 9);
    }

    private static ShardCounts waiting() {
        return new ShardCounts(1, 0, true, 1, 0, 0, 0, 0, 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Notes its calls. */
    private static final class FakeShard implements CrawlShard {
        final List<String> calls = new ArrayList<>();
        ShardCounts counts = ShardProcessorTest.counts(0);
        long nextTurn;
        int inFlight;
        Consumer<ShardOutput> onTurn = _ -> {};
        Runnable onResult = () -> {};

        ShardNode node() {
            return new ShardNode() {
                @Override
                public CrawlShard open(int number, KeyValueStore store, long now, Runnable given) {
                    calls.add("open " + number);
                    onResult = given;
                    return FakeShard.this;
                }

                @Override
                public int inFlight() {
                    return inFlight;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public int number() {
            return 0;
        }

        @Override
        public void links(long now, byte[] batch, ShardOutput out) {
            calls.add("links " + new String(batch, StandardCharsets.UTF_8));
        }

        @Override
        public int turn(long now, int budget, long pages, ShardOutput out) {
            calls.add("turn " + budget);
            onTurn.accept(out);
            return 0;
        }

        @Override
        public void dispatch() {
            calls.add("dispatch");
        }

        @Override
        public long nextTurn(long now) {
            return nextTurn;
        }

        @Override
        public void widen(long now, String url, ShardOutput out) {
            calls.add("widen " + url);
        }

        @Override
        public void crawlIsIdle(boolean isIdle) {
            calls.add("idle " + isIdle);
        }

        @Override
        public void save() {
            calls.add("save");
        }

        @Override
        public ShardCounts counts() {
            return counts;
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
