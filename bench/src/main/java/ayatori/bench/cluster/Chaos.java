package ayatori.bench.cluster;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.collect.Collect;
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
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Crawls a web on loopback by brokers and three nodes in processes of their own, does something to them meanwhile, and compares the
 * collected folder with the web and the web's access log with the delay.
 *
 * <p>Arguments: the folder for everything, a port for the web, and trials: calm, kill, stop, broker, brokers, rolling, join.
 */
final class Chaos implements AutoCloseable {
    private static final int HOSTS = Integer.getInteger("hosts", 30);
    private static final int PAGES = Integer.getInteger("pages", 200);
    private static final Duration DELAY = Duration.ofMillis(Integer.getInteger("delay", 200));
    /** What a busy machine adds to a request's way, and takes from the gap to the next. */
    private static final long TOLERANCE_MILLIS = Integer.getInteger("tolerance", 150);

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String CRAWL = "chaos";

    private final Path folder;
    private final ChaosSite site;
    private final List<LocalBroker> brokers;
    private final String bootstrap;
    private final Map<String, Process> nodes = new HashMap<>();
    private final long begin = System.nanoTime();

    private Chaos(Path folder, int port, int count) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.site = new ChaosSite(HOSTS, PAGES, port);
        this.brokers = count == 1
                ? List.of(LocalBroker.start(folder.resolve("kafka")))
                : LocalBroker.startAll(folder.resolve("kafka"), count);
        this.bootstrap =
                String.join(",", brokers.stream().map(LocalBroker::address).toList());
        say("brokers are up at " + bootstrap);
    }

    /** Runs trials. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        boolean isFine = true;
        for (int i = 2; i < arguments.length; i++) {
            String trial = arguments[i];
            int count = Integer.getInteger("brokers", trial.startsWith("broker") ? 3 : 1);
            Path own = folder.resolve(trial + "-" + System.currentTimeMillis());
            try (var chaos = new Chaos(own, Integer.parseInt(arguments[1]), count)) {
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
                .access(access -> access.allowPrivate(true))
                .build();
        try (ClusterClient client = connect()) {
            client.start(CRAWL, options, 32, Math.min(3, brokers.size()));
        }
        say("started");
        for (String id : List.of("n1", "n2", "n3")) {
            node(id);
        }
        awaitPages(HOSTS * PAGES / 6);
        say("now: " + trial);
        disturb(trial);
        boolean isDone = awaitEnd();
        boolean isRight = collectAndCompare();
        return isRight && isDone;
    }

    private void disturb(String trial) throws Exception {
        switch (trial) {
            case "calm" -> {}
            case "kill" -> {
                process("n1").destroyForcibly().waitFor();
                pause(8);
                process("n2").destroyForcibly().waitFor();
                pause(8);
                node("n1");
                node("n2");
            }
            case "stop" -> {
                signal("STOP", process("n1").pid());
                pause(60);
                signal("CONT", process("n1").pid());
                say("goes on");
            }
            case "broker" -> {
                brokers.get(0).kill();
                pause(20);
                brokers.get(0).restart();
            }
            case "brokers" -> {
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
            case "rolling" -> {
                for (String id : List.of("n1", "n2", "n3")) {
                    process(id).destroy();
                    process(id).waitFor();
                    say(id + " left");
                    long before = timesReady(id);
                    node(id);
                    while (timesReady(id) == before) {
                        pause(1);
                    }
                    pause(10);
                }
            }
            case "join" -> node("n4");
            default -> throw new IllegalArgumentException(trial);
        }
    }

    private void node(String id) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "ayatori.bench.cluster.ChaosNode",
                        bootstrap,
                        CRAWL,
                        id,
                        folder.resolve(id).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(id + ".log").toFile()))
                .start();
        nodes.put(id, process);
        say(id + " is process " + process.pid());
    }

    /** How often a node has joined, by its log. */
    private long timesReady(String id) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(id + ".log"))) {
            return lines.filter("ready"::equals).count();
        }
    }

    private Process process(String id) {
        return Objects.requireNonNull(nodes.get(id), id);
    }

    private static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    private ClusterClient connect() throws Exception {
        return ClusterClient.connect(Connection.of(bootstrap, null, ""));
    }

    private void awaitPages(int pages) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            int count = site.log().values().stream().mapToInt(List::size).sum();
            if (count >= pages) {
                return;
            }
            pause(1);
        }
        say("TOO SLOW: the nodes have not begun");
    }

    private boolean awaitEnd() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String before = "";
        while (System.nanoTime() < end) {
            try (ClusterClient client = connect()) {
                ClusterStatus status = client.status(CRAWL);
                String line = status.state() + ", pages " + status.pages() + ", queued " + status.queued() + ", "
                        + status.nodes().stream()
                                .map(node -> node.id() + ":" + node.shards().size() + (node.isLate() ? "!" : ""))
                                .toList();
                if (!line.equals(before)) {
                    say(line);
                    before = line;
                }
                if (status.state().equals("done")) {
                    return true;
                }
            } catch (Exception e) {
                say("no status: " + e.getMessage());
            }
            pause(3);
        }
        say("TOO SLOW: the crawl is not done");
        return false;
    }

    private boolean collectAndCompare() throws Exception {
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
        int requests = 0;
        int early = 0;
        long shortest = Long.MAX_VALUE;
        for (List<ChaosSite.Hit> hits : site.log().values()) {
            requests += hits.size();
            for (int i = 1; i < hits.size(); i++) {
                long gap = TimeUnit.NANOSECONDS.toMillis(
                        hits.get(i).nanos() - hits.get(i - 1).nanos());
                shortest = Math.min(shortest, gap);
                if (gap < DELAY.toMillis() - TOLERANCE_MILLIS) {
                    early++;
                    say("early: " + gap + " ms, at " + (hits.get(i).nanos() - begin) / 1_000_000 + " ms: "
                            + hits.get(i - 1).path() + " and " + hits.get(i).path());
                }
            }
        }
        long pause = longestPause();
        say("recorded " + recorded.size() + " of " + site.urls().size() + ", missing " + missing.size() + ", foreign "
                + foreign.size() + ", twice " + twice + "; requests " + requests + ", early " + early
                + ", shortest gap " + shortest + " ms, longest pause of the whole web " + pause + " ms");
        if (!missing.isEmpty()) {
            say("missing: " + missing.stream().limit(5).toList());
        }
        return missing.isEmpty() && foreign.isEmpty() && twice == 0 && early == 0;
    }

    private long longestPause() {
        List<Long> times = site.log().values().stream()
                .flatMap(List::stream)
                .map(ChaosSite.Hit::nanos)
                .sorted()
                .toList();
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    private static void pause(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
    }

    private void say(String line) {
        System.out.printf("%7.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
    }

    @Override
    public void close() {
        nodes.values().forEach(Process::destroyForcibly);
        brokers.forEach(LocalBroker::kill);
        site.close();
    }
}
