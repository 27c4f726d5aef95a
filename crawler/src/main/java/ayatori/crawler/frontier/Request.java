package ayatori.crawler.frontier;

import org.jspecify.annotations.Nullable;

/**
 * A request under way.
 *
 * @param id names it in this incarnation
 * @param host whom it asks
 * @param slot which of the host's requests it is
 * @param startNanos when it started
 * @param entry the URL it is for; null when it is for robots.txt
 */
record Request(
        long id,
        Host host,
        int slot,
        long startNanos,
        @Nullable UrlEntry entry) {}
