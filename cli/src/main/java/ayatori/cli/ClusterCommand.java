package ayatori.cli;

import java.util.List;
import java.util.function.IntConsumer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster}: crawls over several machines. */
final class ClusterCommand implements CommandGroup {

    static final String NAME = "cluster";

    /** Options of its commands that the table of a file of settings can set. */
    static final List<String> SETTINGS = List.of(
            "bootstrap",
            "config",
            "topic-prefix",
            "name",
            "partitions",
            "replicas",
            "id",
            "state-dir",
            "archive-dir",
            "archive-from",
            "verbose",
            "log-file");

    private final CommandSpec spec = CommandSpecs.of(this);
    private final Console console;
    private final IntConsumer halt;

    /** @param halt ends the process at once, for the second Ctrl-C */
    ClusterCommand(Console console, IntConsumer halt) {
        this.console = console;
        this.halt = halt;
    }

    /** Whether arguments start a crawl in a cluster. It takes the settings of a crawl. */
    static boolean isStart(String... arguments) {
        return isCommand(arguments) && arguments[1].equals("start");
    }

    /** Whether arguments are of one of its commands. */
    static boolean isCommand(String... arguments) {
        return arguments.length > 1 && arguments[0].equals(NAME);
    }

    @Override
    public CommandSpec describe() {
        spec.name(NAME);
        spec.usageMessage()
                .customSynopsis("ayatori cluster COMMAND [OPTION]...")
                .description(
                        "Crawl with several machines, over Kafka.",
                        "",
                        "A crawl has a name. Any number of nodes work on it, and may come and go while it runs. Its state and"
                                + " its records are in topics of Kafka.")
                .footer(
                        "",
                        "Try it, all on this machine:",
                        "  ayatori cluster dev",
                        "With Kafka on kafka1:9092:",
                        "  ayatori cluster start --bootstrap kafka1:9092 news https://example.org/",
                        "  ayatori cluster node --bootstrap kafka1:9092 --name news      (on each machine)",
                        "  ayatori cluster collect --bootstrap kafka1:9092 news --out news-crawl --follow");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(new OptionGroup("Help:").standard());
    }

    @Override
    public List<ProgramCommand> commands() {
        return List.of(
                new ClusterDevCommand(console, halt),
                new ClusterStartCommand(console),
                new ClusterNodeCommand(console, halt),
                new ClusterStatusCommand(console),
                ClusterStateCommand.pause(console),
                ClusterStateCommand.resume(console),
                ClusterStateCommand.stop(console),
                new ClusterAddCommand(console),
                new ClusterWhyCommand(console),
                new ClusterCollectCommand(console, halt));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return ExitCode.USAGE;
    }
}
