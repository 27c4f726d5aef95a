package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.TimerHandle;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.CrawlFolder;
import ayatori.crawler.frontier.Counts;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.HostState;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.frontier.Verdict;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.sink.JsonLines;
import ayatori.crawler.sink.SkippedRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drives the frontier: takes the results of the fetch loops, writes the output, and sends out what to fetch next.
 *
 * <p>It lives on one loop and works in callbacks, each of which is one step: take a batch of results up, let the frontier
 * say what comes next, hand that out, and set a timer for the time the frontier names.
 */
final class FrontierLoop {
    private static final int OUTPUTS_PER_TICK = 1024;
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(100);

    /** How long a crawl that is told to stop waits for the requests under way. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Frontier frontier;
    private final MemoryLimit memory;
    private final ScopeFilter scope;
    private final @Nullable CrawlFolder out;
    private final List<FetchLoop> fetchLoops;
    private final Promise<CrawlReport.End> ended;
    private final SeedSitemaps seedSitemaps;
    private final SeedFates seedFates;
    private final Tally tally = new Tally();
    private final JsonLines skippedLines = new JsonLines();

    /** What the current step sends to each fetch loop. */
    private final List<List<Output.Command>> batches = new ArrayList<>();

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
            List<FetchLoop> fetchLoops) {
        this.loop = loop;
        this.clock = clock;
        this.frontier = frontier;
        this.memory = memory;
        this.scope = scope;
        this.out = out;
        this.fetchLoops = fetchLoops;
        this.seedSitemaps = new SeedSitemaps(options);
        this.seedFates = new SeedFates(options);
        this.ended = loop.createPromise();
        fetchLoops.forEach(fetchLoop -> batches.add(new ArrayList<>()));
        this.progress = snapshot();
    }

    /** Crawls from the seeds to the end. Runs as a task of the loop. */
    CrawlReport crawl(ListedLinks seeds) throws Exception {
        step(() -> {
            frontier.onLinks(now(), seeds, null, this::output);
            frontier.onLinks(now(), seedSitemaps.customary(), null, this::output);
        });
        publishProgress();
        CrawlReport.End end = ended.await();
        state = CrawlProgress.State.ENDED;
        progress = snapshot();
        return tally.report(end, failure, clock.elapsed(), seedFates);
    }

    /** Takes results up. Called on the loop by the fetch loops. */
    void accept(List<Result> results) {
        step(() -> {
            for (Result result : results) {
                takeUp(result);
            }
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

    /** The latest snapshot. Called from any thread. */
    CrawlProgress progress() {
        return progress;
    }

    // ---- one step

    /** What a step takes up; its output may fail to be written. */
    private interface Input {
        void takeUp() throws IOException;
    }

    private void step(Input input) {
        if (ended.done()) {
            return;
        }
        try {
            input.takeUp();
            if (state == CrawlProgress.State.RUNNING) {
                frontier.tick(now(), OUTPUTS_PER_TICK, this::output);
            }
            endIfDone();
            writeSkipped();
        } catch (IOException e) {
            failure = "The output cannot be written any more: " + CrawlFolder.reason(e)
                    + ". The crawl was stopped; what was written before is whole.";
            end(CrawlReport.End.FAILED);
        } catch (OutOfMemoryError e) {
            // Unlikely, for the memory's limit comes first; but nobody else would end the crawl.
            failure = "The memory is full, so the crawl was ended; what was fetched is written.";
            end(CrawlReport.End.FAILED);
        }
        dispatch();
        sleepUntilDue();
    }

    /**
     * Takes up one result. Not a switch on the type: its first use costs 12 ms of the start, 4 ms with an ahead-of-time
     * cache, against 0.5 ms for this.
     */
    private void takeUp(Result result) throws IOException {
        if (result instanceof Result.Fetched fetched) {
            fetched(fetched);
        } else if (result instanceof Result.PrivateAddress refused) {
            privateAddress(refused);
        } else {
            robots((Result.Robots) result);
        }
    }

    private void fetched(Result.Fetched result) throws IOException {
        Result.Facts facts = result.facts();
        if (seedFates.concern(result.fetch()) && facts.redirectTo() != null && facts.error() == null) {
            scope.addSeed(facts.redirectTo()); // where a seed leads is what its user meant
        }
        Verdict verdict = frontier.onFetched(
                now(),
                result.fetch().id(),
                result.fetch().incarnation(),
                result.outcome(),
                result.links().judgedBy(scope),
                this::output);
        if (verdict == Verdict.FINAL) {
            tally.page(facts);
            seedFates.answered(result.fetch(), facts);
            if (out != null) {
                out.page(result.lines().json(), result.lines().text());
            }
        }
    }

    private void privateAddress(Result.PrivateAddress result) {
        Output.Fetch fetch = result.fetch();
        Verdict verdict = frontier.onFetched(
                now(), fetch.id(), fetch.incarnation(), new Outcome.Failed(false, 0, 0), Links.NONE, this::output);
        if (verdict == Verdict.FINAL) {
            output(new Output.Skip(fetch.url(), SkipReason.PRIVATE_ADDRESS, fetch.referrer()));
        }
    }

    private void robots(Result.Robots result) {
        Output.FetchRobots command = result.command();
        String origin = command.origin();
        RobotsAnswer answer = result.robots().answer();
        String problem = result.robots().problem();
        if (problem != null) {
            seedFates.hostProblem(origin, problem);
        }
        frontier.onRobots(now(), command.id(), command.incarnation(), answer);
        if (seedSitemaps.wantedOf(origin)) {
            frontier.onLinks(now(), seedSitemaps.named(origin, answer), SeedSitemaps.robotsUrl(origin), this::output);
        }
    }

    /** Takes what the frontier says: a command is put into its loop's batch, a skipped URL on record. */
    private void output(Output output) {
        if (output instanceof Output.Command command) {
            batchFor(command.origin(), command.slot()).add(command);
        } else if (output instanceof Output.Skip(String url, SkipReason reason, String referrer)) {
            tally.skip(reason);
            new SkippedRecord(url, reason, referrer).writeJson(skippedLines);
            seedFates.skipped(url, reason, referrer);
        }
    }

    /**
     * A host's first connection lives on the host's own loop, the next on the next loop, and so on: a host that is asked one
     * thing at a time stays on one loop, a busy one uses all cores, and it never has more connections than requests under way.
     */
    private List<Output.Command> batchFor(String origin, int slot) {
        return batches.get(Math.floorMod(origin.hashCode() + slot, batches.size()));
    }

    private void dispatch() {
        for (int i = 0; i < batches.size(); i++) {
            List<Output.Command> batch = batches.get(i);
            if (!batch.isEmpty()) {
                fetchLoops.get(i).send(batch);
                batches.set(i, new ArrayList<>());
            }
        }
    }

    private void writeSkipped() throws IOException {
        if (out != null) {
            out.skipped(skippedLines);
        }
        skippedLines.clear();
    }

    private void endIfDone() {
        if (frontier.counts().inFlight() > 0) {
            return;
        }
        if (state == CrawlProgress.State.STOPPING) {
            endStopped();
        } else if (frontier.limitReached(now()) != null) {
            if (frontier.drain(now(), OUTPUTS_PER_TICK, this::output) < OUTPUTS_PER_TICK) {
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

    private void publishProgress() {
        if (!ended.done()) {
            progress = snapshot();
            if (failure == null && memory.isReached(progress.hosts())) {
                failure = memory.sentence();
                stop();
            }
            loop.callLater(PROGRESS_EVERY, this::publishProgress);
        }
    }

    private CrawlProgress snapshot() {
        Counts counts = frontier.counts();
        long now = now();
        List<CrawlProgress.Host> busiest = new ArrayList<>();
        for (HostState host : frontier.busiestHosts(10)) {
            busiest.add(new CrawlProgress.Host(
                    host.origin(),
                    host.queued(),
                    host.inFlight(),
                    Duration.ofNanos(Math.max(0, host.blockedUntilNanos() - now))));
        }
        return new CrawlProgress(
                state,
                tally.pages(),
                tally.bytes(),
                counts.queued(),
                counts.inFlight(),
                tally.errors(),
                tally.skippedTotal(),
                counts.hosts(),
                clock.elapsed(),
                busiest);
    }

    private long now() {
        return clock.epochNanos();
    }
}
