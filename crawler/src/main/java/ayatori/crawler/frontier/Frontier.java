package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What to request next: a state machine over an ordered key-value store.
 *
 * <p>It is told what happened and answers with what is to be done. It starts no thread, does no I/O, reads no clock and
 * draws chance only from the generator it is given; the same inputs over the same store give the same outputs. All of
 * its methods are called from one thread. {@linkplain ayatori.crawler.frontier The package's page} tells the life of a
 * URL in it.
 *
 * <p><b>Steps.</b> Each of {@link #onLinks}, {@link #onFetched}, {@link #onRobots}, {@link #tick} and {@link #drain} is
 * one step: a batch of puts, visible at once, and outputs, handed to a consumer in order. The consumer must not call
 * back. Whoever drives the machine commits the store between two steps, when it likes, together with what it made of
 * the outputs. A crash then takes both back to the same step, and {@link #open} goes on from there.
 *
 * <p><b>Time</b> is wall-clock time in nanoseconds since the epoch, since delays outlive the process. A time that is
 * earlier than one already given counts as that one.
 */
public final class Frontier {
    private final FrontierOptions options;
    private final Retries retries;
    private final HostTable hosts;
    private final UrlQueue queue;
    private final SeenSet seen;
    private final Robots robots;
    private final Totals totals;
    private final Schedule schedule = new Schedule();
    private final InFlight inFlight;
    private int drainCursor;
    private long nowNanos;

    private Frontier(KeyValueStore store, FrontierOptions options, HostRules.Parser parser, RandomGenerator random) {
        this.options = options;
        retries = new Retries(options, random);
        var keys = new Keys();
        var writer = new ByteWriter();
        hosts = new HostTable(store, options, writer);
        queue = new UrlQueue(store, keys, writer);
        seen = new SeenSet(store, keys);
        robots = new Robots(store, keys, options, parser);
        inFlight = new InFlight(store, keys, writer);
        totals = new Totals(store, options, writer);
    }

    /**
     * Opens a frontier over a store: a new one, or one that a frontier has left at the end of any step.
     *
     * <p>What was under way then is queued again, and no host is asked before one delay has passed. Opening is itself a
     * step.
     *
     * @param parser reads robots.txt
     * @param random for the jitter of retries
     */
    public static Frontier open(
            KeyValueStore store,
            FrontierOptions options,
            HostRules.Parser parser,
            RandomGenerator random,
            long nowNanos) {
        var frontier = new Frontier(store, options, parser, random);
        frontier.nowNanos = nowNanos;
        frontier.recover();
        return frontier;
    }

    /** The number of this opening; every output and input that belongs to a request carries it. */
    public long incarnation() {
        return totals.incarnation();
    }

    /**
     * Takes up links that belong to no fetched page: seeds, and what a sitemap lists.
     *
     * @param referrer where they were found; null for seeds
     */
    public void onLinks(long now, Links links, @Nullable String referrer, Consumer<? super Output> out) {
        advance(now);
        takeUp(links, referrer, out);
        flush();
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
        UrlEntry entry = request == null ? null : inFlight.endPage(request);
        if (request == null || entry == null) {
            return Verdict.STALE;
        }
        Host host = request.host();
        totals.received(outcome.bytes());
        boolean blocked = host.pace().learn(nowNanos, outcome);
        Verdict verdict;
        if (retries.mayRetry(entry, outcome)) {
            // A block holds the whole host back, so its URL needs no wait of its own.
            long wait = blocked ? 0 : retries.waitNanos(entry.attempts());
            queue.appendDue(host, entry.retriedAt(Nanos.after(nowNanos, wait)));
            verdict = Verdict.RETRY;
        } else {
            if (outcome instanceof Outcome.Answered) {
                totals.answered();
                host.pageAnswered();
            }
            takeUp(links, entry.url(), out);
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
        if (request == null || !inFlight.endRobots(request)) {
            return false;
        }
        Host host = request.host();
        if (answer instanceof RobotsAnswer.Unreachable unreachable) {
            host.pace().failed(unreachable.elapsedNanos());
            if (unreachable.retryAfter() != null) {
                host.pace().block(nowNanos, unreachable.retryAfter());
            }
            int failures = host.robots().failures();
            if (robots.failed(host, nowNanos)) {
                host.pace().waitUntil(Nanos.after(nowNanos, retries.waitNanos(failures)));
            }
        } else {
            host.pace().answered(answer.elapsedNanos(), true);
            if (answer instanceof RobotsAnswer.Rules rules) {
                robots.learn(host, rules.text(), nowNanos);
            } else {
                robots.learnNone(host, nowNanos);
            }
        }
        // After the rules are known, so that their Crawl-delay counts from the end of this very request.
        host.pace().ended(nowNanos);
        touch(host);
        flush();
        return true;
    }

    /**
     * Lets time pass: starts what may be started now.
     *
     * @param budget outputs to give at most
     * @return how many were given; if it is the whole budget there may be more at once
     */
    public int tick(long now, int budget, Consumer<? super Output> out) {
        advance(now);
        if (totals.limitReached(nowNanos) != null) {
            return 0;
        }
        schedule.promote(nowNanos);
        int given = 0;
        while (given < budget && hasCapacity()) {
            Host host = schedule.takeReady();
            if (host == null) {
                break;
            }
            given += serve(host, budget - given, out);
            touch(host);
        }
        flush();
        return given;
    }

    /**
     * Gives up what is queued, as {@link SkipReason#BUDGET}. Called once a {@linkplain #limitReached limit} is reached,
     * again after each further result, until nothing is queued.
     *
     * @param budget outputs to give at most
     * @return how many were given; fewer than the budget when nothing is left
     */
    public int drain(long now, int budget, Consumer<? super Output> out) {
        advance(now);
        int given = 0;
        while (given < budget && queue.size() > 0) {
            Host host = hosts.get(drainCursor);
            UrlEntry entry = queue.take(host, Nanos.NEVER);
            if (entry == null) {
                drainCursor = (drainCursor + 1) % hosts.size();
                continue;
            }
            out.accept(new Output.Skip(entry.url(), SkipReason.BUDGET, entry.referrer()));
            given++;
            touch(host);
        }
        flush();
        return given;
    }

    /** When {@link #tick} is due at the latest, if nothing else happens before: a time, {@code Long.MAX_VALUE} for never. */
    public long nextWakeup(long now) {
        advance(now);
        if (totals.limitReached(nowNanos) != null) {
            return Nanos.NEVER;
        }
        long start = hasCapacity() ? Math.max(nowNanos, schedule.nextNanos()) : Nanos.NEVER;
        return Math.min(start, options.extent().deadlineNanos());
    }

    /** Whether nothing is queued and nothing is under way. */
    public boolean isDone() {
        return queue.size() == 0 && inFlight.size() == 0;
    }

    /** Which limit of the whole crawl is reached; null while none is. From then on nothing more is started. */
    public @Nullable Limit limitReached(long now) {
        advance(now);
        return totals.limitReached(nowNanos);
    }

    /** What there is to do and what has been done. */
    public Counts counts() {
        return new Counts(queue.size(), inFlight.size(), hosts.size(), totals.pagesAnswered(), totals.bytesReceived());
    }

    /** The hosts with the most requests under way and the most queued, busiest first. Looks at every host. */
    public List<HostState> busiestHosts(int count) {
        return hosts.busiest(count);
    }

    private void takeUp(Links links, @Nullable String referrer, Consumer<? super Output> out) {
        for (int i = 0; i < links.size(); i++) {
            long high = links.fingerprintHigh(i);
            long low = links.fingerprintLow(i);
            SeenSet.State state = seen.state(high, low);
            if (state == SeenSet.State.TAKEN || state == SeenSet.State.SKIPPED) {
                continue;
            }
            SkipReason reason = links.skipReason(i);
            Host host = null;
            if (reason == null) {
                host = hosts.of(links.origin(i));
                if (host.pagesAnswered() >= options.extent().pagesPerHostMax()) {
                    reason = SkipReason.HOST_LIMIT;
                }
            }
            if (reason == null && host != null) {
                seen.take(high, low);
                queue.append(
                        host,
                        new UrlEntry(
                                links.url(i), referrer, links.depth(i), links.redirects(i), links.isSitemap(i), 0, 0));
                touch(host);
            } else if (reason != null && state == SeenSet.State.NEW) {
                seen.skip(high, low, reason);
                out.accept(new Output.Skip(links.url(i), reason, referrer));
            }
        }
    }

    /** Gives a host its turn: one request, or as many URLs as it must skip. Returns the number of outputs. */
    private int serve(Host host, int budget, Consumer<? super Output> out) {
        int given = 0;
        while (given < budget) {
            boolean isFull = host.pagesAnswered() >= options.extent().pagesPerHostMax();
            if (!isFull && robots.mustAsk(host, nowNanos)) {
                out.accept(askRobots(host));
                return given + 1;
            }
            UrlEntry entry = queue.take(host, isFull ? Nanos.NEVER : nowNanos);
            if (entry == null) {
                if (given == 0) {
                    throw new IllegalStateException("a host had its turn and nothing to do: " + host.origin());
                }
                return given;
            }
            given++;
            if (isFull) {
                out.accept(new Output.Skip(entry.url(), SkipReason.HOST_LIMIT, entry.referrer()));
            } else if (robots.allows(host, entry.url())) {
                out.accept(fetch(host, entry));
                return given;
            } else {
                out.accept(new Output.Skip(entry.url(), SkipReason.ROBOTS, entry.referrer()));
            }
        }
        return given;
    }

    private Output askRobots(Host host) {
        Request request = begin(host, null);
        return new Output.FetchRobots(request.id(), totals.incarnation(), host.origin(), request.slot());
    }

    private Output fetch(Host host, UrlEntry entry) {
        Request request = begin(host, entry);
        int attempt = entry.attempts() + 1;
        return new Output.Fetch(
                request.id(),
                totals.incarnation(),
                entry.url(),
                host.origin(),
                entry.depth(),
                entry.redirects(),
                entry.isSitemap(),
                entry.referrer(),
                attempt,
                attempt > options.access().retries(),
                request.slot());
    }

    private Request begin(Host host, @Nullable UrlEntry entry) {
        host.pace().started(nowNanos);
        schedule.served(host);
        return inFlight.begin(host, entry);
    }

    private @Nullable Request request(long id, long incarnation) {
        return incarnation == totals.incarnation() ? inFlight.get(id) : null;
    }

    /** When a host could start its next request, or have its next URL skipped. */
    private long startNanos(Host host) {
        long due = host.dueNanos();
        if (due == Nanos.NEVER || host.asksRobots()) {
            return Nanos.NEVER;
        }
        if (host.pagesAnswered() >= options.extent().pagesPerHostMax()) {
            return 0;
        }
        boolean mustAwaitAnswer = host.inFlight() >= host.pace().parallel()
                || host.pagesAnswered() + host.inFlight() >= options.extent().pagesPerHostMax();
        return mustAwaitAnswer ? Nanos.NEVER : Math.max(due, host.pace().openAtNanos());
    }

    private boolean hasCapacity() {
        return inFlight.size() < options.pace().concurrency()
                && totals.pagesAnswered() + inFlight.pages() < options.extent().pagesMax();
    }

    private void recover() {
        totals.open(nowNanos);
        hosts.load();
        for (int id = 0; id < hosts.size(); id++) {
            queue.adopt(hosts.get(id));
            hosts.get(id).pace().resume(nowNanos);
        }
        inFlight.recover(hosts, queue);
        for (int id = 0; id < hosts.size(); id++) {
            place(hosts.get(id));
        }
        flush();
    }

    private void advance(long now) {
        nowNanos = Math.max(nowNanos, now);
    }

    /** Notes that a host has changed: its record is old, and its turn may come earlier or later. */
    private void touch(Host host) {
        hosts.touch(host);
        place(host);
    }

    private void place(Host host) {
        schedule.place(host, startNanos(host), nowNanos);
    }

    private void flush() {
        hosts.flush();
        totals.flush();
    }
}
