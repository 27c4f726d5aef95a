package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What to request next: a state machine over an ordered key-value store.
 *
 * <p>It is told what happened and answers with what is to be done. It starts no thread, does no I/O, reads no clock and
 * takes its randomness from the generator it is given; the same inputs over the same store give the same outputs. All of
 * its methods are called from one thread. {@linkplain ayatori.crawler.frontier The package's page} tells the life of a
 * URL in it.
 *
 * <p><b>Steps.</b> Each of {@link #onLinks}, {@link #onFetched}, {@link #onRobots}, {@link #tick}, {@link #drain} and
 * {@link #settle} is one step: a batch of puts, visible at once, and outputs, handed to a consumer in order. The consumer
 * must not call back. Between two steps, when it likes, the driver calls {@link #save} and commits the store, together with
 * what it made of the outputs. A crash then takes both back to the same step, and {@link #open} goes on from there.
 *
 * <p><b>Time</b> is wall-clock time in nanoseconds since the epoch, since delays outlive the process. A time that is
 * earlier than one already given counts as that one.
 */
public final class Frontier implements AutoCloseable {
    /** Pages reopened within one tick; each costs about as much as taking up a page's links. */
    private static final int REOPENED_PER_TICK = 100;

    /** Hosts that are loaded when the frontier is opened, so that a small crawl knows at once when its hosts are due. */
    private static final int LOADED_ON_OPENING = 1_000;

    private final FrontierOptions options;
    private final Retries retries;
    private final Gates gates;
    private final HostTable hosts;
    private final UrlQueue queue;
    private final Intake intake;
    private final Robots robots;
    private final Totals totals;
    private final InFlight inFlight;
    private final Turns turns;
    private long nowNanos;

    private Frontier(
            KeyValueStore store,
            FrontierOptions options,
            HostRules.Parser parser,
            UrlJudge judge,
            RandomGenerator random) {
        this.options = options;
        retries = new Retries(options.access(), random);
        var keys = new Keys();
        var writer = new ByteWriter();
        gates = new Gates(options);
        hosts = new HostTable(store, options, writer, gates);
        queue = new UrlQueue(store, keys, writer, options, hosts);
        intake = new Intake(store, keys, options, judge, hosts, queue, this::touch);
        totals = intake.totals();
        robots = new Robots(store, keys, options, parser, this::rulesEvicted);
        inFlight = new InFlight(store, keys, writer, options);
        turns = new Turns(options, queue, robots, intake, inFlight, gates, hosts);
    }

    /**
     * Opens a frontier whose scope never grows. Otherwise as {@link #open(KeyValueStore, FrontierOptions,
     * HostRules.Parser, UrlJudge, RandomGenerator, long)}.
     */
    public static Frontier open(
            KeyValueStore store,
            FrontierOptions options,
            HostRules.Parser parser,
            RandomGenerator random,
            long nowNanos) {
        return open(store, options, parser, UrlJudge.FIXED_SCOPE, random, nowNanos);
    }

    /**
     * Opens a frontier over a store: a new one, or one that a frontier has left at the end of any step.
     *
     * <p>What was under way then is queued again, and no host is asked before one delay has passed. Opening is itself a
     * step.
     *
     * @param parser reads robots.txt
     * @param judge judges again what was out of scope before all seeds were answered
     * @param random for the jitter of retries
     */
    public static Frontier open(
            KeyValueStore store,
            FrontierOptions options,
            HostRules.Parser parser,
            UrlJudge judge,
            RandomGenerator random,
            long nowNanos) {
        var frontier = new Frontier(store, options, parser, judge, random);
        frontier.nowNanos = nowNanos;
        frontier.recover(random);
        return frontier;
    }

    /** Opens the frontier of a crawl that an earlier process began: hosts that the store does not know wait one delay too. */
    public static Frontier resume(
            KeyValueStore store,
            FrontierOptions options,
            HostRules.Parser parser,
            UrlJudge judge,
            RandomGenerator random,
            long nowNanos) {
        Frontier frontier = open(store, options, parser, judge, random, nowNanos);
        frontier.hosts.resumed();
        return frontier;
    }

    /** The number of this opening; every output and input that belongs to a request carries it. */
    public long incarnation() {
        return totals.incarnation();
    }

    /**
     * Takes up links that belong to no fetched page: seeds, and the sitemaps that a robots.txt names.
     *
     * @param referrer where they were found; null for seeds
     */
    public void onLinks(long now, Links links, @Nullable String referrer, Consumer<? super Output> out) {
        advance(now);
        intake.takeUp(links, null, referrer, out);
        flush();
    }

    /**
     * Takes up links that other shards have {@linkplain Output.Forward forwarded}. A batch that is taken up twice changes nothing the
     * second time.
     *
     * @param batch as {@link ForwardedLinks#toBytes} gave it
     * @throws OtherVersionException if another version of Ayatori wrote it
     */
    public void onForwarded(long now, byte[] batch, Consumer<? super Output> out) {
        advance(now);
        for (ForwardedLink link : ForwardedLinks.read(batch)) {
            intake.takeForwarded(link, out);
        }
        flush();
    }

    /**
     * Says whether the other shards of the crawl have nothing left to do, and no links are on their way. Only then do skips that a
     * better link could revoke become final. A frontier without other shards need not be told.
     */
    public void crawlIsIdle(boolean isIdle) {
        intake.crawlIsIdle(isIdle);
    }

    /**
     * Says how many pages may be requested from now on, besides those under way and requisites: for a part of a crawl whose limit
     * of pages its driver holds. It stays as said until it is said otherwise.
     */
    public void mayRequestPages(long count) {
        long known = totals.pagesAnswered() + turns.pagesUnderWay();
        totals.pagesMax(count > Long.MAX_VALUE - known ? Long.MAX_VALUE : known + count);
    }

    /** Requisites that wait or are under way. */
    public long openRequisites() {
        return totals.openRequisites();
    }

    /**
     * Takes up how a request ended, and what the page links to.
     *
     * @param id {@link Output.Fetch#id}
     * @param incarnation {@link Output.Fetch#incarnation}
     * @param links the page's links. They are ignored unless the verdict is {@link Verdict#FINAL}
     * @return whether to write the URL's record
     */
    public Verdict onFetched(
            long now, long id, long incarnation, Outcome outcome, Links links, Consumer<? super Output> out) {
        advance(now);
        Request request = request(id, incarnation);
        UrlEntry entry = request == null ? null : inFlight.endPage(request, nowNanos);
        if (request == null || entry == null) {
            return Verdict.STALE;
        }
        Host host = request.host();
        totals.received(outcome.bytes());
        turns.ended(host, addressOf(outcome), nowNanos);
        boolean blocked = host.pace().learn(nowNanos, outcome);
        Verdict verdict;
        if (outcome instanceof Outcome.SentBack && entry.redirects() < Outcome.SentBack.SENT_BACK_MAX) {
            queue.putBack(host, entry.sentBack());
            verdict = Verdict.RETRY;
        } else if (retries.mayRetry(entry, outcome)) {
            // A block holds the whole host back, so its URL needs no wait of its own.
            long wait = blocked ? 0 : retries.waitNanos(entry.attempts());
            queue.appendDue(host, entry.retriedAt(Nanos.after(nowNanos, wait), Attempt.ended(nowNanos, outcome)));
            verdict = Verdict.RETRY;
        } else {
            if (!(outcome instanceof Outcome.Failed) && !entry.isRequisite()) {
                totals.answered();
                host.pageAnswered();
            }
            intake.end(entry);
            intake.takeUp(links, entry, entry.url(), out);
            verdict = Verdict.FINAL;
        }
        touch(host);
        flush();
        return verdict;
    }

    /**
     * Takes up what came of asking a host for its robots.txt.
     *
     * @param id {@link Output.FetchRobots#id}
     * @param incarnation {@link Output.FetchRobots#incarnation}
     * @return whether it answers a request that was under way; a late or second answer is ignored
     */
    public boolean onRobots(long now, long id, long incarnation, RobotsAnswer answer) {
        advance(now);
        Request request = request(id, incarnation);
        if (request == null || !inFlight.endRobots(request, nowNanos)) {
            return false;
        }
        Host host = request.host();
        turns.ended(host, answer.address(), nowNanos);
        if (answer instanceof RobotsAnswer.Parsed parsed) {
            robots.parsed(host, parsed.rules());
            turns.judgeNext(host, nowNanos);
            touch(host);
            flush();
            return true;
        }
        // Not a switch on the type, which costs milliseconds of the start when it is first used.
        if (answer instanceof RobotsAnswer.Rules rules) {
            robots.learn(host, rules, nowNanos);
            turns.judgeNext(host, nowNanos);
        } else if (answer instanceof RobotsAnswer.None) {
            robots.learnNone(host, nowNanos);
        } else if (answer instanceof RobotsAnswer.NoHost) {
            robots.learnNoHost(host, nowNanos);
        } else {
            int failures = host.robots().failures();
            if (robots.failed(host, nowNanos)) {
                host.robots().retryAt(Nanos.after(nowNanos, retries.waitNanos(failures)));
            }
        }
        // After the rules are known, so that their Crawl-delay counts from the end of this very request.
        host.pace().learn(nowNanos, answer);
        touch(host);
        flush();
        return true;
    }

    /** Whether a host is this frontier's, and not another shard's. */
    public boolean owns(String origin) {
        return intake.owns(origin);
    }

    /**
     * Takes a turn of a host for a request that is not in its queue: for a robots.txt that another redirects to.
     *
     * @param origin the host, {@code scheme://host[:port]}
     * @return when the request may start. If that is not after {@code now}, it counts as started
     */
    public long takeTurn(long now, String origin) {
        advance(now);
        Host host = hosts.of(origin);
        gates.update(host.name());
        long start = Gates.openAtNanos(host.name());
        if (start <= nowNanos) {
            host.pace().started(nowNanos);
            touch(host);
        }
        flush();
        return start;
    }

    /**
     * Lets time pass: starts what may be started now, and puts skips on record that have become final.
     *
     * @param budget outputs to give at most
     * @return how many were given. {@link #nextWakeup} tells whether there is more to do at once
     */
    public int tick(long now, int budget, Consumer<? super Output> out) {
        advance(now);
        if (totals.limitReached(nowNanos) != null) {
            return 0;
        }
        intake.reopen(REOPENED_PER_TICK, out);
        int given = turns.serve(nowNanos, budget, this::touch, out);
        given += intake.settleScope(budget - given, out);
        if (isIdle()) {
            given += intake.settleLinks(budget - given, out);
        }
        flush();
        return given;
    }

    /**
     * Gives up what is queued, as {@link SkipReason#BUDGET}, and puts all deferred skips on record: for a crawl in memory,
     * which cannot go on later. With a durable store it is not called, and everything stays queued. Called once a
     * {@linkplain #limitReached limit} is reached, again after each further result, until nothing is queued.
     *
     * @param budget outputs to give at most
     * @return how many were given; fewer than the budget when nothing is left
     */
    public int drain(long now, int budget, Consumer<? super Output> out) {
        advance(now);
        intake.giveUpReopening();
        int given = 0;
        for (int id = queue.anyHost(); given < budget && id >= 0; id = queue.anyHost()) {
            Host host = hosts.get(id);
            UrlEntry entry = queue.take(host, Nanos.NEVER);
            if (entry == null) {
                throw new IllegalStateException("a host counts URLs that it does not have: " + host.origin());
            }
            if (!intake.requisites().dropIfPage(entry)) {
                intake.skip(entry, SkipReason.BUDGET, null, out);
            }
            given++;
            touch(host);
        }
        given += intake.settleDeferred(budget - given, out);
        flush();
        return given;
    }

    /**
     * Puts the deferred skips on record, final or not: for a crawl that is stopped before its end.
     *
     * @param budget outputs to give at most
     * @return how many were given; fewer than the budget when nothing is left
     */
    public int settle(long now, int budget, Consumer<? super Output> out) {
        advance(now);
        int given = intake.settleDeferred(budget, out);
        flush();
        return given;
    }

    /**
     * Goes slower or faster from the next tick on. Slower, delays grow and fewer requests run at a time. Faster, more requests
     * run at a time over all hosts; delays and the limits of a host stay.
     *
     * @param factor 1 for what the options say, above zero
     */
    public void speed(double factor) {
        hosts.speed().change(factor);
    }

    /** When {@link #tick} is due at the latest, if nothing else happens before: a time, {@code Long.MAX_VALUE} for never. */
    public long nextWakeup(long now) {
        advance(now);
        if (totals.limitReached(nowNanos) != null) {
            return Nanos.NEVER;
        }
        if (intake.mustSettle(isIdle()) || intake.mustReopen()) {
            return nowNanos;
        }
        return Math.min(Math.max(nowNanos, turns.nextNanos()), options.extent().deadlineNanos());
    }

    /** Whether nothing is queued, nothing is under way, and every skip is on record. */
    public boolean isDone() {
        return isIdle() && !intake.hasDeferred();
    }

    /** Which limit of the whole crawl is reached; null while none is. From then on nothing more is started. */
    public @Nullable Limit limitReached(long now) {
        advance(now);
        return totals.limitReached(nowNanos);
    }

    /** What there is to do and what has been done. */
    public Counts counts() {
        return new Counts(
                queue.size(),
                inFlight.size(),
                hosts.size(),
                totals.pagesAnswered(),
                totals.bytesReceived(),
                queue.retries(),
                inFlight.oldestStartNanos());
    }

    /**
     * How many URLs are known that are neither answered nor skipped: those that wait, those under way, and those whose skip
     * may yet be revoked. Reads all of the latter; for the end of a crawl.
     */
    public long unsettled() {
        return queue.size() + inFlight.pages() + intake.deferred();
    }

    /** About how many bytes of the Java heap the frontier takes besides its store. */
    public long memoryBytes() {
        return hosts.memoryBytes() + robots.memoryBytes() + intake.seen().heapBytes();
    }

    /**
     * Puts what the last steps have only noted into the store: which URLs are known. Called before each commit, by the
     * thread that calls the other methods, so that the commit holds whole steps.
     */
    public void save() {
        intake.seen().save();
    }

    /** Frees the memory outside of the Java heap. No other method may be called then. */
    @Override
    public void close() {
        intake.seen().close();
    }

    /**
     * The hosts with the most requests under way and the most queued, busiest first: out of those that have requests
     * under way, those that are next, and those that wait for their neighbours. How long it takes does not grow with the
     * number of hosts.
     */
    public List<HostState> busiestHosts(long now, int count) {
        advance(now);
        return turns.busiest(count, nowNanos).toList();
    }

    private static @Nullable InetAddress addressOf(Outcome outcome) {
        Outcome.Answered answered = outcome.answered();
        return answered == null ? null : answered.address();
    }

    private boolean isIdle() {
        return queue.size() == 0 && inFlight.size() == 0 && !intake.mustReopen();
    }

    private @Nullable Request request(long id, long incarnation) {
        return incarnation == totals.incarnation() ? inFlight.get(id) : null;
    }

    private void recover(RandomGenerator random) {
        totals.open(nowNanos);
        intake.open(random);
        hosts.open(nowNanos, totals.incarnation(), this::adopt, this::loaded);
        inFlight.recover(hosts, queue, host -> turns.place(host, nowNanos));
        for (int id = queue.hostAfter(-1), i = 0;
                id >= 0 && i < Math.min(LOADED_ON_OPENING, options.hostsInMemory());
                id = queue.hostAfter(id), i++) {
            turns.place(hosts.get(id), nowNanos);
        }
        flush();
    }

    private void adopt(int id, HostRecord record) {
        queue.adopt(id, record);
        if (record.queued() > 0) {
            turns.adopt(id, nowNanos);
        }
    }

    private void loaded(Host host) {
        queue.loaded(host);
        robots.loaded(host);
        turns.loaded(host);
    }

    private void rulesEvicted(int id) {
        Host host = hosts.get(id);
        host.robots().evicted();
        touch(host);
    }

    private void advance(long now) {
        nowNanos = Math.max(nowNanos, now);
        hosts.advance(nowNanos);
    }

    /** Notes that a host has changed: its record is old, and its turn may come earlier or later. */
    private void touch(Host host) {
        hosts.touch(host);
        turns.place(host, nowNanos);
    }

    private void flush() {
        hosts.flush();
        totals.flush();
    }
}
