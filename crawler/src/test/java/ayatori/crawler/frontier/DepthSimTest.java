package ayatori.crawler.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output.Fetch;
import ayatori.crawler.frontier.Output.Skip;
import ayatori.crawler.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Depth is that of the shortest way, whatever the timing: crawls of random graphs, whose requests end in random order, with
 * slow hosts, redirects, sitemaps, {@code nofollow} and crashes, against a search of the graph.
 */
class DepthSimTest {
    private static final int DEPTH_MAX = 3;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePagesAreThoseOfABreadthFirstSearch(long seed) {
        var graph = new Graph(seed);
        var crawl = new Crawl(graph, new SplittableRandom(~seed), seed % 3 == 0);
        crawl.run();
        Map<String, Integer> expected = graph.leastDepths();
        assertThat(crawl.pages.keySet()).as("pages of seed %d", seed).isEqualTo(expected.keySet());
        assertThat(crawl.skips.keySet()).as("skips of seed %d", seed).isEqualTo(graph.linkedFrom(expected.keySet()));
    }

    @Test
    void aSlowHostStallsNoOther() {
        var driver = new FrontierDriver(FrontierDriver.FREE.withDepthMax(5));
        driver.seed("http://slow.test/", "http://fast.test/");
        Map<String, Fetch> byHost = new HashMap<>();
        driver.fetches().forEach(fetch -> byHost.put(fetch.origin(), fetch));
        Fetch fast = Objects.requireNonNull(byHost.get("http://fast.test"));
        for (int depth = 1; depth <= 5; depth++) {
            driver.ok(fast, "http://fast.test/" + depth);
            fast = driver.fetch();
            assertThat(fast.depth()).isEqualTo(depth);
        }
        driver.ok(fast, "http://fast.test/6");
        assertThat(driver.tick()).isEmpty();
        // The slow host knows a shorter way, which reaches two pages further.
        driver.ok(Objects.requireNonNull(byHost.get("http://slow.test")), "http://fast.test/3");
        Fetch sixth = driver.fetch();
        assertThat(sixth).extracting(Fetch::url, Fetch::depth).containsExactly("http://fast.test/6", 4);
        driver.ok(sixth, "http://fast.test/7", "http://fast.test/1");
        Fetch seventh = driver.fetch();
        assertThat(seventh).extracting(Fetch::url, Fetch::depth).containsExactly("http://fast.test/7", 5);
        driver.ok(seventh, "http://fast.test/8");
        assertThat(driver.tick())
                .containsExactly(new Skip("http://fast.test/8", SkipReason.DEPTH, "http://fast.test/7"));
        assertThat(driver.frontier.isDone()).isTrue();
    }

    @Test
    void aCrawlBreadthFirstOnOneHostKeepsNoLinks() {
        var driver = new FrontierDriver(FrontierDriver.FREE.withDepthMax(5).withConcurrency(1, 1));
        driver.seed("http://a.test/0");
        for (int page = 0; page < 100; page++) {
            driver.ok(driver.fetch(), "http://a.test/" + (2 * page + 1), "http://a.test/" + (2 * page + 2));
            if (driver.frontier.counts().queued() == 0) {
                break;
            }
        }
        assertThat(SimulatedCrawl.count((MemoryStore) driver.store, 'L')).isZero();
    }

    /** Pages by number, on some hosts; what each links to and redirects to is fixed. */
    private static final class Graph {
        record Edge(int to, boolean isNofollow) {}

        final int pages;
        final List<List<Edge>> links = new ArrayList<>();
        final Map<Integer, Integer> redirects = new HashMap<>();
        final Set<Integer> listed = new HashSet<>();
        private final int hosts;

        Graph(long seed) {
            var random = new SplittableRandom(seed);
            pages = random.nextInt(5, 60);
            hosts = random.nextInt(1, 5);
            for (int page = 0; page < pages; page++) {
                List<Edge> edges = new ArrayList<>();
                int count = random.nextInt(0, 4);
                for (int i = 0; i < count; i++) {
                    edges.add(new Edge(random.nextInt(pages), random.nextInt(8) == 0));
                }
                links.add(edges);
                if (page > 0 && random.nextInt(8) == 0) {
                    redirects.put(page, random.nextInt(pages));
                }
            }
            for (int i = random.nextInt(0, 3); i > 0; i--) {
                listed.add(random.nextInt(pages));
            }
        }

        String url(int page) {
            return "http://h" + page % hosts + ".test/" + page;
        }

        static int page(String url) {
            return Integer.parseInt(url.substring(url.lastIndexOf('/') + 1));
        }

        /** The pages in reach, by a search that knows the whole graph. */
        Map<String, Integer> leastDepths() {
            Map<String, Integer> depths = new HashMap<>();
            var queue = new ArrayDeque<Integer>();
            listed.forEach(page -> improve(depths, queue, page, 0));
            improve(depths, queue, 0, 0);
            while (!queue.isEmpty()) {
                int page = queue.remove();
                int depth = Objects.requireNonNull(depths.get(url(page)));
                if (redirects.containsKey(page)) {
                    improve(depths, queue, redirects.get(page), depth);
                } else {
                    links.get(page).stream()
                            .filter(edge -> !edge.isNofollow())
                            .forEach(edge -> improve(depths, queue, edge.to(), depth + 1));
                }
            }
            return depths;
        }

        private void improve(Map<String, Integer> depths, ArrayDeque<Integer> queue, int page, int depth) {
            if (depth <= DEPTH_MAX && depth < depths.getOrDefault(url(page), Integer.MAX_VALUE)) {
                depths.put(url(page), depth);
                queue.add(page);
            }
        }

        /** What the pages link to and is none of them. */
        Set<String> linkedFrom(Set<String> fetched) {
            Set<String> linked = new HashSet<>();
            for (String url : fetched) {
                if (!redirects.containsKey(page(url))) {
                    links.get(page(url)).forEach(edge -> linked.add(url(edge.to())));
                }
            }
            linked.removeAll(fetched);
            return linked;
        }
    }

    /** A crawl of a graph; requests end in random order. */
    private static final class Crawl {
        private final Graph graph;
        private final SplittableRandom random;
        private final boolean crashes;
        private final FrontierOptions options;
        private final List<Fetch> underWay = new ArrayList<>();
        private MemoryStore store = new MemoryStore();
        private Frontier frontier;
        private long now = 1_000_000 * FrontierDriver.SECOND;
        Map<String, Integer> pages = new HashMap<>();
        Map<String, SkipReason> skips = new HashMap<>();
        private MemoryStore committed = new MemoryStore();
        private Map<String, Integer> committedPages = Map.of();
        private Map<String, SkipReason> committedSkips = Map.of();

        Crawl(Graph graph, SplittableRandom random, boolean crashes) {
            this.graph = graph;
            this.random = random;
            this.crashes = crashes;
            options = FrontierDriver.FREE
                    .withDepthMax(DEPTH_MAX)
                    .withDelay(random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(100))
                    .withConcurrency(random.nextInt(1, 12), random.nextInt(1, 4))
                    .withHostsInMemory(random.nextBoolean() ? 1 : 1_000);
            frontier = open();
        }

        private Frontier open() {
            return Frontier.open(store, options, FrontierDriver.TOY_ROBOTS, random, now);
        }

        void run() {
            frontier.onLinks(now, FrontierDriver.links(0, graph.url(0)), null, this::accept);
            frontier.onLinks(now, new Sitemap("http://h0.test/sitemap.xml"), null, this::accept);
            commit();
            for (int step = 0; !frontier.isDone(); step++) {
                assertThat(step).as("steps").isLessThan(100_000);
                frontier.tick(now, random.nextInt(1, 5), this::accept);
                if (!underWay.isEmpty() && random.nextInt(3) > 0) {
                    end(underWay.remove(random.nextInt(underWay.size())));
                }
                long wakeup = frontier.nextWakeup(now);
                now = wakeup == Long.MAX_VALUE ? now : Math.max(now, wakeup);
                if (crashes && random.nextInt(10) == 0) {
                    commit();
                } else if (crashes && random.nextInt(15) == 0) {
                    crash();
                }
            }
        }

        private void accept(Output output) {
            switch (output) {
                case Fetch fetch -> underWay.add(fetch);
                case Output.Forward forward -> throw new AssertionError(forward);
                case Skip skip -> {
                    assertThat(skips.put(skip.url(), skip.reason()))
                            .as(skip.url())
                            .isNull();
                    assertThat(pages).doesNotContainKey(skip.url());
                }
                case Output.FetchRobots robots -> throw new AssertionError(robots);
            }
        }

        private void end(Fetch fetch) {
            Links links;
            int status = 200;
            if (fetch.isSitemap()) {
                links = FrontierDriver.links(
                        0, graph.listed.stream().map(graph::url).toArray(String[]::new));
            } else {
                int page = Graph.page(fetch.url());
                Integer target = graph.redirects.get(page);
                status = target == null ? 200 : 302;
                links = target == null ? linksOf(page, fetch) : redirect(graph.url(target), fetch);
            }
            Verdict verdict = frontier.onFetched(
                    now, fetch.id(), fetch.incarnation(), FrontierDriver.answered(status, 10), links, this::accept);
            assertThat(verdict).isEqualTo(Verdict.FINAL);
            if (!fetch.isSitemap()) {
                assertThat(pages.put(fetch.url(), fetch.depth()))
                        .as(fetch.url())
                        .isNull();
                assertThat(skips).doesNotContainKey(fetch.url());
            }
        }

        private Links linksOf(int page, Fetch fetch) {
            return Links.of(graph.links.get(page).stream()
                    .map(edge -> FrontierDriver.link(
                            graph.url(edge.to()), fetch.depth() + 1, edge.isNofollow() ? SkipReason.NOFOLLOW : null))
                    .toList());
        }

        private static Links redirect(String target, Fetch fetch) {
            Link link = FrontierDriver.link(target, fetch.depth(), null);
            return Links.of(List.of(new Link(
                    link.url(),
                    link.origin(),
                    link.fingerprintHigh(),
                    link.fingerprintLow(),
                    link.depth(),
                    fetch.redirects() + 1,
                    null)));
        }

        private void commit() {
            frontier.save();
            committed = store.copy();
            committedPages = Map.copyOf(pages);
            committedSkips = Map.copyOf(skips);
        }

        private void crash() {
            store = committed.copy();
            pages = new HashMap<>(committedPages);
            skips = new HashMap<>(committedSkips);
            underWay.clear();
            frontier = open();
        }
    }

    /** The link to a sitemap. */
    private record Sitemap(String address) implements Links {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public long fingerprintHigh(int index) {
            return 1;
        }

        @Override
        public long fingerprintLow(int index) {
            return 1;
        }

        @Override
        public String url(int index) {
            return address;
        }

        @Override
        public String origin(int index) {
            return address.substring(0, address.lastIndexOf('/'));
        }

        @Override
        public int depth(int index) {
            return 0;
        }

        @Override
        public int redirects(int index) {
            return 0;
        }

        @Override
        public boolean isSitemap(int index) {
            return true;
        }

        @Override
        public @Nullable SkipReason skipReason(int index) {
            return null;
        }
    }
}
