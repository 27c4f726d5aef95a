package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.Crawler;
import ayatori.crawler.HostOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori resume}. */
final class ResumeCommand implements ProgramCommand, HostTables {

    private List<String> folders = List.of();
    private boolean isDryRun;
    private final ChangeableArguments changes;
    private final DisplayArguments display = new DisplayArguments();
    private final Console console;
    private final CrawlSession session;

    ResumeCommand(Console console, CrawlSession session) {
        this.changes = new ChangeableArguments(console);
        this.console = console;
        this.session = session;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("resume")
                .addPositional(OptionGroup.parameters("DIR", values -> folders = values, "The folder of the crawl."));
        spec.usageMessage()
                .customSynopsis("ayatori resume [OPTION]... DIR")
                .description(
                        "Go on with a crawl that was stopped, reached a limit, or was cut off by a crash or a power failure.",
                        "",
                        "No URL is lost, and none is recorded twice. The options are those the crawl began with, except for"
                                + " those given here, which are recorded too. Passwords and headers are not kept in the"
                                + " folder: give them again.")
                .footer(
                        "",
                        "Durations: 500ms, 30s, 2m or 1h30m. Sizes: 512KiB, 10MB or 2GB.",
                        "Exit code: as of ayatori crawl.",
                        "",
                        "Examples:",
                        "  Go on:",
                        "    ayatori resume ayatori-out/example.org-20260101-120000",
                        "  With a higher limit:",
                        "    ayatori resume --max-pages 100000 ayatori-out/example.org-20260101-120000");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        List<OptionGroup> groups = new ArrayList<>(
                changes.options(
                        new OptionGroup("How far, in all:")
                                .flag(
                                        "--dry-run",
                                        value -> isDryRun = value,
                                        "Say what would be requested next, and what was left out and why. Request and write nothing.")));
        groups.add(display.options());
        groups.add(new OptionGroup("Help:").standard());
        return groups;
    }

    @Override
    public void hosts(List<HostOptions> tables) {
        changes.hosts(tables);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            display.check();
            if (folders.size() > 1) {
                throw new IllegalArgumentException("one crawl is resumed at a time, not " + folders.size()
                        + " (ayatori resume --help shows more)");
            }
            Path folder = Converters.folder(folders.getFirst());
            if (isDryRun) {
                return PreviewText.print(Crawler.resume(folder, changes::apply).preview(), console);
            }
            return CrawlCommand.report(session.resume(folder, changes::apply, display), display, console);
        } catch (CrawlException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }
}
