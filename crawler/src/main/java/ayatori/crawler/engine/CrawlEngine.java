package ayatori.crawler.engine;

import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.crawler.Crawl;
import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.Handling;
import ayatori.crawler.Recrawl;
import ayatori.crawler.Resumption;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.folder.SummaryJson;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.store.DurableStore;
import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.cookie.CookieJar;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
    private final Handling handling;
    private final List<Url> seeds;
    private final ScopeFilter scope;

    private final StartingCookies cookies;

    private final Archives archives;

    /** What is taken out of pages; null for nothing. */
    private final @Nullable Extraction extraction;

    private final CompletableFuture<CrawlReport> report = new CompletableFuture<>();

    /** Null in it if the crawl is new, or could not read its folder. */
    private final CompletableFuture<@Nullable Resumption> resumption = new CompletableFuture<>();

    /** Set once the loops run; read by any thread. */
    private volatile @Nullable FrontierLoop frontierLoop;

    private final Remote remote = new Remote();

    /**
     * Checks what can be checked before anything is created.
     *
     * @throws CrawlException if the cookie file cannot be read, or there is no place for items
     */
    CrawlEngine(CrawlOptions options, Handling handling) throws CrawlException {
        this.options = options;
        this.handling = handling;
        this.seeds = StartRequests.urls(options.seeds());
        this.scope = ScopeFilter.of(options, StartRequests.urls(options.startUrls()));
        this.cookies = StartingCookies.of(options.access());
        this.archives = new Archives(options);
        this.extraction = options.content().isEmpty() ? null : ContentReader.extraction(options, handling);
    }

    /**
     * Creates the output folder, and starts crawling on threads of its own.
     *
     * @throws CrawlException if the cookie file cannot be read, or the folder cannot be written
     */
    static CrawlEngine start(CrawlOptions options, @Nullable Recrawl recrawl, Handling handling) throws CrawlException {
        var engine = new CrawlEngine(options, handling);
        var clock = new CrawlClock(Instant.now(), System::nanoTime);
        engine.start(clock, FolderStorage.create(options, recrawl, clock.start()));
        return engine;
    }

    /**
     * Opens the folder of a crawl, and goes on crawling on threads of its own.
     *
     * @throws CrawlException if the crawl cannot go on
     */
    static CrawlEngine resume(CrawlOptions options, Handling handling) throws CrawlException {
        var engine = new CrawlEngine(options, handling);
        var clock = new CrawlClock(Instant.now(), System::nanoTime);
        engine.start(clock, FolderStorage.reopen(options));
        return engine;
    }

    private void start(CrawlClock clock, Storage storage) {
        if (!storage.isUsed()) {
            resumption.complete(null);
        }
        Thread.ofPlatform().name("ayatori-crawl").start(() -> run(clock, storage));
    }

    @Override
    public CrawlProgress progress() {
        FrontierLoop loop = frontierLoop;
        return loop == null ? NOT_BEGUN : loop.progress();
    }

    @Override
    public @Nullable Resumption resumption() throws InterruptedException {
        try {
            return resumption.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a resumption never fails", e);
        }
    }

    @Override
    public void stop() {
        remote.stop();
    }

    @Override
    public void pause() {
        remote.pause(true);
    }

    @Override
    public void unpause() {
        remote.pause(false);
    }

    @Override
    public void speed(double factor) {
        remote.speed(factor);
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

    private void run(CrawlClock clock, Storage storage) {
        CrawlReport done;
        try (storage;
                CrawlLoops loops = CrawlLoops.start(handling.handler() != null)) {
            EventLoop loop = loops.frontier();
            Environment environment = environment(loops, clock, storage);
            done = reportOf(
                    loop, loop.runCoroutineThreadsafe(() -> crawl(environment)), new ShownProgress(environment));
        } catch (Throwable e) {
            LOG.error("the crawl failed", e);
            done = failed(e);
        }
        resumption.complete(null);
        report.complete(done);
    }

    private CrawlReport failed(Throwable e) {
        return new Tally()
                .report(CrawlReport.End.FAILED, EndSentence.of(e), Duration.ZERO, new SeedFates(options), 0, 0);
    }

    private Environment environment(CrawlLoops loops, CrawlClock clock, Storage storage) throws IOException {
        return new Environment(
                loops.frontier(),
                loops.fetching(),
                loops.handling(),
                clock,
                new Random(),
                archives.fetchers(storage),
                storage,
                work -> Async.toThread(() -> {
                    work.run();
                    return true;
                }),
                FrontierOptions.DEFAULTS.hostsInMemory(),
                archives.format());
    }

    /** Crawls. Runs as a task of the deciding loop; the storage is the caller's to close. */
    CrawlReport crawl(Environment environment) throws Exception {
        Storage storage = environment.storage();
        DurableStore durable = storage.store();
        MemoryStore memory = durable == null ? new MemoryStore() : null;
        KeyValueStore store = durable == null ? Objects.requireNonNull(memory) : durable;
        CookieJar jar = cookies.newJar(environment.clock()::instant);
        var state = new CrawlState(store, options, environment.clock(), scope, jar);
        List<PageSink> pageSinks = PageSink.all(options.output(), handling.sinks());
        HandlerLoop handlerLoop = handlerLoop(environment.handling());
        try (PreviousCrawl previous = storage.previous(options);
                @Nullable InputUrls input = InputUrls.open(options, storage, scope);
                Sinks sinks = Sinks.open(
                        storage,
                        pageSinks,
                        handling.items(),
                        options.output().compression(),
                        previous != null && previous.isDueOnly(),
                        state.marks());
                Frontier frontier = openFrontier(store, state, environment)) {
            archives.openFiles(sinks, environment, store, state.marks());
            List<FetchLoop> fetchLoops = fetchLoops(environment, jar, pageSinks, handlerLoop, previous);
            try {
                var loop = new FrontierLoop(
                        environment,
                        options,
                        frontier,
                        durable,
                        memory == null ? null : MemoryLimit.of(memory),
                        scope,
                        state,
                        sinks,
                        fetchLoops,
                        handlerLoop,
                        new Scoring(handling.scorer()),
                        previous,
                        input);
                for (FetchLoop fetchLoop : fetchLoops) {
                    fetchLoop.receiver(results ->
                            environment.deciding().callSoonThreadsafe(() -> loop.accept(fetchLoop, results)));
                }
                resumption.complete(new Resumption(
                        state.tally().pages(),
                        state.tally().skippedTotal(),
                        frontier.unsettled(),
                        state.elapsed(),
                        sinks.truncated()));
                frontierLoop = loop;
                remote.connect(loop, environment.deciding());
                CrawlReport done = loop.crawl(
                        ListedLinks.seeds(seeds, options.extent().canonicalForm()),
                        StartRequests.of(options, storage, state, previous != null));
                return summarized(done, environment);
            } finally {
                FetchLoops.close(fetchLoops);
                if (handlerLoop != null) {
                    handlerLoop.closing();
                }
            }
        }
    }

    private @Nullable HandlerLoop handlerLoop(@Nullable EventLoop loop) {
        boolean canEmit = options.output().out() != null || handling.items() != null;
        return handling.handler() == null || loop == null ? null : new HandlerLoop(loop, handling, canEmit, this);
    }

    /** Waits for the frontier loop's report. A loop that dies gives none, so this looks after it meanwhile. */
    private CrawlReport reportOf(EventLoop loop, CompletableFuture<CrawlReport> crawled, ShownProgress shown)
            throws InterruptedException {
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
                FrontierLoop frontier = frontierLoop;
                if (frontier != null) {
                    shown.update(frontier.progress());
                }
            }
        }
    }

    private CrawlReport reportOfDead(Throwable cause) {
        FrontierLoop frontier = frontierLoop;
        if (frontier == null && cause instanceof FolderException) {
            return failed(cause);
        }
        LOG.error("the frontier loop failed", cause);
        if (frontier == null) {
            return failed(cause);
        }
        return frontier.reportOfDead(EndSentence.ofDefect(cause));
    }

    private List<FetchLoop> fetchLoops(
            Environment environment,
            @Nullable CookieJar cookies,
            List<PageSink> pageSinks,
            @Nullable HandlerLoop handlerLoop,
            @Nullable PreviousCrawl previous)
            throws Exception {
        var fetchLoops = new FetchLoops(
                options,
                environment.clock(),
                environment.fetchers(),
                cookies,
                pageSinks,
                handlerLoop,
                previous,
                extraction,
                new RateLimit(options.pace().limitRate()),
                () -> archives.archivist(environment),
                () -> true);
        return fetchLoops.open(environment.fetching());
    }

    private Frontier openFrontier(KeyValueStore store, CrawlState state, Environment environment) {
        FrontierOptions frontierOptions = FrontierSettings.of(options).withHostsInMemory(environment.hostsInMemory());
        if (!(store instanceof DurableStore)) {
            frontierOptions = frontierOptions.withoutSaving();
        }
        long now = environment.clock().epochNanos();
        frontierOptions = FrontierSettings.until(frontierOptions, options, state.elapsed(), now);
        HostRules.Parser parser = SiteRules.parser(options.access().userAgent());
        return environment.storage().isUsed()
                ? Frontier.resume(store, frontierOptions, parser, scope::judge, environment.random(), now)
                : Frontier.open(store, frontierOptions, parser, scope::judge, environment.random(), now);
    }

    private CrawlReport summarized(CrawlReport done, Environment environment) {
        try {
            environment
                    .storage()
                    .summary(SummaryJson.of(
                            done,
                            options,
                            environment.clock().start(),
                            environment.clock().instant()));
            return done;
        } catch (IOException e) {
            return done.withoutSummary(
                    "The summary cannot be written: " + IoReasons.of(e) + ". What was written before is whole.");
        } catch (RuntimeException | Error e) {
            LOG.error("the summary could not be written", e);
            return done.withoutSummary(EndSentence.ofDefect(e));
        }
    }
}
