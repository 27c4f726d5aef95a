package ayatori.crawler.engine;

import ayatori.crawler.CrawlProgress;
import ayatori.crawler.frontier.Counts;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.HostState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sums up where a crawl stands. Belongs to the frontier loop. */
final class ProgressReader {
    private final Frontier frontier;
    private final CrawlState crawlState;

    ProgressReader(Frontier frontier, CrawlState crawlState) {
        this.frontier = frontier;
        this.crawlState = crawlState;
    }

    CrawlProgress read(CrawlProgress.State state, double speed, long now) {
        Counts counts = frontier.counts();
        Tally tally = crawlState.tally();
        List<CrawlProgress.Host> busiest = new ArrayList<>();
        for (HostState host : frontier.busiestHosts(now, CrawlProgress.HOSTS_MAX)) {
            busiest.add(new CrawlProgress.Host(
                    host.origin(),
                    host.queued(),
                    host.inFlight(),
                    between(now, host.blockedUntilNanos()),
                    between(now, host.nextFetchNanos()),
                    between(host.oldestStartNanos(), now),
                    host.retries(),
                    host.asksRobots(),
                    host.neighbourhood(),
                    host.isParked()));
        }
        return new CrawlProgress(
                state,
                tally.pages(),
                tally.bytes(),
                counts.queued(),
                counts.inFlight(),
                tally.errors(),
                tally.skippedTotal(),
                counts.hosts(),
                crawlState.elapsed(),
                busiest,
                new CrawlProgress.Details(
                        speed,
                        between(counts.oldestStartNanos(), now),
                        counts.retries(),
                        tally.byStatus(),
                        tally.byError(),
                        tally.bySkip(),
                        crawlState.recentPages().all(),
                        crawlState.recentPages().failed()));
    }

    /** Zero if the first time is after the second. */
    private static Duration between(long fromNanos, long toNanos) {
        return fromNanos >= toNanos ? Duration.ZERO : Duration.ofNanos(toNanos - fromNanos);
    }
}
