package ayatori.crawler.engine;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlPreview;
import ayatori.crawler.CrawlPreview.Asked;
import ayatori.crawler.CrawlPreview.LeftOut;
import ayatori.crawler.CrawlPreview.Start;
import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.crawler.scope.ScopeRule;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a crawl would request first: asks the crawl's own frontier, and takes each request for answered a tenth of a
 * second later, without links, and a robots.txt that is not known yet for one that denies nothing.
 */
final class Preview {
    private static final int FIRST_MAX = 30;
    private static final int LEFT_OUT_MAX = 1_000;

    /** More turns are not waited for: each gives a request, or skips URLs. */
    private static final int TURNS_MAX = 100_000;

    private static final long ANSWER_NANOS = 100_000_000L;

    private final CrawlOptions options;
    private final ScopeFilter scope;
    private final SeedSitemaps sitemaps;
    private final HostRules.Parser parser;
    private final List<Asked> first = new ArrayList<>();
    private final List<LeftOut> named = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final SortedMap<String, Long> leftOutByReason = new TreeMap<>();
    private boolean hasMore;
    private boolean isAtLimit;

    Preview(CrawlOptions options, ScopeFilter scope, SeedSitemaps sitemaps) {
        this.options = options;
        this.scope = scope;
        this.sitemaps = sitemaps;
        this.parser = SiteRules.parser(options.access().userAgent());
    }

    /** There is more than the frontier has. */
    void hasMore() {
        hasMore = true;
    }

    /** Notes URLs that were named, and so are requested whatever rules exclude. */
    void named(List<Url> urls) {
        for (Url url : urls) {
            ScopeRule rule = scope.explain(url.href(), url.origin());
            if (rule != null) {
                named.add(new LeftOut(url.href(), rule.reason(), rule.rule()));
            }
        }
    }

    /**
     * Notes a URL that is not requested.
     *
     * @param rule what says so; null if it is to be found out, or the reason says it all
     */
    void leftOut(String url, SkipReason reason, @Nullable String rule) {
        leftOutByReason.merge(reason.label(), 1L, Long::sum);
        if (leftOut.size() < LEFT_OUT_MAX) {
            leftOut.add(new LeftOut(url, reason, rule == null ? ruleOf(url, reason) : rule));
        }
    }

    private String ruleOf(String text, SkipReason reason) {
        Url url = Url.tryParse(text);
        ScopeRule rule = url == null ? null : scope.explain(url.href(), url.origin());
        return rule == null || rule.reason() != reason ? "" : rule.rule();
    }

    /** Asks a frontier from a time on. */
    void ask(Frontier frontier, long startNanos) {
        isAtLimit = frontier.limitReached(startNanos) != null && !frontier.isDone();
        List<Output> outputs = new ArrayList<>();
        long now = startNanos;
        for (int turn = 0; turn < TURNS_MAX && !frontier.isDone() && frontier.limitReached(now) == null; turn++) {
            outputs.clear();
            frontier.tick(now, FIRST_MAX, outputs::add);
            boolean isAnswered = false;
            for (Output output : outputs) {
                if (output instanceof Output.Command command && first.size() == FIRST_MAX) {
                    hasMore |= command instanceof Output.Fetch;
                    return;
                }
                isAnswered |= output instanceof Output.Command;
                note(output, now - startNanos);
            }
            now += isAnswered ? ANSWER_NANOS : Math.max(0, frontier.nextWakeup(now) - now);
            for (Output output : outputs) {
                answer(frontier, output, now);
            }
        }
        hasMore |= !frontier.isDone();
    }

    private void note(Output output, long afterNanos) {
        Duration after = Duration.ofNanos(afterNanos);
        switch (output) {
            case Output.Fetch fetch -> first.add(new Asked(fetch.url(), after));
            case Output.FetchRobots robots -> {
                if (robots.text() == null) {
                    first.add(new Asked(SeedSitemaps.robotsUrl(robots.origin()), after));
                }
            }
            case Output.Skip skip -> leftOut(skip.url(), skip.reason(), skip.rule());
            case Output.Forward _ -> {
                // A frontier without neighbours forwards nothing.
            }
        }
    }

    private void answer(Frontier frontier, Output output, long now) {
        if (output instanceof Output.Fetch fetch) {
            var answered = new Outcome.Answered(200, 0, ANSWER_NANOS, null);
            frontier.onFetched(now, fetch.id(), fetch.incarnation(), answered, Links.NONE, _ -> {});
        } else if (output instanceof Output.FetchRobots robots) {
            byte[] known = robots.text();
            RobotsAnswer answer = known == null
                    ? new RobotsAnswer.None(ANSWER_NANOS)
                    : new RobotsAnswer.Parsed(parser.parse(robots.origin(), known));
            frontier.onRobots(now, robots.id(), robots.incarnation(), answer);
            if (known == null && sitemaps.wantedOf(robots.origin())) {
                frontier.onLinks(now, sitemaps.named(robots.origin(), answer), robots.origin(), _ -> {});
            }
        }
    }

    /** What came of it. */
    CrawlPreview result(Start start, long urls) {
        return new CrawlPreview(
                start, first, !hasMore, isAtLimit, scope.reach(), urls, named, leftOut, leftOutByReason, options);
    }
}
