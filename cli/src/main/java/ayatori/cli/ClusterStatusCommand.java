package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.ClusterStatus;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster status}. */
final class ClusterStatusCommand implements ProgramCommand {

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private List<String> names = List.of();
    private boolean asJson;

    ClusterStatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("status")
                .addPositional(OptionGroup.optionalParameters(
                        "NAME", values -> names = values, "The crawl; may be left out if there is only one."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster status [OPTION]... [NAME]")
                .description("Show where a crawl in a cluster stands, and the share that each node has of it.")
                .footer("", "Exit code: 0 shown, 1 not possible, 2 wrong usage.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                cluster.optionsWithName(),
                new OptionGroup("Output:")
                        .flag("--json", value -> asJson = value, "Write one JSON object, for programs."),
                Settings.options(Settings.SETTINGS, Settings.NO_SETTINGS),
                cluster.logging(),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            cluster.nameFrom(names);
            try (ClusterClient client = cluster.connect()) {
                ClusterStatus status = client.status(cluster.name(client));
                if (asJson) {
                    console.out().println(ClusterStatusText.json(status));
                } else {
                    ClusterStatusText.lines(status, console.outWidth(), console.outStyle())
                            .forEach(console.out()::println);
                }
                console.out().flush();
                return ExitCode.DONE;
            }
        });
    }
}
