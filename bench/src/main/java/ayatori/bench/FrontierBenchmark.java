package ayatori.bench;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.FrontierOptions;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private final SyntheticLinks page = new SyntheticLinks();
    private Frontier frontier = open();
    private long now = 1_000_000_000L;
    private long nextNew;
    private long random = 42;

    private static Frontier open() {
        HostRules everything = new HostRules() {
            @Override
            public boolean allowed(String url) {
                return true;
            }

            @Override
            public @Nullable Duration crawlDelay() {
                return null;
            }

            @Override
            public long memoryBytes() {
                return 0;
            }
        };
        FrontierOptions options = FrontierOptions.DEFAULTS
                .withDelay(Duration.ZERO)
                .withObeyRobots(false)
                .withConcurrency(64, 4);
        return Frontier.open(new MemoryStore(), options, (_, _) -> everything, new Random(1), 1);
    }

    /** Fills the frontier: so many URLs seen, a few thousand of them queued. */
    @Setup
    public void fill() {
        frontier = open();
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

    /** Links by number; the fingerprint is a hash of it, and the URL is made when it is asked for. */
    private static final class SyntheticLinks implements Links {
        private final long[] number = new long[LINKS_PER_PAGE];
        private int size = LINKS_PER_PAGE;
        private @Nullable SkipReason skip;

        @Override
        public int size() {
            return size;
        }

        @Override
        public long fingerprintHigh(int index) {
            long z = number[index] * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            return z ^ (z >>> 27);
        }

        @Override
        public long fingerprintLow(int index) {
            return number[index];
        }

        @Override
        public String url(int index) {
            return origin(index) + "/documentation/chapter/section-" + number[index] + ".html";
        }

        @Override
        public String origin(int index) {
            return "http://host" + number[index] % HOSTS + ".example";
        }

        @Override
        public int depth(int index) {
            return 1;
        }

        @Override
        public int redirects(int index) {
            return 0;
        }

        @Override
        public @Nullable SkipReason skipReason(int index) {
            return skip;
        }
    }
}
