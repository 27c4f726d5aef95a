package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Crawler;
import ayatori.crawler.HostOptions;
import ayatori.crawler.SeedFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori crawl}. */
final class CrawlCommand implements ProgramCommand, HostTables {

    /** Of more seeds that were not fetched only the number is shown: a list may hold millions. */
    private static final int PROBLEMS_SHOWN = 20;

    private List<String> seeds = List.of();
    private boolean isDryRun;
    private List<HostOptions> hosts = List.of();
    private final InputArguments input = new InputArguments();

    /** Whether the seeds are all captures of archives. */
    private boolean readsAll;

    private final ExtentArguments extent = new ExtentArguments();
    private final PaceArguments pace = new PaceArguments();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final ContentArguments content = new ContentArguments();
    private final OutputArguments output = new OutputArguments();
    private final ArchiveArguments archive = new ArchiveArguments();
    private final DisplayArguments display = new DisplayArguments();
    private final Console console;
    private final CrawlSession session;

    CrawlCommand(Console console, CrawlSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("crawl")
                .addPositional(OptionGroup.optionalParameters(
                        "URL",
                        values -> seeds = values,
                        "Where to start: http and https URLs, or @FILE for those in a file, one a line."));
        spec.usageMessage()
                .customSynopsis("ayatori crawl [OPTION]... URL...")
                .description(
                        "Crawl web sites, starting from one or more URLs.",
                        "",
                        "Writes pages.jsonl (one record for every URL requested), skipped.jsonl (what was left out and"
                                + " why) and summary.json into the output folder. robots.txt is obeyed, and the pace"
                                + " adapts to each site.")
                .footer(
                        "",
                        "Durations: 500ms, 30s, 2m or 1h30m. Sizes: 512KiB, 10MB or 2GB.",
                        "Exit code: 0 done, 1 no seed fetched, 2 wrong usage, 130 stopped by Ctrl-C.",
                        "Ctrl-C once stops cleanly, with all files complete; twice ends at once. Nothing is lost:",
                        "ayatori resume goes on, also after a crash.",
                        "",
                        "Examples:",
                        "  A site, three links deep:",
                        "    ayatori crawl --depth 3 https://example.org/",
                        "  One folder of a manual, as plain URLs and titles:",
                        "    ayatori crawl --scope prefix --format txt https://example.org/docs/",
                        "  A domain with its subdomains, but no calendars:",
                        "    ayatori crawl --scope domain --exclude /calendar/ https://example.org/",
                        "  The prices of a shop:",
                        "    ayatori crawl --field 'price=.price|number' --field 'name=h1' https://shop.example/",
                        "  A list of URLs, and nothing else:",
                        "    ayatori crawl --depth 0 --input urls.txt",
                        "  Titles, in a pipe:",
                        "    ayatori crawl --stdout https://example.org/ | jq -r .title",
                        "  Your own machine, as fast as it goes:",
                        "    ayatori crawl --delay 0 --per-host 64 http://localhost:8080/");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                extent.options(),
                input.addTo(new OptionGroup("Where from:"))
                        .flag(
                                "--dry-run",
                                value -> isDryRun = value,
                                "Say what would be requested first, and what is out of scope and why. Request and write"
                                        + " nothing."),
                pace.options(),
                request.options(),
                access.options(),
                content.optionsWithText(),
                output.streamingOptions("The folder for the output, which must not hold a crawl yet"
                                + " (default: ayatori-out/<host>-<time>).")
                        .flag(
                                "--archive",
                                this::archive,
                                "Keep the pages so that they can be seen again: short for --format warc --requisites."),
                archive.options(),
                display.options(),
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
        try {
            display.check();
            output.check();
            archive.check(output.isArchived());
            seeds = seeds();
            if (request.insecure()) {
                console.error(RequestArguments.INSECURE);
            }
            CrawlOptions options = options();
            String misdirected = AccessArguments.misdirected(options);
            if (misdirected != null && !display.quiet) {
                console.error(misdirected);
            }
            if (isDryRun) {
                return PreviewText.print(Crawler.of(options).preview(), console);
            }
            if (output.toStandardOutput) {
                return stream(options);
            }
            int exitCode =
                    report(session.run(options, output.out == null, CrawlSession.IGNORE, display), display, console);
            if (request.insecure() && !display.quiet) {
                console.out().println("  Certificates were NOT checked (--insecure).");
                console.out().flush();
            }
            return exitCode;
        } catch (CrawlException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private List<String> seeds() {
        if (!seeds.isEmpty()) {
            return Seeds.of(seeds);
        }
        if (input.isGiven()) {
            return List.of();
        }
        if (access.archives().isEmpty()) {
            throw new IllegalArgumentException("no URL given; write for example ayatori crawl https://example.org/"
                    + " (ayatori crawl --help shows all options)");
        }
        readsAll = true;
        return ArchivedSeeds.of(access.archives());
    }

    /** Crawls with the records on standard output, and everything else on standard error. */
    private int stream(CrawlOptions options) throws CrawlException, InterruptedException {
        var others = new Console(
                console.err(),
                console.err(),
                console.errStyle(),
                console.errStyle(),
                console.live(),
                console.window(),
                console.tty(),
                console.environment());
        if (output.out == null && !display.quiet) {
            others.err().println("Without --out this crawl cannot be resumed.");
        }
        var records = new RecordStream(new StandardOutput(console.out()));
        CrawlSession.Ended ended = session.on(others).stream(options, records, display);
        if (records.isReaderGone()) {
            return ended.interrupted() == 0 ? ExitCode.DONE : ended.interrupted();
        }
        return report(ended, display, others);
    }

    private CrawlOptions options() {
        boolean hasFolder = !isDryRun && (output.out != null || !output.toStandardOutput);
        Path out = Objects.requireNonNullElseGet(
                output.out,
                () -> defaultFolder(
                        seeds.isEmpty() ? "" : seeds.getFirst(), LocalDateTime.now(ZoneId.systemDefault())));
        CrawlOptions.Builder options = CrawlOptions.from(seeds).followLinks(!readsAll);
        hosts.forEach(options::host);
        extent.apply(options);
        SeedFile list = input.read(extent.scope(), System.in);
        if (list != null) {
            options.input(list);
        }
        pace.apply(options);
        request.apply(options);
        access.apply(options, console.environment());
        content.apply(options);
        output.apply(options);
        archive.apply(options);
        return hasFolder
                ? options.out(out).output(written -> written.resumable(true)).build()
                : options.build();
    }

    /** The output folder if the user names none: one for each host and second. */
    static Path defaultFolder(String seed, LocalDateTime now) {
        String host;
        try {
            host = Objects.requireNonNullElse(URI.create(seed).getHost(), "");
        } catch (IllegalArgumentException _) {
            host = "";
        }
        String name = host.replaceAll("[^A-Za-z0-9.-]", "");
        String time = now.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        return Path.of("ayatori-out", (name.isEmpty() ? "crawl" : name) + "-" + time);
    }

    /** Shows how a crawl ended, and gives the exit code. */
    static int report(CrawlSession.Ended ended, DisplayArguments display, Console console) {
        CrawlReport report = ended.report();
        problems(report, console);
        boolean nothing = report.seedsFetched() == 0 && report.end() != CrawlReport.End.STOPPED;
        if (!display.quiet && !(nothing && ended.interrupted() == 0)) {
            Summary.lines(report, ended.folder(), ended.files(), console.outWidth(), console.outStyle())
                    .forEach(console.out()::println);
            Path folder = ended.folder();
            if (folder != null && report.queued() > 0 && report.end() != CrawlReport.End.DONE) {
                console.out().println("  " + ResumptionText.howToGoOn(folder));
            }
            console.out().flush();
        }
        if (ended.interrupted() != 0) {
            return ended.interrupted();
        }
        return nothing || report.end() == CrawlReport.End.FAILED ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Says what went wrong with the crawl and with its seeds. */
    static void problems(CrawlReport report, Console console) {
        report.seedProblems().entrySet().stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(seed -> console.error(seed.getKey() + ": " + seed.getValue()));
        int more = report.seedProblems().size() - PROBLEMS_SHOWN;
        if (more > 0) {
            console.error(
                    Figures.count(more) + " more of the URLs to start with were not fetched; their records say why");
        }
        String problem = report.problem();
        if (problem != null) {
            console.error(problem);
        }
    }
}
