package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import ayatori.crawler.store.KeyValueStore;
import ayatori.crawler.store.MemoryStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Holds a frontier as an engine would, with time in the test's hand and every output kept. */
final class FrontierDriver {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;

    /**
     * robots.txt in these tests: lines of {@code deny <part of a URL>} and {@code delay <seconds>}.
     *
     * @param memoryBytes what they claim to take
     */
    record ToyRules(List<String> lines, long memoryBytes) implements HostRules {
        ToyRules(byte[] text, long memoryBytes) {
            this(new String(text, StandardCharsets.US_ASCII).lines().toList(), memoryBytes);
        }

        @Override
        public boolean allowed(String url) {
            return lines.stream().noneMatch(line -> line.startsWith("deny ") && url.contains(line.substring(5)));
        }

        @Override
        public @Nullable Duration crawlDelay() {
            return lines.stream()
                    .filter(line -> line.startsWith("delay "))
                    .map(line -> Duration.ofSeconds(Long.parseLong(line.substring(6))))
                    .findFirst()
                    .orElse(null);
        }
    }

    static final HostRules.Parser TOY_ROBOTS = (origin, text) -> new ToyRules(text, 0);

    static final FrontierOptions FREE =
            FrontierOptions.DEFAULTS.withDelay(Duration.ZERO).withObeyRobots(false);

    final KeyValueStore store;
    final FrontierOptions options;
    private final HostRules.Parser parser;
    private final UrlJudge judge;
    final Frontier frontier;
    final List<Output> outputs = new ArrayList<>();
    long now;

    FrontierDriver(FrontierOptions options) {
        this(new MemoryStore(), options, 1_000 * SECOND);
    }

    FrontierDriver(FrontierOptions options, HostRules.Parser parser) {
        this(new MemoryStore(), options, parser, UrlJudge.FIXED_SCOPE, 1_000 * SECOND);
    }

    FrontierDriver(FrontierOptions options, UrlJudge judge) {
        this(new MemoryStore(), options, TOY_ROBOTS, judge, 1_000 * SECOND);
    }

    FrontierDriver(KeyValueStore store, FrontierOptions options, long now) {
        this(store, options, TOY_ROBOTS, UrlJudge.FIXED_SCOPE, now);
    }

    private FrontierDriver(
            KeyValueStore store, FrontierOptions options, HostRules.Parser parser, UrlJudge judge, long now) {
        this.store = store;
        this.options = options;
        this.parser = parser;
        this.judge = judge;
        this.now = now;
        frontier = Frontier.open(store, options, parser, judge, new Random(42), now);
    }

    static Link link(String url, int depth, @Nullable SkipReason reason) {
        URI uri = URI.create(url);
        return new Link(
                url,
                uri.getScheme() + "://" + uri.getRawAuthority(),
                mix(url.hashCode()),
                url.length(),
                depth,
                0,
                reason);
    }

    static Links links(int depth, String... urls) {
        return Links.of(Arrays.stream(urls).map(url -> link(url, depth, null)).toList());
    }

    static Outcome answered(int status, long elapsedMs) {
        return new Outcome.Answered(status, 1_000, elapsedMs * MS, null);
    }

    void seed(String... urls) {
        frontier.onLinks(now, links(0, urls), null, outputs::add);
    }

    void addLinks(String referrer, Link... links) {
        frontier.onLinks(now, Links.of(Arrays.asList(links)), referrer, outputs::add);
    }

    /** Ticks and gives what came of it. */
    List<Output> tick() {
        var given = new ArrayList<Output>();
        frontier.tick(now, 1_000, given::add);
        outputs.addAll(given);
        return given;
    }

    List<Output> tickAt(long time) {
        now = time;
        return tick();
    }

    /** Ticks, expecting fetches alone; gives their URLs. */
    List<String> fetched() {
        return fetches().stream().map(Output.Fetch::url).toList();
    }

    List<Output.Fetch> fetches() {
        return tick().stream().map(Output.Fetch.class::cast).toList();
    }

    /** Ticks, expecting one fetch. */
    Output.Fetch fetch() {
        List<Output.Fetch> fetches = fetches();
        if (fetches.size() != 1) {
            throw new AssertionError("expected one fetch: " + fetches);
        }
        return fetches.get(0);
    }

    /** Ticks, expecting one request for robots.txt. */
    Output.FetchRobots fetchRobots() {
        List<Output> given = tick();
        if (given.size() != 1 || !(given.get(0) instanceof Output.FetchRobots robots)) {
            throw new AssertionError("expected one request for robots.txt: " + given);
        }
        return robots;
    }

    Verdict done(Output.Fetch fetch, Outcome outcome, String... links) {
        return frontier.onFetched(
                now, fetch.id(), fetch.incarnation(), outcome, links(fetch.depth() + 1, links), outputs::add);
    }

    Verdict ok(Output.Fetch fetch, String... links) {
        return done(fetch, answered(200, 10), links);
    }

    boolean robots(Output.FetchRobots fetch, String text) {
        return frontier.onRobots(
                now,
                fetch.id(),
                fetch.incarnation(),
                new RobotsAnswer.Rules(text.getBytes(StandardCharsets.US_ASCII), 10 * MS));
    }

    boolean robots(Output.FetchRobots fetch, RobotsAnswer answer) {
        return frontier.onRobots(now, fetch.id(), fetch.incarnation(), answer);
    }

    List<Output.Skip> skips() {
        return outputs.stream()
                .filter(Output.Skip.class::isInstance)
                .map(Output.Skip.class::cast)
                .toList();
    }

    /** As after a commit and a crash at this very moment: what the store holds, and nothing else. */
    FrontierDriver reopened(long time) {
        frontier.save();
        return new FrontierDriver(((MemoryStore) store).copy(), options, parser, judge, time);
    }

    /** A 64-bit finalizer, so that fingerprints look like fingerprints. */
    static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }
}
