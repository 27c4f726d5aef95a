package ayatori.cli;

import ayatori.cli.CrawlRunner.RunningCrawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.PageHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * One crawl as the program runs it: started, shown while it runs, stopped by Ctrl-C, and its terminal given back
 * however it ends.
 */
final class CrawlSession {

    /** The handler of whoever wants nothing of the pages: the crawler then spares itself handing them over. */
    static final PageHandler IGNORE = _ -> {};

    /** How often the display gets a snapshot. */
    private static final long TICK_MILLIS = 200;

    /**
     * What came of it.
     *
     * @param report the crawl's own report
     * @param interrupted the exit code of the signal that stopped it, 0 if none did
     */
    record Ended(CrawlReport report, int interrupted) {}

    private final Console console;
    private final CrawlRunner runner;
    private final IntConsumer halt;

    /**
     * @param console where it is shown
     * @param runner how it is crawled
     * @param halt ends the process at once with an exit code, for the second Ctrl-C
     */
    CrawlSession(Console console, CrawlRunner runner, IntConsumer halt) {
        this.console = console;
        this.runner = runner;
        this.halt = halt;
    }

    /** Tells that a crawl is likely to be asked for, as soon as that is known. */
    void prepare() {
        runner.prepare();
    }

    /** The same on another console. */
    CrawlSession on(Console other) {
        return new CrawlSession(other, runner, halt);
    }

    /**
     * Runs a crawl to its end.
     *
     * @throws CrawlException if it cannot start or go on
     */
    Ended run(CrawlOptions options, PageHandler pages, DisplayArguments arguments)
            throws CrawlException, InterruptedException {
        String what = options.seeds().getFirst()
                + (options.seeds().size() == 1 ? "" : " and " + (options.seeds().size() - 1) + " more");
        try (ProgressDisplay display = display(what, arguments)) {
            PageHandler handler = arguments.verbose
                    ? page -> {
                        display.line(PageLine.of(page, console.errStyle()));
                        pages.handle(page);
                    }
                    : pages;
            RunningCrawl crawl = runner.start(options, handler);
            return follow(crawl, display, arguments.quiet);
        }
    }

    private Ended follow(RunningCrawl crawl, ProgressDisplay display, boolean quiet)
            throws CrawlException, InterruptedException {
        var ended = new CountDownLatch(1);
        Runnable stop = () -> {
            if (!quiet) {
                display.line("Stopping once what is in flight has come in; Ctrl-C again ends at once.");
            }
            crawl.stop();
        };
        IntConsumer end = exitCode -> {
            display.close();
            halt.accept(exitCode);
        };
        try (var interrupts = new Interrupts(stop, end)) {
            if (display instanceof LiveDisplay live) {
                interrupts.onResize(live::resized);
            }
            Thread ticker = Thread.ofPlatform().name("progress").daemon().start(() -> tick(crawl, display, ended));
            try {
                CrawlReport report = crawl.await();
                return new Ended(report, interrupts.received() ? interrupts.exitCode() : 0);
            } finally {
                ended.countDown();
                ticker.join();
                display.close();
            }
        }
    }

    private static void tick(RunningCrawl crawl, ProgressDisplay display, CountDownLatch ended) {
        try {
            do {
                display.update(crawl.progress());
            } while (!ended.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ProgressDisplay display(String what, DisplayArguments arguments) {
        boolean live = arguments.progress == ProgressMode.ON
                || (arguments.progress == ProgressMode.AUTO && !arguments.quiet && console.live());
        if (live) {
            return new LiveDisplay(new LiveView(what, console.errStyle()), new Screen(console.err()), console.window());
        }
        return arguments.progress == ProgressMode.OFF || arguments.quiet
                ? new NoDisplay(console.err())
                : new LineDisplay(console.err());
    }
}
