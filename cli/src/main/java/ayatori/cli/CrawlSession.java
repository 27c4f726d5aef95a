package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Request;
import ayatori.crawler.Resumption;
import ayatori.crawler.SeedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs a crawl: starts it, shows its progress, stops it on Ctrl-C, and restores the terminal however it ends. */
final class CrawlSession {

    /** The handler that ignores pages. The crawler does not hand them over then. */
    static final PageHandler IGNORE = _ -> {};

    /**
     * How a crawl ended.
     *
     * @param report the crawl's own report
     * @param folder the output folder; null if there is none
     * @param files the names of the output files that are in it
     * @param interrupted the exit code of the signal that stopped it, 0 if none did
     */
    record Ended(CrawlReport report, @Nullable Path folder, List<String> files, int interrupted) {}

    private final Console console;
    private final CrawlRunner runner;
    private final IntConsumer halt;
    private final Duration tick;

    /**
     * @param console where it is shown
     * @param runner how it is crawled
     * @param halt ends the process at once with an exit code, for the second Ctrl-C
     */
    CrawlSession(Console console, CrawlRunner runner, IntConsumer halt) {
        this(console, runner, halt, ShownCrawl.TICK);
    }

    /** @param tick how long a key waits at most */
    CrawlSession(Console console, CrawlRunner runner, IntConsumer halt, Duration tick) {
        this.console = console;
        this.runner = runner;
        this.halt = halt;
        this.tick = tick;
    }

    /** Starts loading what a crawl needs. */
    void prepare() {
        runner.prepare();
    }

    /** The same on another console. */
    CrawlSession on(Console other) {
        return new CrawlSession(other, runner, halt, tick);
    }

    /**
     * Runs a crawl to its end.
     *
     * @param options what to crawl; an output folder is among them
     * @param renames whether the folder gets another name if it exists
     * @param pages what to do with each page
     * @param arguments what to show
     * @throws CrawlException if it cannot start or go on
     */
    Ended run(CrawlOptions options, boolean renames, PageHandler pages, DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        return run(what(options), handler -> runner.start(options, renames, handler), pages, arguments);
    }

    /**
     * Runs a crawl to its end, and writes the records of its pages to standard output as they come. The crawl stops when the
     * reader has gone.
     *
     * @param options what to crawl, with or without an output folder
     * @param records standard output
     * @param arguments what to show
     * @throws CrawlException if it cannot start or go on
     */
    Ended stream(CrawlOptions options, RecordStream records, DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        return run(
                what(options),
                handler -> {
                    RunningCrawl crawl = runner.stream(options, records, handler);
                    records.onReaderGone(crawl::stop);
                    return crawl;
                },
                IGNORE,
                arguments);
    }

    private static String what(CrawlOptions options) {
        SeedFile input = options.input();
        List<String> start = options.seeds().isEmpty()
                ? options.requests().stream().map(Request::url).toList()
                : options.seeds();
        long urls = start.size() + (input == null ? 0 : input.urls());
        String first = !start.isEmpty()
                ? start.getFirst()
                : input == null || input.sites().isEmpty()
                        ? "a list"
                        : input.sites().getFirst();
        return first + (urls == 1 ? "" : " and " + Figures.count(urls - 1) + " more");
    }

    /**
     * Goes on with a crawl, to its end.
     *
     * @param folder its folder
     * @param changes gets the recorded options, and changes some
     * @param arguments what to show
     * @throws CrawlException if it cannot go on
     */
    Ended resume(Path folder, UnaryOperator<CrawlOptions.Builder> changes, DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        return run(folder.toString(), handler -> runner.resume(folder, changes, handler), IGNORE, arguments);
    }

    /**
     * Crawls again what a crawl knows, to the end.
     *
     * @param previous its folder
     * @param out the output folder
     * @param due whether only those known pages are visited that have probably changed
     * @param changes gets the recorded options, and changes some
     * @param arguments what to show
     * @throws CrawlException if it cannot start or go on
     */
    Ended recrawl(
            Path previous,
            Path out,
            boolean due,
            UnaryOperator<CrawlOptions.Builder> changes,
            DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        return run(
                previous.toString(),
                handler -> runner.recrawl(previous, out, due, changes, handler),
                IGNORE,
                arguments);
    }

    private interface Start {
        RunningCrawl with(PageHandler handler) throws CrawlException;
    }

    private Ended run(String what, Start start, PageHandler pages, DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        try (LogFile log = LogFile.open(arguments.logFile);
                ProgressDisplay display = display(what, arguments)) {
            log.line("begins: " + what);
            PageHandler handler = arguments.verbose
                    ? page -> {
                        display.line(PageLine.of(page, console.errStyle()));
                        log.line(PageLine.of(page, Style.PLAIN));
                        pages.handle(page);
                    }
                    : pages;
            RunningCrawl crawl = start.with(handler);
            Resumption found = crawl.resumption();
            if (found != null) {
                ResumptionText.lines(found).forEach(log::line);
                if (!arguments.quiet) {
                    ResumptionText.lines(found).forEach(display::line);
                }
            }
            Ended ended = follow(crawl, display, log, arguments.quiet);
            log.ends(ended.report());
            return ended;
        }
    }

    private Ended follow(RunningCrawl crawl, ProgressDisplay display, LogFile log, boolean quiet)
            throws CrawlException, InterruptedException {
        Runnable stop = () -> {
            crawl.stop(); // first: a terminal that is held by Ctrl-S takes no line
            log.line("told to stop");
            if (!quiet) {
                display.line("Stopping when the requests in flight are done; Ctrl-C again ends at once.");
            }
        };
        var shown = new ShownCrawl(crawl, display, log, console.live() ? stop : null, console.tty(), tick);
        IntConsumer end = exitCode -> {
            shown.close();
            Path folder = crawl.folder();
            if (!quiet && folder != null) {
                console.err().println(ResumptionText.howToGoOn(folder));
            }
            halt.accept(exitCode);
        };
        // What is shown is closed first, so that no signal ends the process before the terminal is as it was.
        try (var interrupts = new Interrupts(stop, end);
                shown) {
            shown.start(interrupts);
            CrawlReport report = crawl.await();
            return new Ended(report, crawl.folder(), crawl.files(), interrupts.received() ? interrupts.exitCode() : 0);
        }
    }

    private ProgressDisplay display(String what, DisplayArguments arguments) {
        boolean live = arguments.progress == ProgressMode.ON
                || (arguments.progress == ProgressMode.AUTO && !arguments.quiet && console.live());
        if (live) {
            return new LiveDisplay(
                    new LiveView(what, console.errStyle(), console.live()),
                    new Screen(console.err(), console.live() && !arguments.verbose),
                    console.window());
        }
        return arguments.progress == ProgressMode.OFF || arguments.quiet
                ? new NoDisplay(console.err())
                : new LineDisplay(console.err());
    }
}
