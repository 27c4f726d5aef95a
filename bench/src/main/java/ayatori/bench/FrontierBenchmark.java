package ayatori.bench;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.store.MemoryStore;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The frontier's share of a page: looking up its links, and one turn of its URL from queue to record. The budget is 20 µs
 * a page of 100 links, nearly all of them seen before.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrontierBenchmark {
    private static final int LINKS_PER_PAGE = 100;
    private static final int HOSTS = 64;
    private static final int QUEUED = 5_000;

    /** URLs seen before, most of them at random. */
    @Param({"10000", "1000000"})
    public int seen;

    private final ArrayDeque<Output.Fetch> fetches = new ArrayDeque<>();
    private final SyntheticLinks page = new SyntheticLinks(LINKS_PER_PAGE, HOSTS);
    private Frontier frontier = SyntheticLinks.frontier(new MemoryStore(), false);
    private long now = 1_000_000_000L;
    private long nextNew;
    private long random = 42;

    /** Fills the frontier: so many URLs seen, a few thousand of them queued. */
    @Setup
    public void fill() {
        frontier.close();
        frontier = SyntheticLinks.frontier(new MemoryStore(), false);
        for (int i = 0; i < seen; i += LINKS_PER_PAGE) {
            for (int link = 0; link < LINKS_PER_PAGE; link++) {
                page.number[link] = (long) i + link;
            }
            page.skip = i + LINKS_PER_PAGE < seen - QUEUED ? SkipReason.SCOPE : null;
            frontier.onLinks(now, page, "http://www.example.org/referrer.html", _ -> {});
        }
        page.skip = null;
        nextNew = seen;
    }

    /** One link that was seen before. */
    @Benchmark
    @OperationsPerInvocation(LINKS_PER_PAGE)
    public void seenLink() {
        seenLinks();
        frontier.onLinks(now, page, "http://www.example.org/referrer.html", _ -> {});
    }

    /** One page's whole turn: out of the queue, to the fetcher, its result back with one new link and 99 seen ones. */
    @Benchmark
    public Object pageOfAHundredLinks() {
        seenLinks();
        return turn();
    }

    /** The same for a page whose only link is new. */
    @Benchmark
    public Object pageOfOneLink() {
        page.size = 1;
        try {
            return turn();
        } finally {
            page.size = LINKS_PER_PAGE;
        }
    }

    private Object turn() {
        page.number[0] = nextNew++;
        now += 10_000;
        frontier.tick(now, 16, output -> fetches.add((Output.Fetch) output));
        Output.Fetch fetch = fetches.remove();
        return frontier.onFetched(
                now,
                fetch.id(),
                fetch.incarnation(),
                new Outcome.Answered(200, 28_000, 1_000_000, null),
                page,
                output -> fetches.add((Output.Fetch) output));
    }

    private void seenLinks() {
        for (int i = 0; i < LINKS_PER_PAGE; i++) {
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            page.number[i] = Long.remainderUnsigned(random >>> 16, seen);
        }
    }
}
