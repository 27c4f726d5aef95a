package ayatori.crawler.engine;

import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.LoopGroup;
import ayatori.async.RunOptions;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.crawler.Page;
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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
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

    private final CrawlOptions options;
    private final @Nullable PageHandler handler;
    private final List<Url> seeds;
    private final @Nullable CrawlFolder out;
    private final CrawlClock clock = new CrawlClock(Instant.now(), System::nanoTime);

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
            @Nullable String cookieFile,
            @Nullable CrawlFolder out)
            throws CrawlException {
        this.options = options;
        this.cookies = options.access().cookies() ? CookieJar.create(clock::instant) : null;
        if (cookies != null && cookieFile != null) {
            try {
                cookies.addNetscape(cookieFile);
            } catch (IllegalArgumentException e) {
                throw new CrawlException(
                        "In the cookie file " + options.access().cookieFile() + ", " + e.getMessage() + ".", e);
            }
        }
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
        String cookieFile = read(options.access().cookieFile());
        CrawlFolder out = options.output().out() == null
                ? null
                : CrawlFolder.create(options.output().out(), options.output().formats());
        var engine = new CrawlEngine(options, handler, seeds, cookieFile, out);
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
            throw new IllegalStateException("the crawl failed unexpectedly", e.getCause());
        }
    }

    private void run(ScopeFilter scope) {
        try {
            CrawlReport done = crawl(scope);
            if (out != null) {
                done = finishOutput(out, done);
            }
            report.complete(done);
        } catch (Throwable e) {
            report.completeExceptionally(e);
        }
    }

    private CrawlReport crawl(ScopeFilter scope) throws Exception {
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors());
        try (LoopGroup fetching = LoopGroup.start(cores, RunOptions.defaults().withName("ayatori-fetch"));
                LoopGroup deciding = LoopGroup.start(1, RunOptions.defaults().withName("ayatori-frontier"));
                LoopGroup handling = handler == null
                        ? null
                        : LoopGroup.start(1, RunOptions.defaults().withName("ayatori-pages"))) {
            EventLoop loop = deciding.loop(0);
            List<FetchLoop> fetchLoops = fetchLoops(fetching, handling == null ? null : handling.loop(0));
            CompletableFuture<CrawlReport> crawled = loop.runCoroutineThreadsafe(() -> {
                var store = new MemoryStore();
                var frontier = new FrontierLoop(
                        loop, clock, options, openFrontier(store), MemoryLimit.of(store), scope, out, fetchLoops);
                for (FetchLoop fetchLoop : fetchLoops) {
                    fetchLoop.receiver(results -> loop.callSoonThreadsafe(() -> frontier.accept(results)));
                }
                frontierLoop = frontier;
                frontierEventLoop = loop;
                forwardStop();
                return frontier.crawl(ListedLinks.seeds(seeds, options.extent().canonicalForm()));
            });
            try {
                return crawled.join();
            } finally {
                fetchLoops.forEach(FetchLoop::close);
            }
        }
    }

    private List<FetchLoop> fetchLoops(LoopGroup group, @Nullable EventLoop handling) {
        var unreachable = new UnreachableHosts();
        Function<Page, CompletionStage<?>> handle = handling == null ? null : page -> handle(handling, page);
        List<FetchLoop> fetchLoops = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            EventLoop loop = group.loop(i);
            fetchLoops.add(loop.runCoroutineThreadsafe(() -> {
                        var fetcher = new HttpFetcher(loop, clock::instant, options, unreachable, cookies);
                        return new FetchLoop(loop, clock, options, fetcher, handle);
                    })
                    .join());
        }
        return fetchLoops;
    }

    private CompletionStage<?> handle(EventLoop loop, Page page) {
        PageHandler wanted = Objects.requireNonNull(handler);
        return loop.runCoroutineThreadsafe(() -> {
            try {
                wanted.handle(page);
            } catch (CancelledError e) {
                throw e;
            } catch (Exception | Error e) {
                LOG.error("the page handler failed on {}", page.url(), e);
            }
            return page.url();
        });
    }

    private Frontier openFrontier(MemoryStore store) {
        Duration delay = options.pace().delay() instanceof Delay.Fixed(Duration fixed) ? fixed : null;
        FrontierOptions frontierOptions = FrontierOptions.DEFAULTS
                .withConcurrency(options.pace().concurrency(), options.pace().perHost())
                .withDelay(delay)
                .withRetries(options.pace().retries())
                .withObeyRobots(options.pace().robots())
                .withPagesMax(options.extent().maxPages(), options.extent().maxPagesPerHost())
                .withBytesMax(options.extent().maxBytes());
        if (options.extent().maxTime() != null) {
            frontierOptions = frontierOptions.withDeadlineNanos(
                    clock.epochNanos() + options.extent().maxTime().toNanos());
        }
        return Frontier.open(store, frontierOptions, rulesParser(), new Random(), clock.epochNanos());
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
            return done.failed("The output cannot be written any more: " + CrawlFolder.reason(e)
                    + ". What was written before is whole.");
        }
    }

    private static List<Url> parse(List<String> seeds) {
        return seeds.stream()
                .map(seed -> Objects.requireNonNull(Url.tryParse(seed)).withoutFragment())
                .toList();
    }

    /** The text of a cookie file; its bytes are kept as they are. */
    private static @Nullable String read(@Nullable Path file) throws CrawlException {
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CrawlException("There is no cookie file " + file + ".", e);
        } catch (IOException e) {
            throw new CrawlException("The cookie file " + file + " cannot be read: " + CrawlFolder.reason(e) + ".", e);
        }
    }
}
