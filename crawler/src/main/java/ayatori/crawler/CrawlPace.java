package ayatori.crawler;

import java.time.Duration;

/**
 * How fast and how politely hosts are asked. A group of {@link CrawlOptions}, whose builder sets it.
 *
 * @param concurrency the most requests at a time, over all hosts
 * @param perHost the most requests at a time to one host name, whatever the port, to one registered domain, and to one address
 * @param delay the time between the starts of two requests to one of these
 * @param timeout the time limit for one request, connecting included
 * @param retries how often a request is repeated after a temporary failure
 * @param limitRate the most bytes of decoded bodies a second, on average over the whole crawl; {@code Long.MAX_VALUE} for no
 *     limit
 * @param robots whether robots.txt is obeyed
 */
public record CrawlPace(
        int concurrency, int perHost, Delay delay, Duration timeout, int retries, long limitRate, boolean robots) {

    /** Checks the ranges. */
    public CrawlPace {
        Check.atLeast(1, concurrency, "concurrency");
        Check.atLeast(1, perHost, "perHost");
        Check.atLeast(0, retries, "retries");
        Check.timeLimit(timeout, "timeout");
        Check.atLeast(1, limitRate, "limitRate");
    }
}
