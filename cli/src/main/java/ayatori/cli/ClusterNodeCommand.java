package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.node.ClusterNode;
import ayatori.cluster.node.NodeOptions;
import ayatori.cluster.topic.ClusterException;
import ayatori.crawler.CrawlOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster node}. */
final class ClusterNodeCommand implements ProgramCommand {

    private final ClusterArguments cluster = new ClusterArguments();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final Console console;
    private final IntConsumer halt;
    private @Nullable String id;
    private @Nullable Path state;
    private @Nullable Path archive;
    private boolean endsWithParent;

    ClusterNodeCommand(Console console, IntConsumer halt) {
        this.console = console;
        this.halt = halt;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this).name("node");
        spec.usageMessage()
                .customSynopsis("ayatori cluster node [OPTION]... --name NAME")
                .description(
                        "Work on a crawl in a cluster, until it has ended or until Ctrl-C. Nodes share the crawl evenly; they may come"
                                + " and go while it runs.",
                        "",
                        "A node that ends cleanly gives its share to the others at once. One that dies is replaced within seconds.",
                        "",
                        "Passwords, and the values of headers, are not in the topics: a crawl that was started with some needs them at"
                                + " each node.")
                .footer("", "Exit code: 0 the crawl has ended, 1 not possible, 2 wrong usage, 130 ended by Ctrl-C.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                cluster.optionsWithName(),
                new OptionGroup("Node:")
                        .value(
                                "--id",
                                "NAME",
                                text -> text,
                                value -> id = value,
                                "The node's name, unique in the crawl (default: that of the machine).")
                        .value(
                                "--state-dir",
                                "DIR",
                                Converters::folder,
                                value -> state = value,
                                "The folder for its copies of the crawl's state, which it may lose (default:"
                                        + " ayatori-nodes/<crawl>/<id>).")
                        .value(
                                "--archive-dir",
                                "DIR",
                                Converters::folder,
                                value -> archive = value,
                                "The folder for its WARC files, if the crawl is archived: on a disk of this machine, or a"
                                        + " share that all nodes write to (default: ayatori-archives/<crawl>).")
                        .hiddenFlag("--with-parent", value -> endsWithParent = value),
                request.headerOptions(),
                access.options(),
                Settings.options(Settings.SETTINGS, Settings.NO_SETTINGS),
                cluster.logging(),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            String name = name();
            String own = Objects.requireNonNullElseGet(id, ClusterNodeCommand::machine);
            Path folder = Objects.requireNonNullElseGet(state, () -> Path.of("ayatori-nodes", name, own));
            Path archives = Objects.requireNonNullElseGet(archive, () -> Path.of("ayatori-archives", name));
            var options =
                    new NodeOptions(cluster.connection(), name, own, machine(), this::addSecrets, folder, archives);
            try (ClusterNode node = ClusterNode.start(options);
                    var interrupts = endsWithParent
                            ? Interrupts.ofChild(node::close, halt)
                            : new Interrupts(node::close, halt)) {
                if (endsWithParent) {
                    Thread.ofPlatform().daemon().name("ayatori-parent").start(() -> closeWithParent(node));
                }
                say("Node " + own + " works on the crawl " + name + ". Ctrl-C ends it.");
                say("Node " + own + " ends: " + node.await() + ".");
                return interrupts.received() ? interrupts.exitCode() : ExitCode.DONE;
            }
        });
    }

    /** Adds what the topics do not hold. */
    private CrawlOptions.Builder addSecrets(CrawlOptions.Builder recorded) {
        access.applyGiven(recorded, console.environment());
        request.apply(recorded);
        return recorded;
    }

    private String name() throws ClusterException {
        String given = cluster.givenName();
        if (given != null) {
            return given;
        }
        try (ClusterClient client = cluster.connect()) {
            return client.onlyCrawl();
        }
    }

    private void say(String line) {
        console.out().println(TerminalText.escape(line));
        console.out().flush();
    }

    /** Standard input is a pipe that ends when the process that started this one does. */
    private static void closeWithParent(ClusterNode node) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        } catch (IOException _) {
            // The other end is gone too.
        }
        node.close();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
