package ayatori.crawler.engine;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.CrawlReport;
import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Counts;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.HostState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counts of a crawl. Belongs to the frontier loop. */
final class Tally {
    private static final int BUSIEST_MAX = 10;

    private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
    private final SortedMap<String, Long> byError = new TreeMap<>();
    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private long pages;
    private long bytes;
    private long errors;
    private long skippedTotal;

    /** These counts as they are now. */
    Tally copy() {
        var copy = new Tally();
        copy.byStatus.putAll(byStatus);
        copy.byError.putAll(byError);
        copy.skipped.putAll(skipped);
        copy.pages = pages;
        copy.bytes = bytes;
        copy.errors = errors;
        copy.skippedTotal = skippedTotal;
        return copy;
    }

    void page(Result.Facts facts) {
        pages++;
        bytes += facts.bytes();
        byStatus.merge(facts.status(), 1L, Long::sum);
        if (facts.error() != null) {
            byError.merge(facts.error().kind(), 1L, Long::sum);
            errors++;
        }
    }

    void skip(SkipReason reason) {
        skippedTotal++;
        skipped.merge(reason.label(), 1L, Long::sum);
    }

    long pages() {
        return pages;
    }

    long bytes() {
        return bytes;
    }

    long errors() {
        return errors;
    }

    long skippedTotal() {
        return skippedTotal;
    }

    /** The state of the crawl, with the frontier's part of it. */
    CrawlProgress progress(CrawlProgress.State state, Frontier frontier, CrawlClock clock) {
        Counts counts = frontier.counts();
        long now = clock.epochNanos();
        List<CrawlProgress.Host> busiest = new ArrayList<>();
        for (HostState host : frontier.busiestHosts(BUSIEST_MAX)) {
            busiest.add(new CrawlProgress.Host(
                    host.origin(),
                    host.queued(),
                    host.inFlight(),
                    Duration.ofNanos(Math.max(0, host.blockedUntilNanos() - now))));
        }
        return new CrawlProgress(
                state,
                pages,
                bytes,
                counts.queued(),
                counts.inFlight(),
                errors,
                skippedTotal,
                counts.hosts(),
                clock.elapsed(),
                busiest);
    }

    CrawlReport report(
            CrawlReport.End end, @Nullable String problem, Duration elapsed, SeedFates seeds, long handlerFailures) {
        return new CrawlReport(
                end,
                problem,
                pages,
                byStatus,
                byError,
                skipped,
                bytes,
                elapsed,
                seeds.fetched(),
                seeds.problems(),
                handlerFailures,
                true);
    }
}
