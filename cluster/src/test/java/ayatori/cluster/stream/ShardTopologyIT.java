package ayatori.cluster.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.cluster.topic.ControlRecord.Shard;
import ayatori.cluster.topic.ControlRecord.State;
import ayatori.cluster.topic.ControlView;
import ayatori.cluster.topic.CrawlTopics;
import ayatori.cluster.topic.RunState;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.OutputFormat;
import ayatori.crawler.archive.ArchiveFormat;
import ayatori.crawler.archive.ArchiveReader;
import ayatori.crawler.archive.CapturePlace;
import ayatori.crawler.archive.CaptureRecord;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardArchive;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardService;
import ayatori.crawler.store.KeyValueStore;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real shard in Kafka's test driver, over RocksDB, with pages from loopback. */
final class ShardTopologyIT {
    private static final CrawlTopics TOPICS = new CrawlTopics("", "news");
    private static final int PAGES = 50;

    @TempDir
    Path folder;

    private final ControlView view = new ControlView();
    private final Semaphore results = new Semaphore(0);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", ShardTopologyIT::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/robots.txt")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        int page = path.equals("/") ? 0 : Integer.parseInt(path.substring(1));
        String html = page + 1 < PAGES ? "<a href='/" + (page + 1) + "'>next</a>" : "the end";
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void everyPageIsOnRecordOnceAndTheShardSaysThatItIsIdle() throws Exception {
        String seed = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        CrawlOptions options = CrawlOptions.from(seed)
                .delay(Delay.of(Duration.ZERO))
                .access(access -> access.allowPrivate(true))
                .build();
        ShardService service =
                ServiceLoader.load(ShardService.class).findFirst().orElseThrow();
        Map<Integer, byte[]> seeds = service.seeds(options, 1);
        view.apply("state", new State(RunState.RUNNING, Instant.EPOCH, "started").value());

        try (ShardNode node = service.start(options, 1, () -> true);
                TopologyTestDriver driver = driver(options, node)) {
            driver.createInputTopic(TOPICS.links(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(seeds.get(0));

            assertThat(pages(driver, node))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PAGES)
                            .mapToObj(page -> seed + (page == 0 ? "" : page))
                            .toList());
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            driver.createOutputTopic(TOPICS.control(), new StringDeserializer(), new ByteArrayDeserializer())
                    .readKeyValuesToList()
                    .forEach(said -> view.apply(said.key, said.value));
            assertThat(view.shards().get(0)).isNotNull().matches(Shard::isIdle);
        }
    }

    @Test
    void whatIsOnRecordIsInTheArchive() throws Exception {
        String seed = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        CrawlOptions options = CrawlOptions.from(seed)
                .delay(Delay.of(Duration.ZERO))
                .access(access -> access.allowPrivate(true))
                .output(output -> output.formats(EnumSet.of(OutputFormat.JSONL, OutputFormat.WARC))
                        .archive(archive -> archive.withFileBytes(10_000)))
                .out(folder.resolve("warcs"))
                .build();
        ShardService service =
                ServiceLoader.load(ShardService.class).findFirst().orElseThrow();
        view.apply("state", new State(RunState.RUNNING, Instant.EPOCH, "started").value());
        Path warcs = Files.createDirectory(folder.resolve("warcs"));
        var archive = new ShardArchive(warcs, Files.createDirectory(folder.resolve("spool")), "node-1");

        try (ShardNode node = service.start(options, 1, () -> true, archive);
                TopologyTestDriver driver = driver(options, node)) {
            driver.createInputTopic(TOPICS.links(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(service.seeds(options, 1).get(0));
            List<String> pages = pages(driver, node);
            List<CaptureRecord> captures = driver
                    .createOutputTopic(TOPICS.captures(), new StringDeserializer(), new ByteArrayDeserializer())
                    .readValuesToList()
                    .stream()
                    .map(CaptureRecord::of)
                    .toList();

            List<String> urls = new ArrayList<>(pages);
            urls.add(seed + "robots.txt");
            assertThat(captures).map(CaptureRecord::url).containsExactlyInAnyOrderElementsOf(urls);
            for (CaptureRecord capture : captures) {
                assertThat(records(capture.place()))
                        .startsWith("WARC/1.1\r\n")
                        .contains("WARC-Type: response", "WARC-Type: request")
                        .contains("WARC-Target-URI: " + capture.url() + "\r\n");
            }
            assertThat(captures.stream().map(capture -> capture.place().file()).distinct())
                    .hasSizeGreaterThan(1);
        }
        try (ArchiveReader reader = ArchiveFormat.find()
                .orElseThrow()
                .open(List.of(warcs), CrawlOptions.from(seed).build().extent().canonicalForm())) {
            assertThat(reader.urls()).hasSize(PAGES + 1);
        }
    }

    private static String records(CapturePlace place) throws IOException {
        byte[] file = Files.readAllBytes(Path.of(place.folder()).resolve(place.file()));
        var range = new ByteArrayInputStream(file, (int) place.offset(), (int) place.length());
        try (var records = new GZIPInputStream(range)) {
            return new String(records.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Drives the shard until there are records of all pages. */
    private List<String> pages(TopologyTestDriver driver, ShardNode node) throws InterruptedException {
        var topic = driver.createOutputTopic(TOPICS.pages(), new StringDeserializer(), new StringDeserializer());
        List<String> pages = new ArrayList<>();
        for (int turns = 0; pages.size() < PAGES && turns < 10_000; turns++) {
            driver.advanceWallClockTime(ShardProcessor.TICK);
            topic.readKeyValuesToList().forEach((KeyValue<String, String> page) -> pages.add(page.key));
            if (node.inFlight() > 0 && !results.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new AssertionError("no result of " + node.inFlight() + " requests");
            }
            results.drainPermits();
        }
        return pages;
    }

    private TopologyTestDriver driver(CrawlOptions options, ShardNode node) {
        var told = new ShardNode() {
            @Override
            public CrawlShard open(int number, KeyValueStore store, long at, Runnable onResult) {
                return node.open(number, store, at, () -> {
                    onResult.run();
                    results.release();
                });
            }

            @Override
            public int inFlight() {
                return node.inFlight();
            }

            @Override
            public void close() {
                node.close();
            }
        };
        var shards = new NodeShards(told, view, () -> true, 4, options.extent());
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        return new TopologyTestDriver(ShardTopology.of(TOPICS, shards), settings);
    }
}
