package ayatori.crawler.engine;

import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.LoopGroup;
import ayatori.async.RunOptions;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Delay;
import ayatori.crawler.Page;
import ayatori.crawler.PageHandler;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.output.OutputFolder;
import ayatori.crawler.output.SummaryJson;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.cookie.CookieJar;
import ayatori.web.http.ClientRequest;
import ayatori.web.url.Url;
import ayatori.web.url.UrlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
public final class CrawlEngine {
    private static final Logger LOG = LoggerFactory.getLogger("ayatori.crawler");

    private final CrawlOptions options;
    private final @Nullable PageHandler handler;
    private final List<Url> seeds;
    private final @Nullable OutputFolder out;
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
            @Nullable OutputFolder out)
            throws CrawlException {
        this.options = options;
        this.cookies = options.cookies() ? CookieJar.create(clock::instant) : null;
        if (cookies != null && cookieFile != null) {
            try {
                cookies.addNetscape(cookieFile);
            } catch (IllegalArgumentException e) {
                throw new CrawlException("In the cookie file " + options.cookieFile() + ", " + e.getMessage() + ".", e);
            }
        }
        this.handler = handler;
        this.seeds = seeds;
        this.out = out;
    }

    /**
     * Checks what can be checked, creates the output folder, and starts crawling.
     *
     * @throws CrawlException if a seed is no web address, a pattern no regular expression, or the folder no place to write
     */
    public static CrawlEngine start(CrawlOptions options, @Nullable PageHandler handler) throws CrawlException {
        List<Url> seeds = parse(options.seeds());
        ScopeFilter scope = ScopeFilter.of(options, seeds);
        checkHeaders(options, seeds.getFirst());
        String cookieFile = read(options.cookieFile());
        OutputFolder out = options.out() == null ? null : OutputFolder.create(options.out(), options.formats());
        var engine = new CrawlEngine(options, handler, seeds, cookieFile, out);
        Thread.ofPlatform().name("ayatori-crawl").start(() -> engine.run(scope));
        return engine;
    }

    /** Asks the crawl to stop; it ends cleanly a little later. From any thread. */
    public void stop() {
        stopRequested = true;
        forwardStop();
    }

    /** Where the crawl stands; null before it has begun. From any thread. */
    public @Nullable CrawlProgress progress() {
        FrontierLoop loop = frontierLoop;
        return loop == null ? null : loop.progress();
    }

    /** What the crawl did, once it has ended. */
    public CompletionStage<CrawlReport> report() {
        return report.minimalCompletionStage();
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
                return frontier.crawl(ListedLinks.seeds(seeds, options.canonicalForm()));
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
            fetchLoops.add(
                    loop.runCoroutineThreadsafe(() -> new FetchLoop(loop, clock, options, unreachable, cookies, handle))
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
        Duration delay = options.delay() instanceof Delay.Fixed(Duration fixed) ? fixed : null;
        FrontierOptions frontierOptions = FrontierOptions.DEFAULTS
                .withConcurrency(options.concurrency(), options.perHost())
                .withDelay(delay)
                .withRetries(options.retries())
                .withObeyRobots(options.robots())
                .withPagesMax(options.maxPages(), options.maxPagesPerHost())
                .withBytesMax(options.maxBytes());
        if (options.maxTime() != null) {
            frontierOptions = frontierOptions.withDeadlineNanos(
                    clock.epochNanos() + options.maxTime().toNanos());
        }
        return Frontier.open(store, frontierOptions, rulesParser(), new Random(), clock.epochNanos());
    }

    private HostRules.Parser rulesParser() {
        String product = Product.of(options.userAgent());
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

    private CrawlReport finishOutput(OutputFolder folder, CrawlReport done) {
        try (folder) {
            folder.summary(SummaryJson.of(done, options, clock.start()));
            return done;
        } catch (IOException e) {
            return done.failed("The output cannot be written any more: " + OutputFolder.reason(e)
                    + ". What was written before is whole.");
        }
    }

    private static List<Url> parse(List<String> seeds) throws CrawlException {
        List<Url> urls = new ArrayList<>();
        for (String seed : seeds) {
            Url url;
            try {
                url = Url.parse(seed);
            } catch (UrlException e) {
                throw new CrawlException(Objects.requireNonNull(e.getMessage()), e);
            }
            if (!url.isHttp()) {
                throw new CrawlException("\"" + url.withoutCredentials().href()
                        + "\" is no web address: it must begin with https:// or http://");
            }
            urls.add(url.withoutFragment());
        }
        return urls;
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
            throw new CrawlException("The cookie file " + file + " cannot be read: " + OutputFolder.reason(e) + ".", e);
        }
    }

    private static void checkHeaders(CrawlOptions options, Url seed) throws CrawlException {
        try {
            ClientRequest request = ClientRequest.get(seed).withHeader("User-Agent", options.userAgent());
            for (Map.Entry<String, String> header : options.headers().entrySet()) {
                request = request.withHeader(header.getKey(), header.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new CrawlException("A header cannot be sent: " + e.getMessage() + ".", e);
        }
    }
}
