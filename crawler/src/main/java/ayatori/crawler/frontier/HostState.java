package ayatori.crawler.frontier;

/**
 * One host at a glance.
 *
 * @param origin {@code scheme://host[:port]}
 * @param queued URLs that wait
 * @param inFlight requests under way
 * @param pagesAnswered URLs whose last request was answered
 * @param nextFetchNanos when its delay and block allow the next request, in nanoseconds since the epoch
 * @param blockedUntilNanos when its last block ends; in the past, or 0, if it is not blocked
 */
public record HostState(
        String origin, long queued, int inFlight, long pagesAnswered, long nextFetchNanos, long blockedUntilNanos) {}
