package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.crawler.PageHandler;
import ayatori.crawler.fetch.HttpFetcher;
import ayatori.crawler.fetch.UnreachableHosts;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.folder.SummaryJson;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.read.Product;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.AddressPolicy;
import ayatori.web.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One crawl, wired: the only place that knows all stages.
 *
 * <pre>
 *            commands in batches                    requests
 * frontier ───────────────────────▶ fetch loops ◀────────────▶ the web
 *   loop   ◀───────────────────────  (one a core)
 *    │         results in batches        │
 *    ▼                                   ▼
 *  output                          page handler's loop, if there is a handler
 * </pre>
 */
final class CrawlEngine implements Crawl {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");

    private static final CrawlProgress NOT_BEGUN =
            new CrawlProgress(CrawlProgress.State.RUNNING, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());

    private static final int ALIVE_EVERY_MILLIS = 500;

    private final CrawlOptions options;
    private final @Nullable PageHandler handler;
    private final List<Url> seeds;
    private final @Nullable CrawlFolder out;
    private final CrawlClock clock;

    /** Shared by all fetch loops; null where no cookies are kept. */
    private final @Nullable CookieJar cookies;

    private final CompletableFuture<CrawlReport> report = new CompletableFuture<>();

    /** Set by the crawl's thread once the loops run; read by any thread. */
    private volatile @Nullable FrontierLoop frontierLoop;

    private volatile @Nullable EventLoop frontierEventLoop;
    private volatile boolean stopRequested;

    private CrawlEngine(
            CrawlOptions options,
            @Nullable PageHandler handler,
            List<Url> seeds,
            CrawlClock clock,
            @Nullable CookieJar cookies,
            @Nullable CrawlFolder out) {
        this.options = options;
        this.clock = clock;
        this.cookies = cookies;
        this.handler = handler;
        this.seeds = seeds;
        this.out = out;
    }

    /**
     * Checks what can be checked, creates the output folder, and starts crawling.
     *
     * @throws CrawlException if the cookie file cannot be read, or the folder cannot be written
     */
    static CrawlEngine start(CrawlOptions options, @Nullable PageHandler handler) throws CrawlException {
        List<Url> seeds = parse(options.seeds());
        ScopeFilter scope = ScopeFilter.of(options, seeds);
        var clock = new CrawlClock(Instant.now(), System::nanoTime);
        CookieJar cookies =
                options.access().cookies() ? cookies(options.access().cookieFile(), clock) : null;
        CrawlFolder out = options.output().out() == null
                ? null
                : CrawlFolder.create(options.output().out(), options.output().formats());
        var engine = new CrawlEngine(options, handler, seeds, clock, cookies, out);
        Thread.ofPlatform().name("ayatori-crawl").start(() -> engine.run(scope));
        return engine;
    }

    @Override
    public CrawlProgress progress() {
        FrontierLoop loop = frontierLoop;
        return loop == null ? NOT_BEGUN : loop.progress();
    }

    @Override
    public void stop() {
        stopRequested = true;
        forwardStop();
    }

    @Override
    public CrawlReport await() throws InterruptedException {
        try {
            return report.get();
        } catch (InterruptedException e) {
            stop();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a report never fails", e);
        }
    }

    private void run(ScopeFilter scope) {
        CrawlReport done;
        try {
            done = crawl(scope);
        } catch (Throwable e) {
            LOG.error("the crawl failed", e);
            done = new Tally().report(CrawlReport.End.FAILED, defect(e), clock.elapsed(), new SeedFates(options), 0);
        }
        report.complete(out == null ? done : finishOutput(out, done));
    }

    private static String defect(Throwable e) {
        return e instanceof OutOfMemoryError
                ? "The memory is full, so the crawl was ended; what was written before is whole."
                : "The crawl was ended by a defect of the crawler (" + e + "); what was written before is whole.";
    }

    private CrawlReport crawl(ScopeFilter scope) throws InterruptedException {
        try (CrawlLoops loops = CrawlLoops.start(handler != null)) {
            EventLoop loop = loops.frontier();
            EventLoop handling = loops.handling();
            HandlerLoop handlerLoop = handler == null || handling == null ? null : new HandlerLoop(handling, handler);
            List<FetchLoop> fetchLoops = fetchLoops(loops.fetching(), handlerLoop);
            try {
                return reportOf(loop, loop.runCoroutineThreadsafe(() -> {
                    FrontierLoop frontier = frontierLoop(loop, scope, fetchLoops, handlerLoop);
                    return frontier.crawl(
                            ListedLinks.seeds(seeds, options.extent().canonicalForm()));
                }));
            } finally {
                fetchLoops.forEach(FetchLoop::close);
                if (handlerLoop != null) {
                    handlerLoop.closing();
                }
            }
        }
    }

    private FrontierLoop frontierLoop(
            EventLoop loop, ScopeFilter scope, List<FetchLoop> fetchLoops, @Nullable HandlerLoop handlerLoop) {
        var store = new MemoryStore();
        var frontier = new FrontierLoop(
                loop,
                clock,
                options,
                openFrontier(store, scope),
                MemoryLimit.of(store),
                scope,
                out,
                fetchLoops,
                handlerLoop);
        for (FetchLoop fetchLoop : fetchLoops) {
            fetchLoop.receiver(results -> loop.callSoonThreadsafe(() -> frontier.accept(fetchLoop, results)));
        }
        frontierLoop = frontier;
        frontierEventLoop = loop;
        forwardStop();
        return frontier;
    }

    /** Waits for the frontier loop's report. A loop that dies gives none, so this looks after it meanwhile. */
    private CrawlReport reportOf(EventLoop loop, CompletableFuture<CrawlReport> crawled) throws InterruptedException {
        while (true) {
            boolean wasAlive = loop.thread().isAlive();
            try {
                return crawled.get(ALIVE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                return reportOfDead(Objects.requireNonNullElse(e.getCause(), e));
            } catch (TimeoutException e) {
                if (!wasAlive) {
                    return reportOfDead(new IllegalStateException("the frontier loop has died"));
                }
            }
        }
    }

    private CrawlReport reportOfDead(Throwable cause) {
        LOG.error("the frontier loop failed", cause);
        FrontierLoop frontier = frontierLoop;
        if (frontier == null) {
            throw new IllegalStateException(cause);
        }
        return frontier.reportOfDead(defect(cause));
    }

    private List<FetchLoop> fetchLoops(List<EventLoop> loops, @Nullable HandlerLoop handlerLoop) {
        var unreachable = new UnreachableHosts();
        AddressPolicy addresses = HttpFetcher.addresses(options);
        List<FetchLoop> fetchLoops = new ArrayList<>();
        for (EventLoop loop : loops) {
            fetchLoops.add(loop.runCoroutineThreadsafe(() -> {
                        var fetcher = new HttpFetcher(loop, clock::instant, options, unreachable, cookies, addresses);
                        return new FetchLoop(loop, clock, options, fetcher, handlerLoop);
                    })
                    .join());
        }
        return fetchLoops;
    }

    private Frontier openFrontier(MemoryStore store, ScopeFilter scope) {
        Duration delay = options.pace().delay() instanceof Delay.Fixed(Duration fixed) ? fixed : null;
        FrontierOptions frontierOptions = FrontierOptions.DEFAULTS
                .withConcurrency(options.pace().concurrency(), options.pace().perHost())
                .withDelay(delay)
                .withRetries(options.pace().retries())
                .withObeyRobots(options.pace().robots())
                .withPagesMax(options.extent().maxPages(), options.extent().maxPagesPerHost())
                .withBytesMax(options.extent().maxBytes())
                .withDepthMax(options.extent().depth());
        if (options.extent().maxTime() != null) {
            frontierOptions = frontierOptions.withDeadlineNanos(
                    clock.epochNanos() + options.extent().maxTime().toNanos());
        }
        return Frontier.open(store, frontierOptions, rulesParser(), scope::judge, new Random(), clock.epochNanos());
    }

    private HostRules.Parser rulesParser() {
        String product = Product.of(options.access().userAgent());
        return (origin, text) -> {
            var rules = ayatori.web.robots.RobotsRules.parse(text, "text/plain", origin + "/robots.txt", product);
            return new HostRules() {
                @Override
                public boolean allowed(String url) {
                    return rules.allowed(url);
                }

                @Override
                public @Nullable Duration crawlDelay() {
                    return rules.crawlDelay();
                }

                @Override
                public long memoryBytes() {
                    return rules.memoryBytes();
                }
            };
        };
    }

    private void forwardStop() {
        FrontierLoop frontier = frontierLoop;
        EventLoop loop = frontierEventLoop;
        if (stopRequested && frontier != null && loop != null) {
            loop.callSoonThreadsafe(frontier::stop);
        }
    }

    private CrawlReport finishOutput(CrawlFolder folder, CrawlReport done) {
        try (folder) {
            folder.summary(SummaryJson.of(done, options, clock.start()));
            return done;
        } catch (IOException e) {
            return done.withoutSummary(
                    "The summary cannot be written: " + CrawlFolder.reason(e) + ". What was written before is whole.");
        } catch (RuntimeException | Error e) {
            LOG.error("the summary could not be written", e);
            return done.withoutSummary(defect(e));
        }
    }

    private static List<Url> parse(List<String> seeds) {
        return seeds.stream()
                .map(seed -> Objects.requireNonNull(Url.tryParse(seed)).withoutFragment())
                .toList();
    }

    private static CookieJar cookies(@Nullable Path file, CrawlClock clock) throws CrawlException {
        CookieJar cookies = CookieJar.create(clock::instant);
        if (file == null) {
            return cookies;
        }
        try {
            cookies.addNetscape(Files.readString(file, StandardCharsets.ISO_8859_1)); // its bytes are kept as they are
            return cookies;
        } catch (NoSuchFileException e) {
            throw new CrawlException("There is no cookie file " + file + ".", e);
        } catch (IOException e) {
            throw new CrawlException("The cookie file " + file + " cannot be read: " + CrawlFolder.reason(e) + ".", e);
        } catch (IllegalArgumentException e) {
            throw new CrawlException("In the cookie file " + file + ", " + e.getMessage() + ".", e);
        }
    }
}
