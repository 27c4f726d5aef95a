package ayatori.cli;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlProgress.Details;
import ayatori.crawler.CrawlProgress.Host;
import ayatori.crawler.CrawlProgress.RecentPage;
import ayatori.crawler.CrawlProgress.State;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.CrawlReport.End;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.Page;
import ayatori.crawler.PageError;
import ayatori.crawler.PageHandler;
import ayatori.crawler.Resumption;
import ayatori.crawler.sink.Sink;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A crawl that fetches nothing: it reports the pages it was given and ends as the test says. */
final class ScriptedCrawl implements CrawlRunner, CrawlRunner.RunningCrawl {

    /** The options of the last crawl that was started. */
    @Nullable CrawlOptions options;

    /** Where the last crawl's records were to go. */
    @Nullable Sink records;

    private final List<Page> pages = new ArrayList<>();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private CrawlReport report = report(End.DONE, 1, Map.of());
    private @Nullable CrawlException failure;
    private boolean waitsForStop;
    private boolean ignoresStop;
    private @Nullable RuntimeException defect;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicInteger progressCount = new AtomicInteger();
    private CrawlOptions.Builder recorded = CrawlOptions.from("https://example.org/");
    private @Nullable Resumption resumption;
    private List<String> files = List.of("pages.jsonl", "skipped.jsonl", "summary.json");

    ScriptedCrawl handsOut(Page page) {
        pages.add(page);
        return this;
    }

    ScriptedCrawl endsWith(CrawlReport report) {
        this.report = report;
        return this;
    }

    ScriptedCrawl failsToStart(String sentence) {
        failure = new CrawlException(sentence);
        return this;
    }

    /** The options of the crawl that is resumed. */
    void recorded(CrawlOptions.Builder options) {
        recorded = options;
    }

    ScriptedCrawl runsUntilStopped() {
        waitsForStop = true;
        return this;
    }

    /** Goes on when it is told to stop, until {@link #ends}. */
    void ignoresStop() {
        ignoresStop = true;
    }

    void ends() {
        ending.countDown();
    }

    /** Ends by an exception when it is told to stop. */
    void failsWith(RuntimeException exception) {
        defect = exception;
    }

    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Waits until its progress has been asked for so many times more. */
    void awaitProgress(int times) throws InterruptedException {
        synchronized (progressCount) {
            for (int wanted = progressCount.get() + times; progressCount.get() < wanted; ) {
                progressCount.wait();
            }
        }
    }

    /** Waits until the crawl runs and has been asked for its progress, so that signals are handled. */
    void awaitRunning() throws InterruptedException {
        running.await();
    }

    @Override
    public RunningCrawl start(CrawlOptions options, boolean renames, PageHandler handler) throws CrawlException {
        this.options = options;
        if (failure != null) {
            throw failure;
        }
        for (Page page : pages) {
            try {
                handler.handle(page);
            } catch (Exception e) {
                throw new AssertionError("the program's handlers do not fail", e);
            }
        }
        return this;
    }

    @Override
    public RunningCrawl stream(CrawlOptions options, Sink records, PageHandler handler) throws CrawlException {
        this.records = records;
        return start(options, false, handler);
    }

    @Override
    public RunningCrawl resume(Path folder, UnaryOperator<CrawlOptions.Builder> changes, PageHandler handler)
            throws CrawlException {
        resumption = new Resumption(1_234, 5, 67, Duration.ofSeconds(90), 0);
        return start(changes.apply(recorded.out(folder)).build(), false, handler);
    }

    /** What the last recrawl started from: {@code due} or {@code all}, and the folder. */
    String recrawled = "";

    @Override
    public RunningCrawl recrawl(
            Path previous, Path out, boolean due, UnaryOperator<CrawlOptions.Builder> changes, PageHandler handler)
            throws CrawlException {
        recrawled = (due ? "due " : "all ") + previous;
        return start(
                changes.apply(CrawlOptions.from("https://example.org/")
                                .output(output -> output.links(LinkDetail.COUNT))
                                .out(out))
                        .build(),
                false,
                handler);
    }

    @Override
    public @Nullable Resumption resumption() {
        return resumption;
    }

    @Override
    public @Nullable Path folder() {
        return Objects.requireNonNull(options).output().out();
    }

    @Override
    public List<String> files() {
        return files;
    }

    ScriptedCrawl leaves(String... names) {
        files = List.of(names);
        return this;
    }

    @Override
    public CrawlProgress progress() {
        running.countDown();
        synchronized (progressCount) {
            progressCount.incrementAndGet();
            progressCount.notifyAll();
        }
        return progress(3);
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    /** What was asked for while the crawl ran: {@code pause}, {@code unpause} and speeds. */
    final List<String> asked = new ArrayList<>();

    @Override
    public void pause(boolean nowPaused) {
        asked.add(nowPaused ? "pause" : "unpause");
    }

    @Override
    public void speed(double factor) {
        asked.add("speed " + factor);
    }

    @Override
    public CrawlReport await() throws InterruptedException {
        if (waitsForStop) {
            stopped.await();
            if (ignoresStop) {
                ending.await();
            }
            if (defect != null) {
                throw defect;
            }
            return report(End.STOPPED, 1, Map.of());
        }
        return report;
    }

    /** A snapshot some seconds into a crawl of some hosts. */
    static CrawlProgress progress(int seconds) {
        return new CrawlProgress(
                State.RUNNING,
                seconds * 1_234L,
                seconds * 34_567_890L,
                45_678,
                64,
                12,
                3_456,
                3,
                Duration.ofSeconds(seconds),
                List.of(
                        new Host(
                                "https://www.example.org",
                                40_000,
                                4,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofMillis(28_400),
                                12,
                                false,
                                null,
                                false),
                        new Host("https://docs.example.org:8443", 5_000, 0, Duration.ofMillis(12_300)),
                        new Host(
                                "http://a-host-with-a-very-long-name.of.many.parts.example.com",
                                678,
                                1,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofMillis(300),
                                0,
                                true,
                                null,
                                false)),
                new Details(
                        1,
                        Duration.ofMillis(28_400),
                        12,
                        Map.of(200, 3_000L, 301, 17L, 404, 9L, 0, 12L),
                        Map.of("timeout", 10L, "connection", 2L),
                        Map.of("scope", 3_456L - 12, "robots", 12L),
                        List.of(
                                new RecentPage("https://www.example.org/あ", 200, 12_345, null),
                                new RecentPage("https://www.example.org/slow", 0, 0, "No answer came within 30 s.")),
                        List.of(new RecentPage("https://www.example.org/slow", 0, 0, "No answer came within 30 s."))));
    }

    static CrawlReport report(End end, int seedsFetched, Map<String, String> seedProblems) {
        return new CrawlReport(
                end,
                end == End.FAILED ? "the disk is full; what was fetched is whole" : null,
                1_234,
                new TreeMap<>(Map.of(200, 1_200L, 301, 17L, 404, 9L, 410, 1L, 500, 2L, 0, 5L)),
                new TreeMap<>(Map.of("timeout", 4L, "connection", 1L)),
                new TreeMap<>(Map.of("scope", 3_456L, "robots", 12L, "trap", 3L)),
                45_678_901,
                Duration.ofMillis(12_345),
                seedsFetched,
                seedProblems);
    }

    /** A report of a crawl that was stopped before its end. */
    static CrawlReport stoppedWithQueued(long queued) {
        CrawlReport report = report(End.STOPPED, 1, Map.of());
        return new CrawlReport(
                report.end(),
                null,
                report.pages(),
                report.byStatus(),
                report.byError(),
                report.skipped(),
                report.bytes(),
                report.elapsed(),
                report.seedsFetched(),
                report.seedProblems(),
                0,
                true,
                queued,
                new TreeMap<>(),
                0,
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** A page that knows what the program shows of it. */
    static Page page(String url, int status, @Nullable String title) {
        return (Page) Proxy.newProxyInstance(
                Page.class.getClassLoader(), new Class<?>[] {Page.class}, (_, method, _) -> switch (method.getName()) {
                    case "url" -> url;
                    case "status" -> status;
                    case "title" -> title;
                    case "contentType" -> "text/html";
                    case "bytes" -> 12_345L;
                    case "attempts" -> 1;
                    case "redirectTo" -> status / 100 == 3 ? "https://example.org/elsewhere" : null;
                    case "error" -> status == 0 ? new PageError("timeout", "no answer within 30 s") : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
