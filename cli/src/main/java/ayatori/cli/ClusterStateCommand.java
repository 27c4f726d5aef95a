package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.topic.ClusterException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster pause}, {@code resume} and {@code stop}. */
final class ClusterStateCommand implements ProgramCommand {

    private interface Change {
        void of(ClusterClient client, String name) throws ClusterException;
    }

    private final String command;
    private final String description;
    private final String told;
    private final Change change;
    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private List<String> names = List.of();

    private ClusterStateCommand(Console console, String command, String description, String told, Change change) {
        this.console = console;
        this.command = command;
        this.description = description;
        this.told = told;
        this.change = change;
    }

    static ClusterStateCommand pause(Console console) {
        return new ClusterStateCommand(
                console,
                "pause",
                "Let a crawl rest: requests under way end, and no others start until it is resumed.",
                "is paused; ayatori cluster resume goes on",
                ClusterClient::pause);
    }

    static ClusterStateCommand resume(Console console) {
        return new ClusterStateCommand(
                console, "resume", "Go on with a crawl that was paused or stopped.", "goes on", ClusterClient::resume);
    }

    static ClusterStateCommand stop(Console console) {
        return new ClusterStateCommand(
                console,
                "stop",
                "End a crawl: its nodes stop. Its topics stay, to be collected or to go on.",
                "is stopped; ayatori cluster collect gives its records, and ayatori cluster resume goes on",
                ClusterClient::stop);
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name(command)
                .addPositional(OptionGroup.optionalParameters(
                        "NAME", values -> names = values, "The crawl; may be left out if there is only one."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster " + command + " [OPTION]... [NAME]")
                .description(description)
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
            cluster.nameFrom(names);
            try (ClusterClient client = cluster.connect()) {
                String name = cluster.name(client);
                change.of(client, name);
                console.out().println("The crawl " + TerminalText.escape(name) + " " + told + ".");
                console.out().flush();
                return ExitCode.DONE;
            }
        });
    }
}
