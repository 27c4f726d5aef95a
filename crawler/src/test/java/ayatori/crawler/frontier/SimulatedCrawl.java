package ayatori.crawler.frontier;

import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.FetchRobots;
import ayatori.crawler.frontier.Output.Forward;
import ayatori.crawler.frontier.Output.Skip;
import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * An engine around a frontier, with simulated time, a {@link SimulatedWeb} to crawl, and crashes.
 *
 * <p>It commits now and then. A crash takes the store and the records back to the last commit, as an engine's resume
 * does, but neither time nor what the servers remember. Results of requests made before a crash may still arrive.
 */
final class SimulatedCrawl {
    /** A record as the engine would write it: a page with its links' depth, or a skipped URL. */
    private record Page(String url, boolean answered, boolean hasLinks, int depth, boolean isRequisite) {
        boolean countsAsAnswered() {
            return answered && !isRequisite;
        }
    }

    private record UnderWay(long endsAt, Output request, long tookNanos) {}

    final long seed;
    private final FrontierOptions options;
    private final double crashes;
    private final SplittableRandom random;
    private final SimulatedWeb web;
    private final List<Page> pages = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();
    private final List<Output> late = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final PriorityQueue<UnderWay> underWay = new PriorityQueue<>(Comparator.comparingLong(UnderWay::endsAt)
            .thenComparing(u -> u.request().toString()));

    /** Blocks that the frontier has been told of and not forgotten in a crash. */
    private Map<String, Long> blocks = new HashMap<>();

    private AuditedStore store = new AuditedStore(new MemoryStore());
    private MemoryStore committed = new MemoryStore();
    private int committedPages;
    private int committedSkips;
    private Map<String, Long> committedBlocks = new HashMap<>();
    private Frontier frontier;
    private long now = 1_000_000 * FrontierDriver.SECOND;

    SimulatedCrawl(long seed, FrontierOptions options, double crashes) {
        this.seed = seed;
        this.options = options;
        this.crashes = crashes;
        random = new SplittableRandom(seed * 31);
        web = new SimulatedWeb(seed, options);
        frontier = open();
    }

    void run() {
        try {
            start();
            for (int steps = 0; !isOver(); steps++) {
                if (steps > 100_000) {
                    throw new AssertionError("the crawl does not end: " + frontier.counts());
                }
                step();
                if (random.nextInt(10) == 0) {
                    commit();
                } else if (random.nextDouble() < crashes) {
                    crash();
                }
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " after " + trace.size() + " events, " + options, e);
        }
    }

    private boolean isOver() {
        return frontier.isDone();
    }

    private void start() {
        for (int host = 0; host < web.hosts; host += 2) {
            onStep();
            frontier.onLinks(now, FrontierDriver.links(0, web.seedUrl(host)), null, this::accept);
        }
        commit();
    }

    /** Lets the next thing happen: a request ends, or time comes for more. */
    private void step() {
        onStep();
        if (frontier.limitReached(now) != null) {
            frontier.drain(now, random.nextInt(1, 10), this::accept);
        } else {
            frontier.tick(now, random.nextInt(1, 10), this::accept);
        }
        long wakeup = frontier.nextWakeup(now);
        UnderWay next = underWay.peek();
        if (next != null && next.endsAt() <= wakeup) {
            now = Math.max(now, next.endsAt());
            underWay.remove();
            end(next);
        } else if (wakeup != Long.MAX_VALUE) {
            now = Math.max(now, wakeup);
        } else if (!isOver() && frontier.limitReached(now) == null) {
            throw new AssertionError("nothing will ever happen: " + frontier.counts());
        }
        deliverSomethingLate();
    }

    private void accept(Output output) {
        trace.add(now + " " + output);
        switch (output) {
            case Skip skip -> skips.add(skip);
            case Forward forward -> throw new AssertionError("there is one shard: " + forward);
            case Fetch fetch -> {
                mustNotBeBlocked(fetch);
                requestStarts(fetch.origin(), fetch.requisite() == null ? Kind.PAGE : Kind.REQUISITE, fetch.slot());
                SimulatedWeb.Server server = web.server(fetch.origin());
                long took = random.nextLong(1, 3_000) * FrontierDriver.MS;
                server.requestStarts(now, true);
                underWay.add(new UnderWay(now + took, fetch, took));
            }
            case FetchRobots robots -> {
                mustNotBeBlocked(robots);
                requestStarts(robots.origin(), Kind.ROBOTS, robots.slot());
                long took = random.nextLong(1, 3_000) * FrontierDriver.MS;
                if (asksServer(robots)) {
                    web.server(robots.origin()).requestStarts(now, false);
                } else if (!Arrays.equals(
                        robots.text(), web.server(robots.origin()).robots())) {
                    throw new AssertionError("another robots.txt than that of " + robots.origin() + " is to be parsed");
                }
                underWay.add(new UnderWay(now + took, robots, took));
            }
        }
    }

    private void mustNotBeBlocked(Output.Command command) {
        if (asksServer(command) && now < blocks.getOrDefault(HostName.of(command.origin()), 0L)) {
            throw new AssertionError(command.origin() + " was asked while it was blocked");
        }
    }

    private enum Kind {
        PAGE,
        REQUISITE,
        ROBOTS
    }

    private void requestStarts(String origin, Kind kind, int slot) {
        boolean isPage = kind == Kind.PAGE;
        if (underWay.size() >= options.pace().concurrency()) {
            throw new AssertionError("too many requests under way");
        }
        if (kind == Kind.ROBOTS
                && underWay.stream()
                        .anyMatch(other -> other.request() instanceof FetchRobots robots
                                && robots.origin().equals(origin))) {
            throw new AssertionError(origin + " is asked twice for robots.txt");
        }
        if (isPage
                && answeredBy(origin) + pagesUnderWayTo(origin)
                        >= options.extent().pagesPerHostMax()) {
            throw new AssertionError(origin + " may be asked for more pages than its share");
        }
        boolean slotTaken = underWay.stream()
                .anyMatch(other -> originOf(other.request()).equals(origin) && slotOf(other.request()) == slot);
        if (slotTaken || slot >= options.pace().perHost()) {
            throw new AssertionError("slot " + slot + " of " + origin + " is taken");
        }
        if (isPage && answered() >= options.extent().pagesMax()) {
            throw new AssertionError("a page was started beyond the limit");
        }
        if (kind != Kind.ROBOTS && frontier.limitReached(now) != null) {
            throw new AssertionError("started beyond a limit");
        }
    }

    private void end(UnderWay ended) {
        onStep();
        String origin = originOf(ended.request());
        SimulatedWeb.Server server = web.server(origin);
        if (asksServer(ended.request())) {
            server.requestEnds(now);
        }
        switch (ended.request()) {
            case Fetch fetch -> {
                Outcome outcome = server.answer(ended.tookNanos());
                Verdict verdict = onFetched(fetch, outcome);
                server.answered(outcome);
                if (verdict == Verdict.STALE) {
                    throw new AssertionError("a result was not recognised");
                }
                if (verdict == Verdict.RETRY && fetch.lastAttempt()) {
                    throw new AssertionError("a last attempt is retried");
                }
                if (verdict == Verdict.FINAL) {
                    boolean answered = outcome instanceof Outcome.Answered;
                    pages.add(new Page(fetch.url(), answered, isOk(outcome), fetch.depth(), fetch.requisite() != null));
                }
                if (outcome instanceof Outcome.Answered answered && answered.retryAfter() != null) {
                    blocks.merge(
                            HostName.of(origin), now + answered.retryAfter().toNanos(), Math::max);
                }
            }
            case FetchRobots robots -> {
                RobotsAnswer answer = asksServer(robots)
                        ? server.answerRobots(ended.tookNanos())
                        : new RobotsAnswer.Parsed(FrontierDriver.TOY_ROBOTS.parse(origin, server.robots()));
                if (!frontier.onRobots(now, robots.id(), robots.incarnation(), answer)) {
                    throw new AssertionError("robots.txt was not recognised");
                }
            }
            case Skip _, Forward _ -> throw new AssertionError("not a request");
        }
        if (random.nextInt(20) == 0) {
            late.add(ended.request());
        }
    }

    private Verdict onFetched(Fetch fetch, Outcome outcome) {
        List<Link> links = isOk(outcome) ? web.links(fetch.url(), fetch.depth()) : List.of();
        Verdict verdict =
                frontier.onFetched(now, fetch.id(), fetch.incarnation(), outcome, Links.of(links), this::accept);
        trace.add(now + " " + verdict + " " + fetch.url());
        return verdict;
    }

    private static boolean isOk(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered && answered.status() == 200;
    }

    /** Results that were counted before, and results for a frontier that is no more: neither may count. */
    private void deliverSomethingLate() {
        if (late.isEmpty() || random.nextInt(4) > 0) {
            return;
        }
        onStep();
        Output request = late.remove(random.nextInt(late.size()));
        var ok = new Outcome.Answered(200, 1_000, 1, null);
        boolean counts = switch (request) {
            case Fetch fetch -> onFetched(fetch, ok) != Verdict.STALE;
            case FetchRobots robots ->
                frontier.onRobots(now, robots.id(), robots.incarnation(), new RobotsAnswer.None(1));
            case Skip _, Forward _ -> throw new AssertionError("not a request");
        };
        if (counts) {
            throw new AssertionError("a late result counted: " + request);
        }
    }

    private void onStep() {
        store.beginStep();
    }

    private void commit() {
        frontier.save();
        committed = store.snapshot();
        committedPages = pages.size();
        committedSkips = skips.size();
        committedBlocks = new HashMap<>(blocks);
    }

    private void crash() {
        trace.add(now + " crash");
        for (UnderWay lost : underWay) {
            if (asksServer(lost.request())) {
                web.server(originOf(lost.request())).requestEnds(now);
            }
            if (random.nextBoolean()) {
                late.add(lost.request());
            }
        }
        underWay.clear();
        web.crawlerCrashed();
        pages.subList(committedPages, pages.size()).clear();
        skips.subList(committedSkips, skips.size()).clear();
        blocks = new HashMap<>(committedBlocks);
        store = new AuditedStore(committed.copy());
        now += 1 + random.nextLong(0, 10) * FrontierDriver.SECOND; // no process starts at the time of another
        frontier = open();
    }

    /** Whether a server notices anything. */
    private static boolean asksServer(Output request) {
        return !(request instanceof FetchRobots robots) || robots.text() == null;
    }

    private Frontier open() {
        return Frontier.open(store, options, FrontierDriver.TOY_ROBOTS, random, now);
    }

    private int pagesUnderWayTo(String origin) {
        return (int) underWay.stream()
                .filter(other -> other.request() instanceof Fetch fetch
                        && fetch.requisite() == null
                        && fetch.origin().equals(origin))
                .count();
    }

    private static String originOf(Output request) {
        return ((Output.Command) request).origin();
    }

    private static int slotOf(Output request) {
        return ((Output.Command) request).slot();
    }

    List<String> trace() {
        return trace;
    }

    long answered() {
        return pages.stream().filter(Page::countsAsAnswered).count();
    }

    private long answeredBy(String origin) {
        return pages.stream()
                .filter(page -> page.countsAsAnswered() && page.url().startsWith(origin + "/"))
                .count();
    }

    /** The URLs of all records, of pages and of skipped ones. */
    List<String> recordedUrls() {
        var urls = new ArrayList<String>();
        pages.stream().filter(page -> !page.isRequisite()).forEach(page -> urls.add(page.url()));
        skips.forEach(skip -> urls.add(skip.url()));
        return urls;
    }

    /** The URLs of all records of requisites. */
    List<String> recordedRequisites() {
        return pages.stream().filter(Page::isRequisite).map(Page::url).toList();
    }

    List<String> skippedUrls() {
        return skips.stream().map(Skip::url).toList();
    }
    /** The seeds and every link of every page that was recorded with its links. */
    Set<String> expectedUrls() {
        var urls = new HashSet<String>();
        for (int host = 0; host < web.hosts; host += 2) {
            urls.add(web.seedUrl(host));
        }
        for (Page page : pages) {
            if (page.hasLinks()) {
                web.links(page.url(), page.depth()).stream()
                        .filter(link -> !page.isRequisite() || link.requisite() != null)
                        .forEach(link -> urls.add(link.url()));
            }
        }
        return urls;
    }

    /** What the links in scope of all pages lead to: pages, whether they are requisites too or not. */
    Set<String> expectedPages() {
        var urls = new HashSet<String>();
        for (Page page : pages) {
            if (page.hasLinks() && !page.isRequisite()) {
                web.links(page.url(), page.depth()).stream()
                        .filter(link -> link.requisite() == null && link.skipReason() == null)
                        .filter(link -> link.depth() <= options.extent().depthMax())
                        .forEach(link -> urls.add(link.url()));
            }
        }
        return urls;
    }

    int leftInStore(int kind) {
        return count(store.snapshot(), kind);
    }

    /** How many entries of a kind a store holds. */
    static int count(KeyValueStore store, int kind) {
        int count = 0;
        try (KeyValueStore.Entries entries = store.scan(Keys.startOf(kind), Keys.startOf(kind + 1))) {
            while (entries.next()) {
                count++;
            }
        }
        return count;
    }
}
