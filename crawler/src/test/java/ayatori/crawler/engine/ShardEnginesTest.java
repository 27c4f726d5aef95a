package ayatori.crawler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.Delay;
import ayatori.crawler.fetch.Answer;
import ayatori.crawler.fetch.Exchange;
import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.shard.CrawlShard;
import ayatori.crawler.shard.ShardNode;
import ayatori.crawler.shard.ShardOutput;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.http.Headers;
import ayatori.web.http.Validators;
import ayatori.web.url.Url;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShardEnginesTest {
    private static final int SHARDS = 2;

    private final VirtualClock clock = new VirtualClock();
    private final CrawlClock time = new CrawlClock(Instant.parse("2026-01-01T00:00:00Z"), clock::nanoTime);
    private final Recorded recorded = new Recorded();
    private final List<String> requests = new ArrayList<>();
    private boolean mayRequest = true;

    /** Pages by their URLs, and where a URL redirects to. */
    private Map<String, String> pages = Map.of();

    private Map<String, String> redirects = Map.of();

    private static CrawlOptions options(String... seeds) {
        return CrawlOptions.from(seeds)
                .delay(Delay.of(Duration.ZERO))
                .pace(pace -> pace.robots(false))
                .build();
    }

    private void run(Action test) throws Exception {
        Async.run(RunOptions.defaults().withClock(clock), test);
    }

    private ShardNode node(CrawlOptions options, BooleanSupplier leave) throws Exception {
        EventLoop loop = EventLoop.current();
        var environment = new Environment(
                loop,
                List.of(loop),
                null,
                time,
                new Random(1),
                (_, _, _) -> new Pages(),
                Storage.NONE,
                Background.Work::run);
        return ShardEngines.node(options, SHARDS, leave, environment, null, () -> {});
    }

    /** The shard of the options' first seed, with its seeds taken up. */
    private CrawlShard opened(ShardNode node, CrawlOptions options) throws Exception {
        Map<Integer, byte[]> seeds = new ShardEngines().seeds(options, SHARDS);
        int number = seeds.keySet().iterator().next();
        CrawlShard shard = node.open(number, new MemoryStore(), time.epochNanos(), () -> {});
        shard.links(time.epochNanos(), Objects.requireNonNull(seeds.get(number)), recorded);
        shard.dispatch();
        return shard;
    }

    private void turn(CrawlShard shard) throws Exception {
        shard.turn(time.epochNanos(), 10, recorded);
        shard.dispatch();
        Async.sleep(Duration.ofMillis(10));
    }

    @Test
    void aShardRequestsItsPagesAndGivesTheirRecords() throws Exception {
        CrawlOptions options = options("http://host0.test/");
        pages = Map.of("http://host0.test/", "<a href=/2>two</a>", "http://host0.test/2", "");
        run(() -> {
            ShardNode node = node(options, () -> true);
            CrawlShard shard = opened(node, options);
            turn(shard);
            turn(shard);
            turn(shard);
            assertThat(recorded.pages).hasSize(2).allMatch(line -> line.endsWith("\n"));
            assertThat(shard.counts().pages()).isEqualTo(2);
            assertThat(shard.counts().isUnsettled()).isFalse();
            assertThat(node.inFlight()).isZero();
            shard.close();
        });
    }

    @Test
    void aRequestWaitsWhileTheProcessMayNotSpeakForItsShards() throws Exception {
        CrawlOptions options = options("http://host0.test/");
        pages = Map.of("http://host0.test/", "");
        run(() -> {
            mayRequest = false;
            CrawlShard shard = opened(node(options, () -> mayRequest), options);
            turn(shard);
            Async.sleep(Duration.ofMinutes(1));
            assertThat(requests).isEmpty();
            mayRequest = true;
            Async.sleep(Duration.ofSeconds(1));
            assertThat(requests).containsExactly("http://host0.test/");
            shard.close();
        });
    }

    @Test
    void aShardThatIsClosedMakesNoRequestThatWaited() throws Exception {
        CrawlOptions options = options("http://host0.test/");
        run(() -> {
            mayRequest = false;
            CrawlShard shard = opened(node(options, () -> mayRequest), options);
            turn(shard);
            shard.close();
            mayRequest = true;
            Async.sleep(Duration.ofMinutes(1));
            assertThat(requests).isEmpty();
        });
    }

    @Test
    void aSeedThatLeadsToAnotherSiteWidensTheScope() throws Exception {
        CrawlOptions options = options("http://host0.test/");
        redirects = Map.of("http://host0.test/", "http://host1.test/");
        run(() -> {
            CrawlShard shard = opened(node(options, () -> true), options);
            turn(shard);
            turn(shard);
            assertThat(recorded.widened).containsExactly("http://host1.test/");
            shard.close();
        });
    }

    @Test
    void aStepFollowsOnlyWhenTheRequestsOfTheOneBeforeWereSent() throws Exception {
        CrawlOptions options = options("http://host0.test/");
        run(() -> {
            CrawlShard shard = opened(node(options, () -> true), options);
            shard.turn(time.epochNanos(), 1, recorded);
            assertThatIllegalStateException().isThrownBy(() -> shard.turn(time.epochNanos(), 1, recorded));
            shard.close();
        });
    }

    /** A URL of a host that is in another shard than the first. */
    private static String elsewhere(String path) {
        return IntStream.range(1, 100)
                .mapToObj(i -> "http://host" + i + ".test" + path)
                .filter(url -> new ShardEngines().shardOf(url, SHARDS)
                        != new ShardEngines().shardOf("http://host0.test/", SHARDS))
                .findFirst()
                .orElseThrow();
    }

    private static CrawlOptions obeying() {
        return CrawlOptions.from("http://host0.test/")
                .delay(Delay.of(Duration.ZERO))
                .pace(pace -> pace.retries(0))
                .build();
    }

    private CrawlShard other(ShardNode node, CrawlShard shard) {
        return node.open(1 - shard.number(), new MemoryStore(), time.epochNanos(), () -> {});
    }

    /** Lets both shards take turns, and what they send each other arrive. */
    private void turns(int count, CrawlShard shard, CrawlShard other) throws Exception {
        for (int i = 0; i < count; i++) {
            turn(shard);
            turn(other);
            for (Recorded.Batch batch : recorded.takeBatches()) {
                CrawlShard to = batch.shard() == shard.number() ? shard : other;
                to.links(time.epochNanos(), batch.bytes(), recorded);
                to.dispatch();
            }
        }
    }

    @Test
    void aRobotsTxtOnASiteOfAnotherShardIsRequestedByThatOne() throws Exception {
        CrawlOptions options = obeying();
        redirects = Map.of("http://host0.test/robots.txt", elsewhere("/robots.txt"));
        pages = Map.of("http://host0.test/", "");
        run(() -> {
            ShardNode node = node(options, () -> true);
            CrawlShard shard = opened(node, options);
            CrawlShard other = other(node, shard);
            turn(shard);
            turn(shard);
            assertThat(requests).as("before the other shard knows").containsExactly("http://host0.test/robots.txt");
            assertThat(shard.counts().isIdle()).isFalse();
            turns(5, shard, other);
            assertThat(requests)
                    .containsExactly("http://host0.test/robots.txt", elsewhere("/robots.txt"), "http://host0.test/");
            assertThat(recorded.pages).hasSize(1);
            shard.close();
            other.close();
        });
    }

    @Test
    void aRobotsTxtIsFollowedThroughFiveShardsAndNotThroughSix() throws Exception {
        CrawlOptions options = obeying();
        redirects = Map.of(
                "http://host0.test/robots.txt",
                elsewhere("/robots.txt"),
                elsewhere("/robots.txt"),
                "http://host0.test/robots.txt");
        pages = Map.of("http://host0.test/", "");
        run(() -> {
            ShardNode node = node(options, () -> true);
            CrawlShard shard = opened(node, options);
            CrawlShard other = other(node, shard);
            turns(20, shard, other);
            assertThat(requests).hasSize(7).endsWith("http://host0.test/"); // too many redirects are no rules
            shard.close();
            other.close();
        });
    }

    @Test
    void aRobotsTxtIsAskedForAgainIfTheOtherShardWasLost() throws Exception {
        CrawlOptions options = obeying();
        redirects = Map.of("http://host0.test/robots.txt", elsewhere("/robots.txt"));
        pages = Map.of("http://host0.test/", "");
        run(() -> {
            ShardNode node = node(options, () -> true);
            CrawlShard shard = opened(node, options);
            turn(shard);
            turn(shard);
            assertThat(recorded.takeBatches()).as("lost").hasSize(1);
            CrawlShard other = other(node, shard);
            Async.sleep(Duration.ofSeconds(31));
            turns(5, shard, other);
            assertThat(requests).endsWith(elsewhere("/robots.txt"), "http://host0.test/");
            shard.close();
            other.close();
        });
    }

    @Test
    void tellsTheShardOfAUrl() {
        var engines = new ShardEngines();
        assertThat(engines.shardOf("https://www.example.co.uk/x", 1_000))
                .isEqualTo(engines.shardOf("http://example.co.uk:8080/", 1_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engines.shardOf("mailto:ada@example.org", 2))
                .withMessage("not a web address: mailto:ada@example.org");
    }

    /** Keeps what steps give. */
    private static final class Recorded implements ShardOutput {
        final List<String> pages = new ArrayList<>();
        final List<String> widened = new ArrayList<>();
        private final List<Batch> batches = new ArrayList<>();

        /** What is on its way to a shard. */
        record Batch(int shard, byte[] bytes) {}

        @Override
        public void page(String url, byte[] line) {
            pages.add(new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void pageLinks(String url, byte[] line) {
            throw new AssertionError(url);
        }

        @Override
        public void item(String url, byte[] line) {
            throw new AssertionError(url);
        }

        @Override
        public void skipped(String url, byte[] line) {}

        @Override
        public void capture(String url, byte[] line) {
            throw new AssertionError(url);
        }

        @Override
        public void forward(int shard, byte[] batch) {
            batches.add(new Batch(shard, batch));
        }

        List<Batch> takeBatches() {
            List<Batch> taken = List.copyOf(batches);
            batches.clear();
            return taken;
        }

        @Override
        public void widened(String url) {
            widened.add(url);
        }

        @Override
        public void urgent() {}
    }

    /** Answers at once. */
    private final class Pages implements Fetcher {
        @Override
        public Exchange fetch(Output.Fetch fetch, Validators condition) {
            requests.add(fetch.url());
            String target = redirects.get(fetch.url());
            Headers headers = target == null
                    ? Headers.EMPTY.with("Content-Type", "text/html")
                    : Headers.EMPTY.with("Location", target);
            var head = new Head(target == null ? 200 : 302, headers, time.instant(), 0, null);
            byte[] body = pages.getOrDefault(fetch.url(), "").getBytes(StandardCharsets.UTF_8);
            return new Exchange() {
                @Override
                public Url url() {
                    return Objects.requireNonNull(Url.tryParse(fetch.url()));
                }

                @Override
                public Head head() {
                    return head;
                }

                @Override
                public Answer readBody() {
                    return new Answer(head, body, null);
                }

                @Override
                public InputStream stream() {
                    return new ByteArrayInputStream(body);
                }

                @Override
                public @Nullable String truncated() {
                    return null;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location) {
            String url = location == null ? fetch.origin() + "/robots.txt" : location.href();
            requests.add(url);
            String target = redirects.get(url);
            return target == null
                    ? new RobotsFetch.Answered(new RobotsAnswer.None(0), null)
                    : new RobotsFetch.Moved(Objects.requireNonNull(Url.tryParse(target)), null);
        }

        @Override
        public void close() {}
    }
}
