package ayatori.cli;

import ayatori.check.Baseline;
import ayatori.check.CheckReport;
import ayatori.check.find.FindingKind;
import ayatori.check.find.IgnoredUrls;
import ayatori.check.format.CheckFormat;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.HostOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori check}. */
final class CheckCommand implements ProgramCommand, HostTables {

    private static final List<String> FORMATS = List.of("text", "json", "junit", "sarif", "markdown", "github");

    /** Where answers of other sites are kept, unless a folder or a cache is named. */
    private static final Path CACHE = Path.of("ayatori-out", "check-cache.jsonl");

    private List<String> targets = List.of();
    private boolean hasExternal;
    private Set<FindingKind> failing = FindingKind.errors();
    private @Nullable Path baseline;
    private @Nullable Path savedBaseline;
    private List<String> ignore = List.of();
    private String format = "text";
    private @Nullable Path cache;
    private @Nullable Path out;
    private List<HostOptions> hosts = List.of();
    private final ExtentArguments extent = new ExtentArguments();
    private final PaceArguments pace = new PaceArguments();
    private final RequestArguments request = new RequestArguments();
    private final AccessArguments access = new AccessArguments();
    private final DisplayArguments display = new DisplayArguments();
    private final Console console;
    private final CrawlSession session;

    CheckCommand(Console console, CrawlSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("check")
                .addPositional(OptionGroup.parameters(
                        "URL|DIR",
                        values -> targets = values,
                        "The site, where the crawl of it starts; or the folder of a crawl made with --links full."));
        spec.usageMessage()
                .customSynopsis("ayatori check [OPTION]... URL|DIR")
                .description(
                        "Find what is broken on a site: links, images, styles and scripts, fragments, redirects, mixed content,"
                                + " pages that are missing and say they are not.",
                        "",
                        "A URL is crawled first, with the options of ayatori crawl. A folder is only read; with --external it is"
                                + " also asked what its crawl did not ask for.")
                .footer(
                        "",
                        "Findings: " + String.join(", ", labels()) + ".",
                        "Words for several: error (the default of --fail-on), warning, broken, redirect, all, none.",
                        "Exit code: 0 clean, 1 could not run, 2 wrong usage, 10 findings, 130 stopped by Ctrl-C.",
                        "",
                        "Examples:",
                        "  A site, with its links to others:",
                        "    ayatori check --external https://example.org/",
                        "  In a job on GitHub, failing only on what is new:",
                        "    ayatori check --format github --baseline known.json https://example.org/",
                        "  The folder of a crawl, again, as JSON:",
                        "    ayatori check --format json ayatori-out/example.org-20260101-120000");
        return spec;
    }

    private static List<String> labels() {
        return List.of(FindingKind.values()).stream().map(FindingKind::label).toList();
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Check:")
                        .flag(
                                "--external",
                                value -> hasExternal = value,
                                "Ask for the URLs of other sites too, each once, and obeying their robots.txt.")
                        .value(
                                "--fail-on",
                                "LIST",
                                CheckCommand::kinds,
                                value -> failing = value,
                                "The findings for which the exit code is 10, separated by commas (default: error).")
                        .values(
                                "--ignore",
                                "REGEX",
                                text -> text,
                                value -> ignore = value,
                                "Leave out URLs, of pages or of what they link to, in which this matches (RE2). May be given"
                                        + " several times.")
                        .value(
                                "--baseline",
                                "FILE",
                                Converters::path,
                                value -> baseline = value,
                                "Leave out the findings in this file, so that only new ones count.")
                        .value(
                                "--save-baseline",
                                "FILE",
                                Converters::path,
                                value -> savedBaseline = value,
                                "Write what is found into this file, as the baseline of later checks.")
                        .value(
                                "--cache",
                                "FILE",
                                Converters::path,
                                value -> cache = value,
                                "Where answers are kept, so that the next check asks only for what is due: a week after a"
                                        + " success (default: asked.jsonl in DIR; for a URL without --out " + CACHE
                                        + ")."),
                new OptionGroup("Output:")
                        .word(
                                "--format",
                                "FORMAT",
                                FORMATS,
                                value -> format = value,
                                String.join(", ", FORMATS) + " (default: text). github also adds to the job's summary.")
                        .value(
                                "-o --out",
                                "DIR",
                                Converters::folder,
                                value -> out = value,
                                "The folder for the crawl of a URL (default: ayatori-out/<host>-<time>)."),
                extent.options(),
                pace.options(),
                request.options(),
                access.options(),
                display.options(),
                new OptionGroup("Help:").standard());
    }

    private static Set<FindingKind> kinds(String list) {
        var kinds = EnumSet.noneOf(FindingKind.class);
        for (String word : list.split(",", -1)) {
            kinds.addAll(FindingKind.of(word.strip()));
        }
        return kinds;
    }

    @Override
    public void hosts(List<HostOptions> tables) {
        hosts = tables;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            display.check();
            if (targets.size() > 1) {
                throw new IllegalArgumentException(
                        "one site is checked at a time, not " + targets.size() + " (ayatori check --help shows more)");
            }
            String target = targets.getFirst();
            IgnoredUrls ignored = IgnoredUrls.of(ignore);
            Baseline known = baseline == null ? null : Baseline.read(baseline);
            return target.contains("://") ? checkUrl(target, ignored, known) : checkFolder(target, ignored, known);
        } catch (CrawlException | FolderException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            String sentence = cause == null ? null : cause.getMessage();
            console.error(sentence == null ? e.toString() : sentence);
            return ExitCode.FAILED;
        } catch (IOException e) {
            console.error("the report cannot be written: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int checkUrl(String url, IgnoredUrls ignored, @Nullable Baseline known)
            throws CrawlException, FolderException, IOException, InterruptedException {
        List<String> seeds = Seeds.of(List.of(url));
        if (request.insecure()) {
            console.error(RequestArguments.INSECURE);
        }
        CrawlOptions options = options(seeds);
        String misdirected = AccessArguments.misdirected(options);
        if (misdirected != null && !display.quiet) {
            console.error(misdirected);
        }
        CrawlSession.Ended ended = session.run(options, out == null, CrawlSession.IGNORE, display);
        CrawlCommand.problems(ended.report(), console);
        if (ended.interrupted() != 0) {
            return ended.interrupted();
        }
        Path folder = ended.folder();
        if (ended.report().seedsFetched() == 0 || folder == null) {
            return ExitCode.FAILED;
        }
        if (!display.quiet) {
            console.err().println("The crawl is in " + TerminalText.escape(folder.toString()) + ".");
        }
        CrawlReader crawl = CrawlReader.open(folder);
        var run = new CheckRun(crawl, options, ignored, session, display);
        Path kept = cache != null ? cache : out == null ? CACHE : null;
        int interrupted = run.ask(hasExternal, kept, Instant.now());
        return interrupted != 0 ? interrupted : report(run.report(), known);
    }

    private int checkFolder(String target, IgnoredUrls ignored, @Nullable Baseline known)
            throws CrawlException, FolderException, IOException, InterruptedException {
        if (out != null) {
            throw new IllegalArgumentException("--out is for the crawl of a URL, and " + target + " is none");
        }
        CrawlReader crawl = CrawlReader.open(Converters.folder(target));
        CrawlOptions.Builder options = crawl.manifest().crawlOptions();
        hosts.forEach(options::host);
        var run = new CheckRun(crawl, options.build(), ignored, session, display);
        if (hasExternal) {
            int interrupted = run.ask(true, cache, Instant.now());
            if (interrupted != 0) {
                return interrupted;
            }
        }
        return report(run.report(), known);
    }

    private CrawlOptions options(List<String> seeds) {
        CrawlOptions.Builder options = CrawlOptions.from(seeds);
        hosts.forEach(options::host);
        extent.apply(options);
        pace.apply(options);
        request.apply(options);
        access.apply(options, console.environment());
        Path folder = Objects.requireNonNullElseGet(
                out, () -> CrawlCommand.defaultFolder(seeds.getFirst(), LocalDateTime.now(ZoneId.systemDefault())));
        return options.output(output -> output.links(LinkDetail.FULL).resumable(true))
                .out(folder)
                .build();
    }

    /** Writes the report, and gives the exit code. */
    private int report(CheckReport all, @Nullable Baseline known) throws FolderException, IOException {
        if (savedBaseline != null) {
            Baseline.write(all, savedBaseline);
        }
        CheckReport report = known == null ? all : known.newIn(all);
        if (format.equals("text")) {
            new CheckText(report, console.out(), console.outStyle()).print();
        } else {
            CheckFormat.of(format).write(report, console.out());
            console.out().flush();
        }
        if (format.equals("github")) {
            JobSummary.add(report, console.environment());
        }
        return report.findings().stream().anyMatch(finding -> failing.contains(finding.kind()))
                ? ExitCode.FINDINGS
                : ExitCode.DONE;
    }
}
