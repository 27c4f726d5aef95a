package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import ayatori.crawler.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster start}. */
final class ClusterStartCommand implements ProgramCommand, HostTables {

    /** What a crawl in a cluster does not do, and what to do instead. */
    private static final Set<String> ELSEWHERE = Set.of("out", "stdout", "dry-run", "input", "format");

    private final ClusterArguments cluster = new ClusterArguments();
    private final ExtentArguments extent = new ExtentArguments();
    private final PaceArguments pace = new PaceArguments();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final ContentArguments content = new ContentArguments();
    private final OutputArguments output = new OutputArguments();
    private final ArchiveArguments archive = new ArchiveArguments();
    private final Console console;
    private List<String> parameters = List.of();
    private List<HostOptions> hosts = List.of();
    private int shards = 32;
    private int replicas = 3;

    ClusterStartCommand(Console console) {
        this.console = console;
    }

    /** Whether an option of a crawl is none of this command, so that a setting of it is left out. */
    static boolean isElsewhere(String option) {
        return ELSEWHERE.contains(option);
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("start")
                .addPositional(
                        OptionGroup.parameters(
                                "NAME URL",
                                values -> parameters = values,
                                "The crawl's name, and where to start: http and https URLs, or @FILE for those in a file, one a line."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster start [OPTION]... NAME URL...")
                .description(
                        "Start a crawl in a cluster: create its topics, and say what is crawled and how. Nodes do the work:"
                                + " ayatori cluster node --name NAME.",
                        "",
                        "The options are those of ayatori crawl, and of the table [crawl] in ayatori.toml. Passwords, and headers"
                                + " that carry them, are not kept in topics: give them to each node.")
                .footer(
                        "",
                        "Exit code: 0 started, 1 not possible, 2 wrong usage.",
                        "",
                        "Examples:",
                        "    ayatori cluster start --bootstrap kafka1:9092 news --scope domain https://example.org/",
                        "  One broker, so one copy of everything:",
                        "    ayatori cluster start --replicas 1 test https://example.org/");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        OptionGroup kafka = cluster.options()
                .value(
                        "--partitions",
                        "N",
                        Converters::fromOne,
                        value -> shards = value,
                        "How many parts the crawl has, which nodes share: at least as many as there will ever be nodes, times"
                                + " four. It cannot be changed later (default: 32).")
                .value(
                        "--replicas",
                        "N",
                        Converters::fromOne,
                        value -> replicas = value,
                        "How many brokers keep a copy of each topic (default: 3).");
        return List.of(
                kafka,
                extent.options(),
                pace.options(),
                request.options(),
                access.options(),
                content.optionsWithText(),
                output.recordOptions()
                        .flag(
                                "--archive",
                                this::archive,
                                "Keep the pages so that they can be seen again: short for --format warc --requisites. Each"
                                        + " node writes WARC files, and collect gathers them.")
                        .value(
                                "--format",
                                "LIST",
                                text -> Converters.constants(OutputFormat.class, text),
                                output::formats,
                                "warc: an archive of the exact bytes. ayatori export makes other formats of the"
                                        + " collected folder.")
                        .offering(List.of("jsonl", "warc")),
                archive.options(),
                Settings.options(Settings.SETTINGS, Settings.NO_SETTINGS),
                cluster.logging(),
                new OptionGroup("Help:").standard());
    }

    private void archive(boolean isWanted) {
        if (isWanted) {
            output.archive();
            extent.wantRequisites();
        }
    }

    @Override
    public void hosts(List<HostOptions> tables) {
        hosts = tables;
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            if (parameters.size() < 2) {
                throw new IllegalArgumentException(
                        "a crawl needs a name and a URL; write for example ayatori cluster start"
                                + " news https://example.org/");
            }
            String name = parameters.getFirst();
            cluster.check(name);
            archive.check(output.isArchived());
            CrawlOptions options = options(Seeds.of(parameters.subList(1, parameters.size())));
            try (ClusterClient client = cluster.connect()) {
                client.start(name, options, shards, replicas);
            }
            console.out().println("The crawl " + TerminalText.escape(name) + " is started. It needs nodes:");
            console.out().println("  ayatori cluster node --name " + TerminalText.escape(name) + cluster.asArguments());
            console.out().flush();
            return ExitCode.DONE;
        });
    }

    private CrawlOptions options(List<String> seeds) {
        CrawlOptions.Builder options = CrawlOptions.from(new ArrayList<>(seeds));
        hosts.forEach(options::host);
        extent.apply(options);
        pace.apply(options);
        request.apply(options);
        access.apply(options, console.environment());
        content.apply(options);
        output.apply(options);
        archive.apply(options);
        return options.build();
    }
}
