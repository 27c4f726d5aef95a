package ayatori.crawler.frontier;

/**
 * The frontier at a glance.
 *
 * @param queued URLs that wait, retries included
 * @param inFlight requests under way, those for robots.txt included
 * @param hosts hosts known
 * @param pagesAnswered URLs whose last request was answered, earlier incarnations included
 * @param bytesReceived bytes received, likewise
 * @param retries those of the queued that wait for another try
 * @param oldestStartNanos when the oldest request under way was started, {@code Long.MAX_VALUE} if none is
 */
public record Counts(
        long queued,
        int inFlight,
        int hosts,
        long pagesAnswered,
        long bytesReceived,
        long retries,
        long oldestStartNanos) {}
