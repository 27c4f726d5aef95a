package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.Crawler;
import ayatori.crawler.HostOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori recrawl}. */
final class RecrawlCommand implements ProgramCommand, HostTables {

    private List<String> folders = List.of();
    private boolean due;
    private boolean isDryRun;
    private final ChangeableArguments changes;
    private final ContentArguments content = new ContentArguments();
    private final OutputArguments output = new OutputArguments();
    private final ArchiveArguments archive = new ArchiveArguments();
    private final DisplayArguments display = new DisplayArguments();
    private final Console console;
    private final CrawlSession session;

    RecrawlCommand(Console console, CrawlSession session) {
        this.changes = new ChangeableArguments(console);
        this.console = console;
        this.session = session;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("recrawl")
                .addPositional(OptionGroup.parameters(
                        "DIR", values -> folders = values, "The folder of the crawl before. It stays as it is."));
        spec.usageMessage()
                .customSynopsis("ayatori recrawl [OPTION]... DIR --out NEW")
                .description(
                        "Crawl again what a crawl knows, and find what has changed.",
                        "",
                        "Servers are asked for pages only if they were modified. Each record says whether its page is new,"
                                + " changed, unchanged or gone, and how often it has changed. The options are those of"
                                + " the crawl before, except for those given here. Passwords and headers are not kept in"
                                + " its folder: give them again.")
                .footer(
                        "",
                        "Durations: 500ms, 30s, 2m or 1h30m. Sizes: 512KiB, 10MB or 2GB.",
                        "Exit code: as of ayatori crawl.",
                        "",
                        "Examples:",
                        "  All pages:",
                        "    ayatori recrawl monday --out tuesday",
                        "  Only what has probably changed:",
                        "    ayatori recrawl --due monday --out tuesday");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        OptionGroup extent = new OptionGroup("How far:")
                .flag(
                        "--due",
                        value -> due = value,
                        "Visit only those known pages that have probably changed, going by how often they changed before and"
                                + " by the dates in sitemaps (if the crawl before read those).")
                .flag(
                        "--dry-run",
                        value -> isDryRun = value,
                        "Say what would be requested first, and what is left out and why. Request and write nothing.");
        List<OptionGroup> groups = new ArrayList<>(changes.options(extent));
        groups.add(content.optionsWithText());
        groups.add(output.options("The folder for the output, which must not hold a crawl yet."));
        groups.add(archive.options());
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
                throw new IllegalArgumentException("one crawl is repeated at a time, not " + folders.size()
                        + " (ayatori recrawl --help shows more)");
            }
            Path previous = Converters.folder(folders.getFirst());
            if (isDryRun) {
                return PreviewText.print(preview(previous), console);
            }
            Path out = output.out;
            if (out == null) {
                throw new IllegalArgumentException(
                        "--out is missing: the folder for the new crawl (ayatori recrawl --help shows more)");
            }
            return CrawlCommand.report(session.recrawl(previous, out, due, this::change, display), display, console);
        } catch (CrawlException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private CrawlPreview preview(Path previous) throws CrawlException {
        Crawler crawler = Crawler.recrawl(previous, previous, this::change);
        return (due ? crawler.dueOnly() : crawler).preview();
    }

    private CrawlOptions.Builder change(CrawlOptions.Builder options) {
        changes.apply(options);
        content.apply(options);
        output.apply(options);
        archive.apply(options);
        return options.output(written -> written.resumable(true));
    }
}
