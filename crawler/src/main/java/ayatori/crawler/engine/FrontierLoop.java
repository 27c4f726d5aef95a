package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Limit;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.read.RequestedLinks;
import ayatori.crawler.recrawl.KnownPages;
import ayatori.crawler.recrawl.PreviousCrawl;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.store.DurableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the frontier: takes the results of the fetch loops, writes the output, and sends out what to fetch next.
 *
 * <p>It lives on one loop and works in callbacks, each of which is one step: take a batch of results up, let the frontier
 * say what comes next, hand that out, and set a timer for the time the frontier names.
 */
final class FrontierLoop {
    private static final Logger LOG = LoggerFactory.getLogger(FrontierLoop.class);
    private static final int OUTPUTS_PER_TICK = 1024;
    private static final Duration WATCH_EVERY = Duration.ofMillis(100);

    /** How long a crawl that is told to stop, or whose time is over, waits for the requests under way. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Frontier frontier;
    private final @Nullable MemoryLimit memory;
    private final List<FetchLoop> fetchLoops;
    private final Promise<CrawlReport.End> ended;
    private final SeedSitemaps seedSitemaps;
    private final CrawlState crawlState;
    private final @Nullable HandlerLoop handler;
    private final Scoring scoring;
    private final boolean isDurable;

    private final Feed feed;
    private final Ledger ledger;
    private final Committer committer;
    private final Step step;
    private final Uptake uptake;
    private final ProgressReader progressReader;

    /** The requests for pages that are under way, by their ids. */
    private final Map<Long, Output.Fetch> underWay = new LinkedHashMap<>();

    private CrawlProgress.State state = CrawlProgress.State.RUNNING;

    /** Whether nothing is to be started; only if the state is {@code RUNNING}. */
    private boolean isPaused;

    private double speed = 1;
    private @Nullable String failure;

    /** Whether nothing may be committed any more: a sink or the store has failed, or the store holds half a step. */
    private boolean cannotCommit;

    private @Nullable TimerHandle wakeup;

    /** Set when the crawl's time is over: ends the wait for the requests under way. */
    private @Nullable TimerHandle grace;

    private boolean isGraceOver;

    private final LatestProgress progress;

    /** Wires the loop. Without a durable store, the frontier's memory is bounded. */
    FrontierLoop(
            Environment environment,
            CrawlOptions options,
            Frontier frontier,
            @Nullable DurableStore store,
            @Nullable MemoryLimit memory,
            ScopeFilter scope,
            CrawlState crawlState,
            Sinks sinks,
            List<FetchLoop> fetchLoops,
            @Nullable HandlerLoop handler,
            Scoring scoring,
            @Nullable PreviousCrawl previous,
            @Nullable InputUrls input) {
        this.loop = environment.deciding();
        this.clock = environment.clock();
        this.frontier = frontier;
        this.memory = memory;
        this.fetchLoops = fetchLoops;
        this.seedSitemaps = new SeedSitemaps(options);
        this.crawlState = crawlState;
        this.isDurable = store != null;
        this.ledger = new Ledger(sinks, crawlState, previous);
        this.committer =
                new Committer(loop, environment.background(), store, sinks, frontier, crawlState, this::outputFailed);
        this.ended = loop.createPromise();
        this.handler = handler;
        this.scoring = scoring;
        this.step = new Step(fetchLoops.size());
        this.uptake = new Uptake(
                frontier,
                step,
                new RobotsRedirects(loop::callLater, this::now, frontier, step),
                null,
                this::step,
                scope,
                crawlState,
                seedSitemaps,
                scoring,
                options.extent().depth(),
                previous,
                this::now);
        this.feed = new Feed(
                loop,
                frontier,
                previous == null ? null : KnownPages.of(previous, options),
                input,
                () -> !ended.done() && state == CrawlProgress.State.RUNNING,
                this::step,
                (links, referrer) -> frontier.onLinks(now(), scoring.scored(links, referrer), referrer, step::add));
        this.progressReader = new ProgressReader(frontier, crawlState);
        this.progress = new LatestProgress(this::snapshot);
    }

    /**
     * Crawls from the seeds, or from where the store stands, to the end. Runs as a task of the loop.
     *
     * @param requests with which the crawl starts, too
     */
    CrawlReport crawl(ListedLinks seeds, RequestedLinks requests) throws Exception {
        step(() -> {
            frontier.onLinks(now(), scoring.scored(requests, null), null, step::add);
            frontier.onLinks(now(), scoring.scored(seeds, null), null, step::add);
            frontier.onLinks(now(), seedSitemaps.customary(), null, step::add);
        });
        feed.start();
        watch();
        CrawlReport.End end = ended.await();
        if (!isDurable) {
            recordUnderWay(end == CrawlReport.End.BUDGET ? SkipReason.BUDGET : SkipReason.STOPPED);
        }
        IOException problem = committer.end(!cannotCommit);
        if (problem != null) {
            outputFailed(problem);
        }
        state = CrawlProgress.State.ENDED;
        progress.renew();
        return report(failure == null ? end : CrawlReport.End.FAILED);
    }

    /** Takes results up. Called on the loop by the fetch loops. */
    void accept(FetchLoop from, List<Result> results) {
        step(() -> {
            results.forEach(this::takeUp);
            from.taken(results);
        });
    }

    /** Starts nothing more, and ends when what is under way has ended, or a little later. Called on the loop. */
    void stop() {
        if (state == CrawlProgress.State.RUNNING) {
            state = CrawlProgress.State.STOPPING;
            loop.callLater(STOP_GRACE, this::endStopped);
            step(() -> {});
        }
    }

    /** Starts nothing more until told otherwise. Called on the loop. */
    void pause(boolean nowPaused) {
        isPaused = nowPaused;
        step(() -> {});
    }

    /** Goes slower or faster. Called on the loop. */
    void speed(double factor) {
        speed = factor;
        step(() -> frontier.speed(factor));
    }

    /** Ends the crawl at once, because a part of it has failed. The first failure is reported. Called on the loop. */
    void fail(String sentence) {
        if (failure == null) {
            failure = sentence;
        }
        end(CrawlReport.End.FAILED);
    }

    /** The latest snapshot. Called from any thread. */
    CrawlProgress progress() {
        return progress.read();
    }

    /** Ends the crawl when its loop has died. Called from another thread, once the loop's thread has ended. */
    CrawlReport reportOfDead(String sentence) {
        failure = sentence;
        try {
            committer.finishDead();
        } catch (IOException e) {
            outputFailed(e);
        }
        state = CrawlProgress.State.ENDED;
        progress.renew();
        return report(CrawlReport.End.FAILED);
    }

    private CrawlReport report(CrawlReport.End end) {
        long handlerFailures = handler == null ? 0 : handler.failures();
        return committer
                .committed()
                .report(
                        end,
                        failure,
                        crawlState.elapsed(),
                        crawlState.seedFates(),
                        handlerFailures,
                        isDurable ? frontier.unsettled() : frontier.counts().queued());
    }

    /** A step in four parts: take something up, let the frontier say what comes next, write, and send. */
    private void step(Runnable input) {
        if (ended.done()) {
            return;
        }
        step.clear();
        try {
            input.run();
            if (state == CrawlProgress.State.RUNNING && !isPaused) {
                frontier.tick(now(), OUTPUTS_PER_TICK, step::add);
            }
            endIfDone();
            write();
            if (!ended.done()) {
                step.send(fetchLoops, fetch -> underWay.put(fetch.id(), fetch));
            }
            sleepUntilDue();
        } catch (Throwable e) {
            stepFailed(e);
        }
    }

    private void stepFailed(Throwable e) {
        step.clear();
        cannotCommit |= isDurable; // the store holds a part of the step
        if (e instanceof UncheckedIOException || e instanceof Scoring.Failure) {
            LOG.warn("a step of the crawl could not be done", e);
        } else if (!(e instanceof OutOfMemoryError)) {
            LOG.error("a step of the crawl failed", e);
        }
        fail(EndSentence.ofStep(e));
    }

    private void write() {
        try {
            ledger.record(step);
            committer.accepted(step);
        } catch (IOException e) {
            outputFailed(e);
        }
    }

    private void outputFailed(IOException e) {
        cannotCommit = true;
        fail("The output cannot be written any more: " + IoReasons.of(e)
                + ". The crawl was stopped; what was written before is whole.");
    }

    /** Puts on record what was still under way at the end, and the skips that were not final yet. */
    private void recordUnderWay(SkipReason reason) {
        step.clear();
        underWay.values().forEach(fetch -> step.add(new Output.Skip(fetch.url(), reason, fetch.referrer())));
        try {
            while (frontier.settle(now(), OUTPUTS_PER_TICK, step::add) == OUTPUTS_PER_TICK) {}
            write();
        } catch (RuntimeException | Error e) {
            stepFailed(e);
        }
    }

    private void takeUp(Result result) {
        if (result instanceof Result.Fetched fetched) {
            underWay.remove(fetched.fetch().id());
        } else if (result instanceof Result.PrivateAddress refused) {
            underWay.remove(refused.fetch().id());
        }
        if (result instanceof Result.Unhandled unhandled) {
            unhandled(unhandled);
        } else {
            uptake.take(result);
        }
    }

    /** The page stays under way, so that a crawl that goes on requests it again. */
    private void unhandled(Result.Unhandled result) {
        String problem = result.problem();
        if (problem == null) {
            endStopped();
        } else {
            fail(problem);
        }
    }

    private void endIfDone() {
        Limit limit = frontier.limitReached(now());
        if (limit == Limit.TIME && grace == null) {
            grace = loop.callLater(STOP_GRACE, () -> step(() -> isGraceOver = true));
        }
        if (frontier.counts().inFlight() > 0 && !isGraceOver) {
            return;
        }
        if (state == CrawlProgress.State.STOPPING) {
            endStopped();
        } else if (limit != null) {
            if (isDurable) {
                end(CrawlReport.End.BUDGET); // the rest stays queued, so that the crawl can go on with higher limits
            } else if (frontier.drain(now(), OUTPUTS_PER_TICK, step::add) < OUTPUTS_PER_TICK) {
                end(CrawlReport.End.BUDGET);
            } else {
                loop.callSoon(() -> step(() -> {}));
            }
        } else if (feed.isAtEnd() && frontier.isDone()) {
            end(CrawlReport.End.DONE);
        }
    }

    private void endStopped() {
        end(failure == null ? CrawlReport.End.STOPPED : CrawlReport.End.FAILED);
    }

    private void end(CrawlReport.End end) {
        if (!ended.done()) {
            ended.setResult(end);
        }
    }

    private void sleepUntilDue() {
        if (wakeup != null) {
            wakeup.cancel();
            wakeup = null;
        }
        if (ended.done() || isPaused || state != CrawlProgress.State.RUNNING) {
            return;
        }
        long due = frontier.nextWakeup(now());
        if (due != Long.MAX_VALUE) {
            wakeup = loop.callLater(Duration.ofNanos(Math.max(0, due - now())), () -> step(() -> {}));
        }
    }

    /** Looks after the crawl a few times a second: publishes progress, and ends it if a part of it has died. */
    private void watch() {
        if (ended.done()) {
            return;
        }
        try {
            progress.look();
            if (isPaused && frontier.limitReached(now()) != null) {
                step(() -> {}); // no timer wakes a crawl that is paused
            }
            if (failure == null && memory != null && memory.isReached(frontier.memoryBytes())) {
                failure = memory.sentence();
                stop();
            }
            for (FetchLoop fetchLoop : fetchLoops) {
                Throwable dead = fetchLoop.failure();
                if (dead != null) {
                    stepFailed(dead);
                }
            }
            loop.callLater(WATCH_EVERY, this::watch);
        } catch (Throwable e) {
            stepFailed(e);
        }
    }

    private CrawlProgress snapshot() {
        boolean pauses = isPaused && state == CrawlProgress.State.RUNNING;
        return progressReader.read(pauses ? CrawlProgress.State.PAUSED : state, speed, now());
    }

    private long now() {
        return clock.epochNanos();
    }
}
