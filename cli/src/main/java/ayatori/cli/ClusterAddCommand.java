package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster add}. */
final class ClusterAddCommand implements ProgramCommand {

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private List<String> urls = List.of();

    ClusterAddCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("add")
                .addPositional(OptionGroup.parameters(
                        "URL",
                        values -> urls = values,
                        "More URLs to start from: http and https URLs, or @FILE for those in a file, one a line."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster add [OPTION]... URL...")
                .description(
                        "Give a crawl more URLs to start from, while it runs or after it was done. They widen its scope as its first"
                                + " URLs do. URLs that it knows already are not requested again.")
                .footer("", "Exit code: 0 done, 1 not possible, 2 wrong usage.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                cluster.optionsWithName(),
                Settings.options(Settings.SETTINGS, Settings.NO_SETTINGS),
                cluster.logging(),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            List<String> seeds = Seeds.of(urls);
            try (ClusterClient client = cluster.connect()) {
                String name = cluster.name(client);
                client.add(name, seeds);
                console.out()
                        .println("The crawl " + TerminalText.escape(name) + " has got "
                                + Figures.count(seeds.size(), "URL", "URLs") + ".");
                console.out().flush();
                return ExitCode.DONE;
            }
        });
    }
}
