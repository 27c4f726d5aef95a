package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.SkipReason;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.frontier.Verdict;
import ayatori.crawler.read.FetchedLinks;
import ayatori.crawler.read.FoundLinks;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.web.url.Url;
import java.io.IOException;
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

    /** How long a crawl that is told to stop waits for the requests under way. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Frontier frontier;
    private final MemoryLimit memory;
    private final ScopeFilter scope;
    private final List<FetchLoop> fetchLoops;
    private final Promise<CrawlReport.End> ended;
    private final SeedSitemaps seedSitemaps;
    private final SeedFates seedFates;
    private final CookieWalls cookieWalls = new CookieWalls();
    private final RobotsRedirects robotsRedirects;
    private final @Nullable HandlerLoop handler;

    private final Ledger ledger;
    private final Step step;

    /** The requests for pages that are under way, by their ids. */
    private final Map<Long, Output.Fetch> underWay = new LinkedHashMap<>();

    private CrawlProgress.State state = CrawlProgress.State.RUNNING;
    private @Nullable String failure;
    private @Nullable TimerHandle wakeup;

    /** Read by any thread. */
    private volatile CrawlProgress progress;

    FrontierLoop(
            EventLoop loop,
            CrawlClock clock,
            CrawlOptions options,
            Frontier frontier,
            MemoryLimit memory,
            ScopeFilter scope,
            @Nullable CrawlFolder out,
            List<FetchLoop> fetchLoops,
            @Nullable HandlerLoop handler) {
        this.loop = loop;
        this.clock = clock;
        this.frontier = frontier;
        this.memory = memory;
        this.scope = scope;
        this.fetchLoops = fetchLoops;
        this.seedSitemaps = new SeedSitemaps(options);
        this.seedFates = new SeedFates(options);
        this.robotsRedirects = new RobotsRedirects(loop, clock, frontier, fetchLoops);
        this.ledger = new Ledger(out, seedFates);
        this.ended = loop.createPromise();
        this.handler = handler;
        this.step = new Step(fetchLoops.size());
        this.progress = snapshot();
    }

    /** Crawls from the seeds to the end. Runs as a task of the loop. */
    CrawlReport crawl(ListedLinks seeds) throws Exception {
        step(() -> {
            frontier.onLinks(now(), seeds, null, step::add);
            frontier.onLinks(now(), seedSitemaps.customary(), null, step::add);
        });
        watch();
        CrawlReport.End end = ended.await();
        recordUnderWay();
        state = CrawlProgress.State.ENDED;
        progress = snapshot();
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

    /** Ends the crawl at once, because a part of it has failed. Called on the loop. */
    void fail(String sentence) {
        failure = sentence;
        end(CrawlReport.End.FAILED);
    }

    /** The latest snapshot. Called from any thread. */
    CrawlProgress progress() {
        return progress;
    }

    /** Ends the crawl when its loop has died. Called from another thread, once the loop's thread has ended. */
    CrawlReport reportOfDead(String sentence) {
        failure = sentence;
        commit();
        state = CrawlProgress.State.ENDED;
        progress = snapshot();
        return report(CrawlReport.End.FAILED);
    }

    private CrawlReport report(CrawlReport.End end) {
        long handlerFailures = handler == null ? 0 : handler.failures();
        return ledger.committed().report(end, failure, clock.elapsed(), seedFates, handlerFailures);
    }

    // ---- one step

    /** A step in four parts: take something up, let the frontier say what comes next, write, and send. */
    private void step(Runnable input) {
        if (ended.done()) {
            return;
        }
        step.clear();
        try {
            input.run();
            if (state == CrawlProgress.State.RUNNING) {
                frontier.tick(now(), OUTPUTS_PER_TICK, step::add);
            }
            endIfDone();
            write();
            send();
            sleepUntilDue();
        } catch (Throwable e) {
            stepFailed(e);
        }
    }

    private void stepFailed(Throwable e) {
        step.clear();
        if (e instanceof OutOfMemoryError) {
            // The limit on memory should come first.
            fail("The memory is full, so the crawl was ended; what was written before is whole.");
        } else {
            LOG.error("a step of the crawl failed", e);
            fail("The crawl was ended by a defect of the crawler (" + e + "); what was written before is whole.");
        }
    }

    private void write() {
        try {
            ledger.record(step);
            if (state == CrawlProgress.State.STOPPING || ended.done()) {
                ledger.commit(); // there may be no other chance
            }
        } catch (IOException e) {
            outputFailed(e);
        }
    }

    private void commit() {
        try {
            ledger.commit();
        } catch (IOException e) {
            outputFailed(e);
        }
    }

    private void outputFailed(IOException e) {
        fail("The output cannot be written any more: " + CrawlFolder.reason(e)
                + ". The crawl was stopped; what was written before is whole.");
    }

    /** Puts on record what was still under way at the end, and the skips that were not final yet. */
    private void recordUnderWay() {
        step.clear();
        for (Output.Fetch fetch : underWay.values()) {
            step.add(new Output.Skip(fetch.url(), SkipReason.STOPPED, fetch.referrer()));
        }
        try {
            while (frontier.settle(now(), OUTPUTS_PER_TICK, step::add) == OUTPUTS_PER_TICK) {}
            write();
        } catch (RuntimeException | Error e) {
            stepFailed(e);
        }
    }

    /**
     * Takes up one result. Not a switch on the type: its first use costs 12 ms of the start, 4 ms with an ahead-of-time
     * cache, against 0.5 ms for this.
     */
    private void takeUp(Result result) {
        if (result instanceof Result.Fetched fetched) {
            fetched(fetched);
        } else if (result instanceof Result.Listed listed) {
            listed(listed.fetch(), listed.links());
        } else if (result instanceof Result.PrivateAddress refused) {
            privateAddress(refused);
        } else {
            robots((Result.Robots) result);
        }
    }

    private void fetched(Result.Fetched result) {
        underWay.remove(result.fetch().id());
        Result.Facts facts = result.facts();
        if (seedFates.concern(result.fetch()) && facts.redirectTo() != null && facts.error() == null) {
            scope.addSeed(facts.redirectTo()); // where a seed leads is what its user meant
        }
        Verdict verdict = frontier.onFetched(
                now(),
                result.fetch().id(),
                result.fetch().incarnation(),
                result.outcome(),
                linksOf(result).judgedBy(scope),
                step::add);
        if (verdict == Verdict.FINAL) {
            step.page(result);
        }
    }

    private FetchedLinks linksOf(Result.Fetched result) {
        if (result.links() instanceof ListedLinks listed) {
            return seedSitemaps.admitted(listed);
        }
        String target = result.facts().redirectTo();
        if (target != null
                && result.links() instanceof FoundLinks found
                && cookieWalls.leadsThrough(
                        result.fetch().url(), target, result.facts().setsCookie())) {
            found.again();
        }
        return result.links();
    }

    private void listed(Output.Fetch sitemap, ListedLinks links) {
        frontier.onLinks(now(), seedSitemaps.admitted(links).judgedBy(scope), sitemap.url(), step::add);
    }

    private void privateAddress(Result.PrivateAddress result) {
        Output.Fetch fetch = result.fetch();
        underWay.remove(fetch.id());
        Verdict verdict = frontier.onFetched(
                now(), fetch.id(), fetch.incarnation(), new Outcome.Failed(false, 0, 0), Links.NONE, step::add);
        if (verdict == Verdict.FINAL) {
            step.add(new Output.Skip(fetch.url(), SkipReason.PRIVATE_ADDRESS, fetch.referrer()));
        }
    }

    private void robots(Result.Robots result) {
        Output.FetchRobots command = result.command();
        String origin = command.origin();
        if (result.robots() instanceof RobotsFetch.Moved(Url location)) {
            if (!robotsRedirects.follow(command, location, this::step)) {
                robots(new Result.Robots(command, new RobotsFetch.Answered(new RobotsAnswer.None(0), null)));
            }
            return;
        }
        robotsRedirects.ended(command);
        RobotsFetch.Answered answered = (RobotsFetch.Answered) result.robots();
        RobotsAnswer answer = answered.answer();
        String problem = answered.problem();
        if (problem != null) {
            seedFates.hostProblem(origin, problem);
        }
        frontier.onRobots(now(), command.id(), command.incarnation(), answer);
        if (seedSitemaps.wantedOf(origin)) {
            frontier.onLinks(now(), seedSitemaps.named(origin, answer), SeedSitemaps.robotsUrl(origin), step::add);
        }
    }

    private void send() {
        if (ended.done()) {
            return;
        }
        for (int i = 0; i < fetchLoops.size(); i++) {
            List<Output.Command> commands = step.takeCommands(i);
            if (!commands.isEmpty()) {
                for (Output.Command command : commands) {
                    if (command instanceof Output.Fetch fetch) {
                        underWay.put(fetch.id(), fetch);
                    }
                }
                fetchLoops.get(i).send(commands);
            }
        }
    }

    private void endIfDone() {
        if (frontier.counts().inFlight() > 0) {
            return;
        }
        if (state == CrawlProgress.State.STOPPING) {
            endStopped();
        } else if (frontier.limitReached(now()) != null) {
            if (frontier.drain(now(), OUTPUTS_PER_TICK, step::add) < OUTPUTS_PER_TICK) {
                end(CrawlReport.End.BUDGET);
            } else {
                loop.callSoon(() -> step(() -> {}));
            }
        } else if (frontier.isDone()) {
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
        if (ended.done() || state != CrawlProgress.State.RUNNING) {
            return;
        }
        long due = frontier.nextWakeup(now());
        if (due != Long.MAX_VALUE) {
            wakeup = loop.callLater(Duration.ofNanos(Math.max(0, due - now())), () -> step(() -> {}));
        }
    }

    // ---- progress

    /** Looks after the crawl a few times a second: publishes progress, commits, and ends it if a part of it has died. */
    private void watch() {
        if (ended.done()) {
            return;
        }
        try {
            progress = snapshot();
            commit();
            if (failure == null && memory.isReached(frontier.memoryBytes())) {
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
        return ledger.recorded().progress(state, frontier, clock);
    }

    private long now() {
        return clock.epochNanos();
    }
}
