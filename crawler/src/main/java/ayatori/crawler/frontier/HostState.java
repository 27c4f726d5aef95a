package ayatori.crawler.frontier;

import org.jspecify.annotations.Nullable;

/**
 * One host at a glance.
 *
 * @param origin {@code scheme://host[:port]}
 * @param queued URLs that wait
 * @param inFlight requests under way
 * @param pagesAnswered URLs whose last request was answered
 * @param nextFetchNanos when its delay and block allow the next request, in nanoseconds since the epoch
 * @param blockedUntilNanos when its last block ends; in the past, or 0, if it is not blocked
 * @param retries those of the waiting URLs that were requested before and wait for another try
 * @param asksRobots whether its robots.txt is being requested; nothing else is then
 * @param oldestStartNanos when the oldest request under way was started, {@code Long.MAX_VALUE} if none is
 * @param neighbourhood what it shares with others for which it waits now: its host name, its registered domain, or its address; null
 *     if it waits for none
 * @param isParked whether it is slow, and waits until slow hosts have fewer requests under way
 */
public record HostState(
        String origin,
        long queued,
        int inFlight,
        long pagesAnswered,
        long nextFetchNanos,
        long blockedUntilNanos,
        long retries,
        boolean asksRobots,
        long oldestStartNanos,
        @Nullable String neighbourhood,
        boolean isParked) {}
