package ayatori.crawler.engine;

import ayatori.crawler.CrawlException;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlPreview.Asked;
import ayatori.crawler.CrawlPreview.LeftOut;
import ayatori.crawler.SeedFile;
import ayatori.crawler.SkipReason;
import ayatori.crawler.UrlLines;
import ayatori.crawler.folder.IoReasons;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.read.ListedLinks;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.scope.ScopeRule;
import ayatori.crawler.store.MemoryStore;
import ayatori.web.url.Url;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a crawl would request first: asks the crawl's own frontier, in memory, and takes each request for answered a
 * tenth of a second later, without links and with a robots.txt that denies nothing.
 */
final class Preview {
    private static final int FIRST_MAX = 30;
    private static final int LEFT_OUT_MAX = 1_000;

    /** URLs of a file that are handed to the frontier. The others come after them. */
    private static final int QUEUED_MAX = 1_000;

    private static final long START_NANOS = 1_000_000_000_000_000_000L;
    /** Nothing is tried again, so there is nothing to be left to chance. */
    private static final RandomGenerator NO_CHANCE = () -> 42;

    private static final long ANSWER_NANOS = 100_000_000L;

    private final CrawlOptions options;
    private final ScopeFilter scope;
    private final SeedSitemaps sitemaps;
    private final List<Asked> first = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final SortedMap<String, Long> leftOutByReason = new TreeMap<>();
    private boolean hasMore;

    private Preview(CrawlOptions options) throws CrawlException {
        this.options = options;
        this.scope = ScopeFilter.of(options, StartRequests.urls(options.startUrls()));
        this.sitemaps = new SeedSitemaps(options);
    }

    static CrawlPreview of(CrawlOptions options) throws CrawlException {
        return new Preview(options).preview();
    }

    private CrawlPreview preview() throws CrawlException {
        List<Url> named = new ArrayList<>(StartRequests.urls(options.seeds()));
        options.requests().forEach(request -> named.addAll(StartRequests.urls(List.of(request.url()))));
        List<LeftOut> excluded = new ArrayList<>();
        for (Url url : named) {
            LeftOut excludes = judge(url);
            if (excludes != null) {
                excluded.add(excludes);
            }
        }
        List<Url> start = new ArrayList<>(named);
        long seeds = named.size() + readInput(start);
        try (Frontier frontier = Frontier.open(
                new MemoryStore(),
                FrontierSettings.of(options).withoutSaving(),
                SiteRules.parser(options.access().userAgent()),
                scope::judge,
                NO_CHANCE,
                START_NANOS)) {
            ask(frontier, start);
        }
        return new CrawlPreview(first, !hasMore, scope.reach(), seeds, excluded, leftOut, leftOutByReason);
    }

    private @Nullable LeftOut judge(Url url) {
        ScopeRule rule = scope.explain(url.href(), url.origin());
        return rule == null ? null : new LeftOut(url.href(), rule.reason(), rule.rule());
    }

    /** Judges all URLs of the file, and adds the first that are in scope. Returns how many there are. */
    private long readInput(List<Url> start) throws CrawlException {
        SeedFile input = options.input();
        if (input == null) {
            return 0;
        }
        long urls = 0;
        try (UrlLines lines = UrlLines.open(input.file())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                urls++;
                Url url = Objects.requireNonNull(Url.tryParse(line)).withoutFragment();
                SkipReason reason = scope.judge(url.href(), url.origin());
                if (reason != null) {
                    leftOut(url, reason);
                } else if (start.size() < QUEUED_MAX) {
                    start.add(url);
                } else {
                    hasMore = true;
                }
            }
            return urls;
        } catch (IOException e) {
            throw new CrawlException(
                    "The file of URLs " + input.file() + " cannot be read: " + IoReasons.of(e) + ".", e);
        }
    }

    private void leftOut(Url url, SkipReason reason) {
        leftOutByReason.merge(reason.label(), 1L, Long::sum);
        LeftOut explained = leftOut.size() < LEFT_OUT_MAX ? judge(url) : null;
        if (explained != null) {
            leftOut.add(explained);
        }
    }

    private void ask(Frontier frontier, List<Url> start) {
        List<Output> outputs = new ArrayList<>();
        frontier.onLinks(START_NANOS, ListedLinks.seeds(start, options.extent().canonicalForm()), null, outputs::add);
        frontier.onLinks(START_NANOS, sitemaps.customary(), null, outputs::add);
        long now = START_NANOS;
        while (!frontier.isDone() && frontier.limitReached(now) == null) {
            outputs.clear();
            frontier.tick(now, FIRST_MAX, outputs::add);
            for (Output output : outputs) {
                if (output instanceof Output.Command command && first.size() == FIRST_MAX) {
                    hasMore |= command instanceof Output.Fetch;
                    return;
                }
                note(output, now);
            }
            now += outputs.isEmpty() ? Math.max(0, frontier.nextWakeup(now) - now) : ANSWER_NANOS;
            for (Output output : outputs) {
                answer(frontier, output, now);
            }
        }
        hasMore |= !frontier.isDone();
    }

    private void note(Output output, long now) {
        Duration after = Duration.ofNanos(now - START_NANOS);
        if (output instanceof Output.Fetch fetch) {
            first.add(new Asked(fetch.url(), after));
        } else if (output instanceof Output.FetchRobots robots) {
            first.add(new Asked(SeedSitemaps.robotsUrl(robots.origin()), after));
        }
    }

    private void answer(Frontier frontier, Output output, long now) {
        if (output instanceof Output.Fetch fetch) {
            var answered = new Outcome.Answered(200, 0, ANSWER_NANOS, null);
            frontier.onFetched(now, fetch.id(), fetch.incarnation(), answered, Links.NONE, _ -> {});
        } else if (output instanceof Output.FetchRobots robots) {
            var none = new RobotsAnswer.None(ANSWER_NANOS);
            frontier.onRobots(now, robots.id(), robots.incarnation(), none);
            if (sitemaps.wantedOf(robots.origin())) {
                frontier.onLinks(now, sitemaps.named(robots.origin(), none), robots.origin(), _ -> {});
            }
        }
    }
}
