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
    private static final int HOSTS_SHOWN = 10;

    private final Frontier frontier;
    private final CrawlState crawlState;

    ProgressReader(Frontier frontier, CrawlState crawlState) {
        this.frontier = frontier;
        this.crawlState = crawlState;
    }

    CrawlProgress read(CrawlProgress.State state, long now) {
        Counts counts = frontier.counts();
        Tally tally = crawlState.tally();
        List<CrawlProgress.Host> busiest = new ArrayList<>();
        for (HostState host : frontier.busiestHosts(HOSTS_SHOWN)) {
            busiest.add(new CrawlProgress.Host(
                    host.origin(),
                    host.queued(),
                    host.inFlight(),
                    Duration.ofNanos(Math.max(0, host.blockedUntilNanos() - now))));
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
                busiest);
    }
}
