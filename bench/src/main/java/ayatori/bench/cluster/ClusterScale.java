package ayatori.bench.cluster;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node's state takes, and how long a node needs to begin with it: one broker and one node with a crawl of many URLs that wait. The
 * node leaves and comes back with its folder, is killed and comes back, and comes back without its folder. A second node joins, and the first is killed.
 *
 * <p>Arguments: the folder for everything, a port for the web, the number of URLs.
 */
final class ClusterScale implements AutoCloseable {
    private static final String CRAWL = "scale";
    private static final String NODE = "n1";
    private static final String SECOND = "n2";
    private static final int SHARDS = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path kafka;
    private final LinkSite site;
    private final LocalBroker broker;
    private final ChaosNodes nodes;
    private final long begin = System.nanoTime();

    private ClusterScale(Path folder, int port, int urls) throws IOException {
        this.kafka = folder.resolve("kafka");
        this.site = new LinkSite(urls, port);
        this.broker = LocalBroker.startAll(kafka, "127.0.0.1", 1, ChaosNodes.properties("broker"))
                .getFirst();
        this.nodes = new ChaosNodes(folder, broker.address(), CRAWL);
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath().resolve("scale-" + System.currentTimeMillis());
        try (var scale = new ClusterScale(
                Files.createDirectories(folder), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            scale.run(Integer.parseInt(arguments[2]));
        }
        System.exit(0);
    }

    private void run(int urls) throws Exception {
        CrawlOptions options = CrawlOptions.from(site.seeds())
                .pace(pace -> pace.concurrency(64).perHost(1))
                .delay(Delay.of(Duration.ofSeconds(2)))
                .access(access -> access.allowPrivate(true).header(ChaosNode.HEADER, "none"))
                .build();
        try (ClusterClient client = connect()) {
            client.start(CRAWL, options, SHARDS, 1);
            nodes.start(NODE);
            awaitQueued(client, urls - urls / 100);
        }
        leave();
        say("the node's folder has " + megabytes(nodes.state(NODE)) + " MB, the changelog "
                + megabytes(kafka.resolve("broker-1/data"), CRAWL + "-frontier-changelog-") + " MB, the topic of links "
                + megabytes(kafka.resolve("broker-1/data"), CRAWL + "-links-") + " MB");
        comeBack("with its folder, after it left in order");
        nodes.process(NODE).destroyForcibly().waitFor();
        Thread.sleep(Duration.ofSeconds(12)); // so that its name is free at once
        comeBack("with its folder, after SIGKILL");
        leave();
        delete(nodes.state(NODE));
        comeBack("without its folder");
        join();
        lose();
    }

    /** How soon a second node has half of the shards. */
    private void join() throws Exception {
        long start = System.nanoTime();
        nodes.start(SECOND);
        int before = -1;
        try (ClusterClient client = connect()) {
            while (before < SHARDS / 2 && System.nanoTime() - start < PATIENCE.toNanos()) {
                int shards = shardsOf(client.status(CRAWL), SECOND).size();
                if (shards != before) {
                    before = shards;
                    say(String.format(
                            "a second node has %d shards %.1f s after its start",
                            shards, (System.nanoTime() - start) / 1e9));
                }
                Thread.sleep(500);
            }
        }
    }

    /** How long the hosts of a node that is killed go without a request. */
    private void lose() throws Exception {
        Thread.sleep(Duration.ofSeconds(90)); // so that copies are up to date
        List<String> hosts;
        try (ClusterClient client = connect()) {
            ClusterStatus status = client.status(CRAWL);
            List<Integer> shards = shardsOf(status, NODE);
            hosts = site.hosts().stream()
                    .filter(host -> shards.contains(client.shardOf(status, "http://" + host + "/")))
                    .toList();
        }
        long moment = System.nanoTime();
        nodes.process(NODE).destroyForcibly().waitFor();
        long end = moment + PATIENCE.toNanos();
        boolean areBack = false;
        while (!areBack && System.nanoTime() < end) {
            Thread.sleep(1_000);
            AccessLog log = site.log();
            areBack = hosts.stream()
                    .allMatch(host -> log.hosts().getOrDefault(host, List.of()).stream()
                                    .filter(hit -> hit.begin() > moment)
                                    .count()
                            > 1);
        }
        List<Long> pauses = site.log().pausesMillis(hosts, moment);
        say("the first node was killed: its " + hosts.size() + " hosts went without a request for "
                + (pauses.isEmpty() ? "ever" : pauses.getFirst() + " to " + pauses.getLast() + " ms"));
    }

    private static List<Integer> shardsOf(ClusterStatus status, String node) {
        return status.nodes().stream()
                .filter(each -> each.id().equals(node))
                .flatMap(each -> each.shards().stream())
                .toList();
    }

    private void leave() throws InterruptedException {
        nodes.process(NODE).destroy();
        nodes.process(NODE).waitFor();
    }

    private void comeBack(String how) throws Exception {
        long start = System.nanoTime();
        int before = site.log().requests();
        nodes.start(NODE);
        while (site.log().requests() == before && System.nanoTime() - start < PATIENCE.toNanos()) {
            Thread.sleep(20);
        }
        say(String.format("first request %.1f s after its start, %s", (System.nanoTime() - start) / 1e9, how));
        Thread.sleep(Duration.ofSeconds(15));
    }

    private void awaitQueued(ClusterClient client, long urls) throws Exception {
        long first = System.nanoTime();
        long queued = 0;
        while (queued < urls && System.nanoTime() - first < PATIENCE.toNanos()) {
            Thread.sleep(1_000);
            try {
                ClusterStatus status = client.status(CRAWL);
                if (status.queued() / 100_000 > queued / 100_000) {
                    say(status.queued() + " URLs wait, " + status.pages() + " pages are on record");
                }
                queued = status.queued();
            } catch (ClusterException e) {
                say(String.valueOf(e.getMessage()));
            }
        }
        say(queued + " URLs wait");
        Thread.sleep(5_000);
    }

    private ClusterClient connect() throws ClusterException {
        return ClusterClient.connect(Connection.of(broker.address(), null, ""));
    }

    private static long megabytes(Path folder) throws IOException {
        return megabytes(folder, "");
    }

    /** Of the subfolders whose names begin so. */
    private static long megabytes(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .filter(file -> folder.relativize(file).toString().startsWith(name))
                            .filter(file -> !file.toString().endsWith("index")) // sparse
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1_000_000;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private void say(String line) {
        System.out.printf("%7.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
    }

    @Override
    public void close() {
        nodes.close();
        broker.kill();
        site.close();
    }
}
