package ayatori.cli;

import ayatori.cluster.client.ClusterClient;
import ayatori.cluster.collect.Collect;
import ayatori.cluster.collect.Collected;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori cluster collect}. */
final class ClusterCollectCommand implements ProgramCommand {

    private final ClusterArguments cluster = new ClusterArguments();
    private final Console console;
    private final IntConsumer halt;
    private List<String> names = List.of();
    private @Nullable Path out;
    private boolean follow;
    private boolean deletes;
    private List<Path> archiveFrom = List.of();
    private boolean leavesArchive;
    private boolean quiet;

    ClusterCollectCommand(Console console, IntConsumer halt) {
        this.console = console;
        this.halt = halt;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("collect")
                .addPositional(OptionGroup.optionalParameters(
                        "NAME", values -> names = values, "The crawl; may be left out if there is only one."));
        spec.usageMessage()
                .customSynopsis("ayatori cluster collect [OPTION]... [NAME] --out DIR")
                .description(
                        "Write the records of a crawl in a cluster into an ordinary crawl folder, which all other commands read.",
                        "",
                        "Each record is written once, whatever dies: called again with the same folder, it goes on. The crawl need"
                                + " not have ended.")
                .footer(
                        "",
                        "Exit code: 0 collected, 1 not possible, 2 wrong usage, 130 stopped by Ctrl-C.",
                        "",
                        "Examples:",
                        "    ayatori cluster collect news --out news-crawl --follow",
                        "    ayatori status news-crawl");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                cluster.optionsWithName(),
                new OptionGroup("Output:")
                        .value(
                                "-o --out",
                                "DIR",
                                Converters::folder,
                                value -> out = value,
                                "The folder: a new one, or one into which this crawl was collected before.")
                        .flag(
                                "--follow",
                                value -> follow = value,
                                "Go on until the crawl has ended. Without it, what there is now is collected.")
                        .flag(
                                "--delete",
                                value -> deletes = value,
                                "Delete from the topics what is safe in the folder. No other folder can have it then."),
                new OptionGroup("Archive, if the crawl is archived:")
                        .values(
                                "--archive-from",
                                "DIR",
                                Converters::folder,
                                values -> archiveFrom = values,
                                "Look for the WARC files of the nodes here, and in the folders here, before where the nodes"
                                        + " have written them.")
                        .flag("--no-archive", value -> leavesArchive = value, "Collect the records only."),
                Settings.options(Settings.SETTINGS, Settings.NO_SETTINGS),
                cluster.logging().flag("-q --quiet", value -> quiet = value, "Show nothing but errors."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        return ClusterRun.of(console, cluster, () -> {
            cluster.nameFrom(names);
            if (leavesArchive && !archiveFrom.isEmpty()) {
                throw new IllegalArgumentException("--no-archive and --archive-from exclude each other");
            }
            Path folder = out;
            if (folder == null) {
                throw new IllegalArgumentException(
                        "no folder given; write for example ayatori cluster collect news --out news-crawl");
            }
            var stopped = new AtomicBoolean();
            try (ClusterClient client = cluster.connect();
                    var interrupts = new Interrupts(() -> stopped.set(true), halt)) {
                Collected collected = new Collect(
                                client,
                                cluster.name(client),
                                folder,
                                follow,
                                deletes,
                                leavesArchive ? null : archiveFrom)
                        .run(stopped::get);
                long captures = collected.isComplete() && !leavesArchive ? CollectedIndex.write(folder) : 0;
                if (!quiet) {
                    report(collected, captures, folder);
                }
                return interrupts.received() ? interrupts.exitCode() : ExitCode.DONE;
            }
        });
    }

    private void report(Collected collected, long captures, Path folder) {
        console.out()
                .println(Figures.count(collected.pages(), "requested URL", "requested URLs") + " and "
                        + Figures.count(collected.skipped(), "skipped URL", "skipped URLs") + " are in "
                        + TerminalText.escape(folder.toString()) + ".");
        if (captures > 0) {
            console.out()
                    .println("Its archive has " + Figures.count(captures, "capture", "captures")
                            + ", which archive/index.cdxj lists.");
        }
        console.out()
                .println(
                        collected.isComplete()
                                ? "The crawl has ended, and the folder is complete."
                                : "The crawl has not ended: call this again, or with --follow.");
        console.out().flush();
    }
}
