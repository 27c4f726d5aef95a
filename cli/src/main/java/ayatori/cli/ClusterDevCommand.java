package ayatori.cli;

import ayatori.broker.LocalBroker;
import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
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
import java.util.List;
import java.util.Locale;
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
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private final IntConsumer halt;
    private @Nullable Path out;
    private @Nullable Path folder;
    private int nodes = 3;
    private int port;
    private final long begin = System.nanoTime();

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
        try (var interrupts = new Interrupts(ended::countDown, halt)) {
            say("starting a Kafka broker " + console.outStyle().cut());
            try (DemoSite site = DemoSite.start();
                    LocalBroker broker = LocalBroker.start(data.resolve("broker"), port);
                    ClusterClient client = ClusterClient.connect(Connection.of(broker.address(), null, ""));
                    var processes = new DevNodes(data, NAME)) {
                if (ended.getCount() > 0) {
                    begin(site, broker, client, processes);
                }
                boolean isDone = ended.getCount() > 0 && follow(client, site, broker, processes, ended);
                if (interrupts.received()) {
                    say("stopping " + console.outStyle().cut());
                    return interrupts.exitCode();
                }
                if (!isDone) {
                    return ExitCode.FAILED;
                }
                collect(client, ended);
                return interrupts.received() ? interrupts.exitCode() : ExitCode.DONE;
            }
        }
    }

    private void begin(DemoSite site, LocalBroker broker, ClusterClient client, DevNodes processes)
            throws IOException, ClusterException, CrawlException {
        say("Kafka is at " + broker.address() + " (process " + broker.pid() + ")");
        say("the Museum of String Figures is open at " + site.url());
        say("its slow annex is open at " + site.annexUrl());
        client.start(NAME, options(site), SHARDS, 1);
        for (int i = 0; i < nodes; i++) {
            DevNodes.Node node = processes.start(broker.address());
            say(ClusterDevText.name(node.id()) + " is process " + node.pid() + ", and starts");
        }
        say(console.outStyle().faint("in another terminal: ayatori cluster status --bootstrap " + broker.address()));
    }

    private void collect(ClusterClient client, CountDownLatch ended)
            throws IOException, ClusterException, FolderException {
        say("the crawl is done, and is collected " + console.outStyle().cut());
        Path collected = Objects.requireNonNullElseGet(
                out,
                () -> CrawlCommand.defaultFolder("http://cluster-demo/", LocalDateTime.now(ZoneId.systemDefault())));
        Collected what = new Collect(client, NAME, collected, true, false).run(() -> ended.getCount() == 0);
        say(Figures.count(what.pages(), "page", "pages") + " and "
                + Figures.count(what.skipped(), "skipped URL", "skipped URLs") + " are in " + collected);
        if (what.isComplete()) {
            line("");
            StatusText.lines(
                            CrawlReader.open(collected).status(),
                            collected,
                            console.outWidth(),
                            console.outStyle(),
                            ZoneId.systemDefault())
                    .forEach(this::line);
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
    private boolean follow(
            ClusterClient client, DemoSite site, LocalBroker broker, DevNodes processes, CountDownLatch ended)
            throws ClusterException, InterruptedException, IOException {
        List<String> sites = List.of(site.url().toString(), site.annexUrl().toString());
        var text = new ClusterDevText(console.outStyle(), sites, client::shardOf);
        var told = new Quiet(System.nanoTime());
        do {
            try {
                ClusterStatus status = client.status(NAME);
                List<String> news = text.news(status);
                news.forEach(this::say);
                if (status.state().equals("done")) {
                    return true;
                }
                if (told.isLong(!news.isEmpty(), System.nanoTime())) {
                    say(text.waiting(Quiet.SECONDS));
                }
            } catch (ClusterException e) {
                say(Objects.requireNonNullElse(e.getMessage(), e.toString()) + "; asked again");
            }
            for (DevNodes.Node node : processes.takeEnded()) {
                say(text.died(node.id(), processes.areAnyAlive()));
                node.reason().ifPresent(this::say);
            }
            if (!broker.isAlive()) {
                throw new IOException("the broker has ended, and the crawl is not done");
            }
            if (!processes.areAnyAlive()) {
                throw new IOException("all nodes have ended, and the crawl is not done");
            }
        } while (!ended.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        return false;
    }

    /** Whether nothing was said for long. */
    private static final class Quiet {
        static final int SECONDS = 10;

        private long since;

        Quiet(long since) {
            this.since = since;
        }

        boolean isLong(boolean hasNews, long now) {
            boolean isLong = !hasNews && now - since >= TimeUnit.SECONDS.toNanos(SECONDS);
            if (hasNews || isLong) {
                since = now;
            }
            return isLong;
        }
    }

    /** Says what happens, with the time since the start. */
    private void say(String what) {
        String time = String.format(Locale.ROOT, "%5.1f s", (System.nanoTime() - begin) / 1e9);
        line(console.outStyle().faint(time) + "  " + what);
    }

    private void line(String line) {
        console.out().println(line);
        console.out().flush();
    }
}
