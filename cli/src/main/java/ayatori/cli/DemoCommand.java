package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.demosite.DemoSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori demo}. */
final class DemoCommand implements ProgramCommand {

    /** Reaches every page outside the traps. */
    private static final int DEPTH = 12;

    /** Enough for pages that fail twice. Pages that always fail are given up sooner than by default. */
    private static final int RETRIES = 2;

    private @Nullable Path out;
    private int port;
    private boolean serve;
    private boolean training;
    private final DisplayArguments display = new DisplayArguments();
    private final Console console;
    private final CrawlSession session;

    DemoCommand(Console console, CrawlSession session) {
        this.console = console;
        this.session = session;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this).name("demo");
        spec.usageMessage()
                .customSynopsis("ayatori demo [OPTION]...")
                .description(
                        "A tour: crawl a small built-in web site.",
                        "",
                        "The Museum of String Figures has a few hundred pages and the difficulties of the real web:"
                                + " redirects and loops, temporary and permanent failures, robots.txt, Crawl-delay and"
                                + " Retry-After, endless traps, old encodings, broken HTML. It runs on this machine and"
                                + " needs no network.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        var own = new OptionGroup("Options:")
                .value(
                        "-o --out",
                        "DIR",
                        Converters::folder,
                        value -> out = value,
                        "The folder for the crawl's output (default: ayatori-out/demo-<time>).")
                .value(
                        "--port",
                        "N",
                        Converters::port,
                        value -> port = value,
                        "The port of the museum (default: a free one).")
                .flag("--serve", value -> serve = value, "Only serve the museum, for your browser or your own crawl.")
                .hiddenFlag("--training", value -> training = value);
        return List.of(own, display.options(), new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            display.check();
            return open();
        } catch (IOException e) {
            console.error("the museum cannot open: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.FAILED;
        } catch (CrawlException | IllegalArgumentException e) {
            console.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return ExitCode.USAGE;
        }
    }

    private int open() throws IOException, CrawlException, InterruptedException {
        try (var site = DemoSite.start(port)) {
            if (training) {
                return new Training(session).run(site);
            }
            return serve ? serve(site) : crawl(site);
        }
    }

    private int serve(DemoSite site) throws InterruptedException {
        tell("The Museum of String Figures is open at " + site.url());
        tell("Its slow annex is at " + site.annexUrl());
        tell("Ctrl-C closes both.");
        var closing = new CountDownLatch(1);
        try (var interrupts = new Interrupts(closing::countDown, _ -> closing.countDown())) {
            closing.await();
            return interrupts.exitCode();
        }
    }

    private int crawl(DemoSite site) throws CrawlException, InterruptedException, IOException {
        Path folder = Objects.requireNonNullElseGet(
                out, () -> CrawlCommand.defaultFolder("http://demo/", LocalDateTime.now(ZoneId.systemDefault())));
        tell("The Museum of String Figures is open at " + site.url());
        tell("Crawling it and its annex, which asks for a second between requests.");
        CrawlOptions options = CrawlOptions.from(
                        site.url().toString(), site.annexUrl().toString())
                .depth(DEPTH)
                .delay(Delay.of(Duration.ZERO))
                .retries(RETRIES)
                .output(output -> output.out(folder).resumable(true))
                .build();
        var findings = new CrawlFindings();
        CrawlSession.Ended ended = session.run(options, out == null, findings::add, display);
        if (ended.interrupted() != 0) {
            say("Stopped. What was fetched is in " + ended.folder());
            return ended.interrupted();
        }
        CrawlReport report = ended.report();
        CrawlCommand.problems(report, console);
        if (report.seedsFetched() == 0 || report.end() == CrawlReport.End.FAILED) {
            return ExitCode.FAILED;
        }
        findings.readSkipped(Objects.requireNonNull(ended.folder()).resolve("skipped.jsonl"));
        report(site, ended, findings);
        return ExitCode.DONE;
    }

    private void report(DemoSite site, CrawlSession.Ended ended, CrawlFindings findings) {
        CrawlReport report = ended.report();
        int width = console.outWidth();
        Style style = console.outStyle();
        new Tour(findings, width, style)
                .lines(site.expectations(), display.verbose)
                .forEach(this::say);
        say("");
        say(style.bold("What was skipped, and why"));
        SkipReasons.lines(report.skipped(), findings.exampleByReason(), width, style)
                .forEach(this::say);
        say("");
        Summary.lines(report, ended.folder(), ended.files(), width, style).forEach(this::say);
    }

    /** Prints a text on as many lines as it needs. */
    private void tell(String words) {
        TerminalText.wrap(words, console.outWidth()).forEach(this::say);
    }

    private void say(String line) {
        if (!display.quiet) {
            console.out().println(line);
            console.out().flush();
        }
    }
}
