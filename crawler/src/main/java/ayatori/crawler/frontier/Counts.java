package ayatori.crawler.frontier;

/**
 * The frontier at a glance.
 *
 * @param queued URLs that wait, retries included
 * @param inFlight requests under way, those for robots.txt included
 * @param hosts hosts known
 * @param pagesAnswered URLs whose last request was answered, earlier incarnations included
 * @param bytesReceived bytes received, likewise
 */
public record Counts(long queued, int inFlight, int hosts, long pagesAnswered, long bytesReceived) {}
