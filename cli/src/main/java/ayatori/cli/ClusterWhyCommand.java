package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.client.UrlFate;
import ayatori.crawler.folder.UrlStory;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster why}. */
final class ClusterWhyCommand implements ProgramCommand {

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private List<String> urls = List.of();
    private boolean asJson;

    ClusterWhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("why")
                .addPositional(OptionGroup.parameters("URL", values -> urls = values, "The URL."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster why [OPTION]... URL")
                .description(
                        "Tell what became of a URL in a crawl: its record, its way from a seed, its shard, and the node that has it. It"
                                + " reads the records of the shards on the way, which takes long in a large crawl.",
                        "",
                        "ayatori why DIR URL tells more of a crawl that was collected: which pages link to it, and where it leads.")
                .footer("", "Exit code: 0 the URL has a record, 1 it has none, or not possible, 2 wrong usage.");
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
            if (urls.size() > 1) {
                throw new IllegalArgumentException("one URL is explained at a time, not " + urls.size());
            }
            Seeds.check(urls.getFirst());
            try (ClusterClient client = cluster.connect()) {
                UrlFate fate = client.why(cluster.name(client), urls.getFirst());
                UrlStory story = fate.story();
                if (asJson) {
                    console.out().println(WhyJson.of(story));
                } else {
                    WhyText.lines(story, console.outWidth(), console.outStyle(), ZoneId.systemDefault())
                            .forEach(console.out()::println);
                    String node = fate.node();
                    console.out()
                            .println("  shard       " + fate.shard()
                                    + (node == null
                                            ? ", which no node has now"
                                            : ", which is at node " + TerminalText.escape(node)));
                }
                console.out().flush();
                return switch (story.fate()) {
                    case REQUESTED, SKIPPED -> ExitCode.DONE;
                    case WAITING, UNKNOWN -> ExitCode.FAILED;
                };
            }
        });
    }
}
