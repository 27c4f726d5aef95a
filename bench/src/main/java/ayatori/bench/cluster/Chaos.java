package ayatori.bench.cluster;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.collect.Collect;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.ScopeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Crawls a web on loopback by brokers and three nodes in processes of their own, does something to them meanwhile, and compares the
 * collected folder with the web and the web's access log with the delay.
 *
 * <p>Arguments: the folder for everything, a port for the web, and trials, which {@link #disturb} lists.
 */
final class Chaos implements AutoCloseable {
    private static final int HOSTS = Integer.getInteger("hosts", 30);
    private static final int PAGES = Integer.getInteger("pages", 200);
    private static final Duration DELAY = Duration.ofMillis(Integer.getInteger("delay", 400));
    /** What a busy machine adds to a request's way, and takes from the gap to the next. */
    private static final Duration TOLERANCE = Duration.ofMillis(Integer.getInteger("tolerance", 150));

    private static final int SHARDS = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String CRAWL = "chaos";
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final ChaosSite site;
    private final @Nullable CutNetwork network;
    private final List<SmallDisk> disks = new ArrayList<>();
    private final List<LocalBroker> brokers;
    private final String bootstrap;
    private final ChaosNodes nodes;
    private final Stalls stalls = new Stalls();
    private final long begin = System.nanoTime();

    private Chaos(Path folder, int port, String trial) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.network = trial.equals("cut") ? new CutNetwork() : null;
        this.site = new ChaosSite(HOSTS, PAGES, network == null ? "127.0.9." : CutNetwork.WEB, port);
        Path kafka = folder.resolve("kafka");
        if (trial.equals("disk-broker")) {
            disks.add(new SmallDisk(kafka.resolve("broker-1"), "400m"));
        }
        int count = Integer.getInteger("brokers", trial.contains("broker") ? 3 : 1);
        this.brokers = LocalBroker.startAll(
                kafka, network == null ? LOOPBACK : CutNetwork.BROKERS, count, ChaosNodes.properties("broker"));
        this.bootstrap =
                String.join(",", brokers.stream().map(LocalBroker::address).toList());
        this.nodes = new ChaosNodes(folder, bootstrap, CRAWL);
        say("brokers are up at " + bootstrap);
    }

    /** Runs trials. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        boolean isFine = true;
        for (int i = 2; i < arguments.length; i++) {
            String trial = arguments[i];
            Path own = folder.resolve(trial + "-" + System.currentTimeMillis());
            try (var chaos = new Chaos(own, Integer.parseInt(arguments[1]), trial)) {
                isFine &= chaos.run(trial);
            }
        }
        System.exit(isFine ? 0 : 1);
    }

    private boolean run(String trial) throws Exception {
        CrawlOptions options = CrawlOptions.from(site.seed())
                .extent(extent -> extent.scope(ScopeKind.ANY))
                .pace(pace -> pace.concurrency(64).perHost(1))
                .delay(Delay.of(DELAY))
                .access(access -> access.allowPrivate(true).header(ChaosNode.HEADER, "none"))
                .build();
        try (ClusterClient client = connect()) {
            client.start(CRAWL, options, SHARDS, Math.min(3, brokers.size()));
        }
        say("started");
        if (trial.equals("disk")) {
            disks.add(new SmallDisk(nodes.state("n1"), "64m"));
        }
        nodes.start("n1", network == null ? List.of() : network.prefix());
        nodes.start("n2");
        nodes.start("n3");
        awaitPages(HOSTS * PAGES / 6);
        say("now: " + trial + ", " + shares());
        disturb(trial);
        boolean isDone = awaitEnd();
        boolean isRight = collectAndCompare(trial);
        return isRight && isDone;
    }

    private void disturb(String trial) throws Exception {
        switch (trial) {
            case "calm" -> {}
            case "kill" -> kill();
            case "lost" -> lose();
            case "stop" -> {
                nodes.signal("n1", "STOP");
                pause(60);
                nodes.signal("n1", "CONT");
                say("goes on");
            }
            case "cut" -> cut();
            case "broker" -> {
                brokers.get(0).kill();
                pause(20);
                brokers.get(0).restart();
            }
            case "brokers" -> killBrokers();
            case "rolling" -> roll();
            case "join" -> nodes.start("n4");
            case "disk" -> fillDiskOfNode();
            case "disk-broker" -> fillDiskOfBroker();
            case "disk-collect" -> fillDiskOfCollector();
            default -> throw new IllegalArgumentException(trial);
        }
    }

    private void kill() throws Exception {
        nodes.process("n1").destroyForcibly().waitFor();
        pause(8);
        nodes.process("n2").destroyForcibly().waitFor();
        pause(8);
        nodes.start("n1");
        nodes.start("n2");
    }

    /** How long the hosts of a node that is lost go without a request. */
    private void lose() throws Exception {
        List<String> hosts = hostsOf("n1");
        long moment = System.nanoTime();
        nodes.process("n1").destroyForcibly().waitFor();
        pause(40);
        sayPauses("n1 was killed", hosts, moment);
    }

    private void cut() throws Exception {
        CutNetwork cable = Objects.requireNonNull(network);
        List<String> hosts = hostsOf("n1");
        long moment = System.nanoTime();
        cable.cut();
        pause(45);
        long last = site.log().lastOf("n1", System.nanoTime());
        say("n1 asked hosts until " + TimeUnit.NANOSECONDS.toMillis(last - moment) + " ms after the cut; "
                + (nodes.process("n1").isAlive() ? "it lives" : "it has ended: " + nodes.lastWords("n1")));
        sayPauses("n1 was cut off", hosts, moment);
        cable.mend();
        say("mended");
    }

    private void sayPauses(String what, List<String> hosts, long moment) {
        List<Long> pauses = site.log().pausesMillis(hosts, moment);
        say(what + ": its " + hosts.size() + " hosts went without a request for "
                + (pauses.isEmpty() ? "no time" : pauses.getFirst() + " to " + pauses.getLast() + " ms"));
    }

    private void killBrokers() throws Exception {
        brokers.forEach(LocalBroker::kill);
        pause(20);
        var starting = new ArrayList<Thread>();
        for (LocalBroker broker : brokers) {
            starting.add(Thread.ofVirtual().start(() -> {
                try {
                    broker.restart();
                } catch (IOException e) {
                    say("a broker does not come back: " + e.getMessage());
                }
            }));
        }
        for (Thread thread : starting) {
            thread.join();
        }
        say("brokers are back");
    }

    private void roll() throws Exception {
        for (String id : List.of("n1", "n2", "n3")) {
            nodes.process(id).destroy();
            nodes.process(id).waitFor();
            say(id + " left");
            restart(id);
            pause(10);
        }
    }

    private void restart(String id) throws Exception {
        long before = nodes.timesReady(id);
        Process process = nodes.start(id);
        while (nodes.timesReady(id) == before && process.isAlive()) {
            pause(1);
        }
        say(process.isAlive() ? id + " is back" : id + " does not start: " + nodes.lastWords(id));
    }

    private void fillDiskOfNode() throws Exception {
        SmallDisk disk = disks.getFirst();
        disk.fill();
        say("the disk of n1 is full");
        pause(15);
        say("n1 " + (nodes.process("n1").isAlive() ? "goes on" : "has ended: " + nodes.lastWords("n1")));
        nodes.process("n1").destroy();
        nodes.process("n1").waitFor();
        say("n1 was told to leave, and said: " + nodes.lastWords("n1"));
        disk.fill(); // what it gave back
        restart("n1");
        pause(15);
        say("n1 " + (nodes.process("n1").isAlive() ? "goes on" : "has ended: " + nodes.lastWords("n1")));
        nodes.process("n1").destroyForcibly().waitFor();
        disk.free();
        restart("n1");
    }

    private void fillDiskOfBroker() throws Exception {
        disks.getFirst().fill();
        say("the disk of a broker is full");
        pause(20);
        say("the broker " + (brokers.getFirst().isAlive() ? "goes on" : "has ended"));
        brokers.getFirst().kill();
        disks.getFirst().free();
        brokers.getFirst().restart();
        say("the broker is back");
    }

    private void fillDiskOfCollector() throws Exception {
        var disk = new SmallDisk(folder.resolve("collected"), "200k");
        disks.add(disk);
        try (ClusterClient client = connect()) {
            new Collect(client, CRAWL, folder.resolve("collected"), true, false).run(() -> false);
            say("WRONG: nothing was said of a full disk");
        } catch (IOException e) {
            say("collect says: " + e.getMessage());
        }
        Commands.run(
                "mount", "-o", "remount,size=64m", folder.resolve("collected").toString());
    }

    private ClusterClient connect() throws Exception {
        return ClusterClient.connect(Connection.of(bootstrap, null, ""));
    }

    /** The hosts that a node has now and that have much left. */
    private List<String> hostsOf(String id) throws Exception {
        try (ClusterClient client = connect()) {
            ClusterStatus status = client.status(CRAWL);
            List<Integer> shards = status.nodes().stream()
                    .filter(node -> node.id().equals(id))
                    .flatMap(node -> node.shards().stream())
                    .toList();
            AccessLog log = site.log();
            return IntStream.range(0, HOSTS)
                    .filter(host -> shards.contains(client.shardOf(status, site.url(host, 0))))
                    .mapToObj(site::address)
                    .filter(host -> log.hosts().getOrDefault(host, List.of()).size() < PAGES / 2)
                    .toList();
        }
    }

    private String shares() throws Exception {
        try (ClusterClient client = connect()) {
            return shares(client.status(CRAWL));
        } catch (ClusterException e) {
            return "no status: " + e.getMessage();
        }
    }

    private static String shares(ClusterStatus status) {
        return status.nodes().stream()
                .map(node -> node.id() + ":" + node.shards().size() + (node.isLate() ? "!" : ""))
                .toList()
                .toString();
    }

    private void awaitPages(int pages) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (site.log().requests() >= pages) {
                return;
            }
            pause(1);
        }
        say("TOO SLOW: the nodes have not begun");
    }

    private boolean awaitEnd() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String before = "";
        long saidAt = 0;
        while (System.nanoTime() < end) {
            try (ClusterClient client = connect()) {
                ClusterStatus status = client.status(CRAWL);
                String shares = shares(status);
                if (!shares.equals(before) || System.nanoTime() - saidAt > 15e9) {
                    say(status.state() + ", pages " + status.pages() + ", queued " + status.queued() + ", " + shares);
                    before = shares;
                    saidAt = System.nanoTime();
                }
                if (status.state().equals("done")) {
                    return true;
                }
            } catch (ClusterException e) {
                say("no status: " + e.getMessage());
            }
            pause(2);
        }
        say("TOO SLOW: the crawl is not done");
        return false;
    }

    private boolean collectAndCompare(String trial) throws Exception {
        Path out = folder.resolve("collected");
        try (ClusterClient client = connect()) {
            new Collect(client, CRAWL, out, false, false).run(() -> false);
        }
        Map<String, Integer> recorded = new HashMap<>();
        for (String line : Files.readAllLines(out.resolve("pages.jsonl"))) {
            recorded.merge(JsonMapper.shared().readTree(line).path("url").asString(), 1, Integer::sum);
        }
        Set<String> missing = new TreeSet<>(site.urls());
        missing.removeAll(recorded.keySet());
        Set<String> foreign = new TreeSet<>(recorded.keySet());
        foreign.removeAll(site.urls());
        long twice = recorded.values().stream().filter(count -> count > 1).count();
        AccessLog log = site.log();
        List<AccessLog.Hit[]> early = log.closerThan(DELAY.minus(TOLERANCE));
        early.forEach(this::sayEarly);
        say("recorded " + recorded.size() + " of " + site.urls().size() + ", missing " + missing.size() + ", foreign "
                + foreign.size() + ", twice " + twice);
        say("requests " + log.requests() + ", early " + early.size() + ", overlapping " + log.overlaps()
                + ", shortest gap " + log.shortestGapMillis() + " ms, longest pause of the whole web "
                + log.longestPauseMillis() + " ms");
        say("| " + trial + " | " + log.requests() + " | " + recorded.size() + " | " + early.size() + " | "
                + log.longestPauseMillis() + " ms |");
        if (!missing.isEmpty()) {
            say("missing: " + missing.stream().limit(5).toList());
        }
        return missing.isEmpty() && foreign.isEmpty() && twice == 0 && early.isEmpty() && log.overlaps() == 0;
    }

    private void sayEarly(AccessLog.Hit[] pair) {
        long from = pair[0].begin() - TimeUnit.SECONDS.toNanos(1);
        say("early: " + TimeUnit.NANOSECONDS.toMillis(pair[1].begin() - pair[0].begin()) + " ms, at "
                + TimeUnit.NANOSECONDS.toMillis(pair[1].begin() - begin) + " ms, " + pair[0].host() + ": "
                + pair[0].path() + " by " + pair[0].from() + " and " + pair[1].path() + " by " + pair[1].from()
                + "; the machine stalled for "
                + TimeUnit.NANOSECONDS.toMillis(stalls.longest(from, pair[1].begin() + TimeUnit.SECONDS.toNanos(1)))
                + " ms");
    }

    private static void pause(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    private void say(String line) {
        System.out.printf("%7.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
    }

    @Override
    public void close() throws IOException {
        nodes.close();
        brokers.forEach(LocalBroker::kill);
        site.close();
        for (SmallDisk disk : disks) {
            disk.close();
        }
        if (network != null) {
            network.close();
        }
    }
}
