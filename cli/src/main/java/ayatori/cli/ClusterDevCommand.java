package ayatori.cli;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import ayatori.cluster.client.ClusterStatus.NodeShare;
import ayatori.cluster.collect.Collect;
import ayatori.cluster.collect.Collected;
import ayatori.cluster.topic.ClusterException;
import ayatori.cluster.topic.Connection;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster dev}: a cluster on this machine that crawls the demo site. */
final class ClusterDevCommand implements ProgramCommand {

    private static final String NAME = "demo";
    private static final int SHARDS = 8;
    private static final int DEPTH = 12;
    private static final int RETRIES = 2;
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private final IntConsumer halt;
    private @Nullable Path out;
    private @Nullable Path folder;
    private int nodes = 3;
    private int port;

    ClusterDevCommand(Console console, IntConsumer halt) {
        this.console = console;
        this.halt = halt;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this).name("dev");
        spec.usageMessage()
                .customSynopsis("ayatori cluster dev [OPTION]...")
                .description(
                        "A cluster on this machine: starts a Kafka broker and three nodes, crawls the demo site with them, shows"
                                + " where each host lives, and collects the records into a folder.",
                        "",
                        "It needs no network and no other program. Kill a node while it runs: the others take over.")
                .footer("", "Exit code: 0 done, 1 not possible, 2 wrong usage, 130 stopped by Ctrl-C.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Options:")
                        .value(
                                "-o --out",
                                "DIR",
                                Converters::folder,
                                value -> out = value,
                                "The folder for the collected crawl (default: ayatori-out/cluster-demo-<time>).")
                        .value(
                                "--nodes",
                                "N",
                                Converters::fromOne,
                                value -> nodes = value,
                                "How many nodes (default: 3).")
                        .value(
                                "--port",
                                "N",
                                Converters::port,
                                value -> port = value,
                                "The port of the broker (default: a free one).")
                        .value(
                                "--dir",
                                "DIR",
                                Converters::folder,
                                value -> folder = value,
                                "A folder for what the broker and the nodes keep, and for their logs (default: one that is"
                                        + " removed at the end)."),
                cluster.logging(),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            Path kept = folder;
            Path data = kept != null ? Files.createDirectories(kept) : Files.createTempDirectory("ayatori-cluster");
            try {
                return run(data);
            } finally {
                if (kept == null) {
                    Trees.delete(data);
                }
            }
        });
    }

    private int run(Path data)
            throws IOException, ClusterException, CrawlException, FolderException, InterruptedException {
        var ended = new CountDownLatch(1);
        say("Starting a Kafka broker …");
        try (DemoSite site = DemoSite.start();
                LocalBroker broker = LocalBroker.start(data.resolve("broker"), port);
                ClusterClient client = ClusterClient.connect(Connection.of(broker.address(), null, ""));
                var processes = new Nodes(data);
                var interrupts = new Interrupts(ended::countDown, halt)) {
            say("Kafka is at " + broker.address() + " (process " + broker.pid() + ").");
            say("The Museum of String Figures is open at " + site.url() + ", and its slow annex at " + site.annexUrl()
                    + ".");
            client.start(NAME, options(site), SHARDS, 1);
            for (int i = 1; i <= nodes; i++) {
                say("Node " + i + " is process " + processes.start(i, broker.address()) + ".");
            }
            say("They crawl. In another terminal: ayatori cluster status --bootstrap " + broker.address());
            if (!follow(client, site, processes, ended)) {
                return interrupts.received() ? interrupts.exitCode() : ExitCode.FAILED;
            }
            Path collected = Objects.requireNonNullElseGet(
                    out,
                    () -> CrawlCommand.defaultFolder(
                            "http://cluster-demo/", LocalDateTime.now(ZoneId.systemDefault())));
            Collected what = new Collect(client, NAME, collected, true, false).run(() -> ended.getCount() == 0);
            say("");
            say(Figures.count(what.pages(), "page", "pages") + " and "
                    + Figures.count(what.skipped(), "skipped URL", "skipped URLs") + " are in " + collected + ".");
            if (interrupts.received()) {
                return interrupts.exitCode();
            }
            StatusText.lines(
                            CrawlReader.open(collected).status(),
                            collected,
                            console.outWidth(),
                            console.outStyle(),
                            ZoneId.systemDefault())
                    .forEach(this::say);
            return ExitCode.DONE;
        }
    }

    private static CrawlOptions options(DemoSite site) {
        return CrawlOptions.from(site.url().toString(), site.annexUrl().toString())
                .depth(DEPTH)
                .delay(Delay.of(Duration.ZERO))
                .retries(RETRIES)
                .build();
    }

    /** Shows the crawl until it is done. Returns whether it is. */
    private boolean follow(ClusterClient client, DemoSite site, Nodes processes, CountDownLatch ended)
            throws ClusterException, InterruptedException, IOException {
        Map<String, String> homes = new LinkedHashMap<>();
        String last = "";
        do {
            ClusterStatus status;
            try {
                status = client.status(NAME);
            } catch (ClusterException e) {
                if (!processes.areAnyAlive()) {
                    throw e;
                }
                say("  " + e.getMessage());
                continue; // the machine has too much to do
            }
            for (String url : List.of(site.url().toString(), site.annexUrl().toString())) {
                int shard = client.shardOf(status, url);
                String home = status.nodes().stream()
                        .filter(node -> !node.isLate() && node.shards().contains(shard))
                        .findFirst()
                        .map(node -> processes.name(node))
                        .orElse("no node");
                if (!home.equals(homes.put(url, home))) {
                    say("  " + url + " is in shard " + shard + ", which is at " + home + ".");
                }
            }
            String line = "  " + Figures.count(status.pages(), "page", "pages")
                    + console.outStyle().dot()
                    + Figures.count(status.queued()) + " to go"
                    + console.outStyle().dot()
                    + Figures.count(status.inFlight()) + " in flight"
                    + console.outStyle().dot()
                    + Figures.count(status.skipped()) + " skipped";
            if (!line.equals(last)) {
                say(line);
                last = line;
            }
            if (status.state().equals("done")) {
                return true;
            }
            if (!processes.areAnyAlive()) {
                throw new IOException("all nodes have ended; --dir keeps their logs");
            }
        } while (!ended.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        return false;
    }

    private void say(String line) {
        console.out().println(line);
        console.out().flush();
    }

    /** The processes of the nodes. */
    private static final class Nodes implements AutoCloseable {
        private final Path data;
        private final List<Process> processes = new ArrayList<>();

        Nodes(Path data) {
            this.data = data;
        }

        long start(int number, String bootstrap) throws IOException {
            Process process = OwnProgram.start(
                    data.resolve("node-" + number + ".log"),
                    List.of(
                            "cluster",
                            "node",
                            "--bootstrap",
                            bootstrap,
                            "--name",
                            NAME,
                            "--state-dir",
                            data.resolve("node-" + number).toString(),
                            "--id",
                            "node-" + number,
                            "--with-parent"));
            processes.add(process);
            return process.pid();
        }

        /** What a node is called here. */
        String name(NodeShare node) {
            for (int i = 0; i < processes.size(); i++) {
                if (node.id().equals("node-" + (i + 1))) {
                    return "node " + (i + 1) + " (process " + processes.get(i).pid() + ")";
                }
            }
            return "node " + node.id();
        }

        boolean areAnyAlive() {
            return processes.stream().anyMatch(Process::isAlive);
        }

        @Override
        public void close() throws IOException {
            for (Process process : processes) {
                process.getOutputStream().close(); // the end of its standard input
            }
            for (Process process : processes) {
                try {
                    if (!process.waitFor(10, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    process.destroyForcibly();
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
