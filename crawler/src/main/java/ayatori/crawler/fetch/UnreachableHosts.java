package ayatori.crawler.fetch;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts from which nothing can be fetched: robots.txt could not even be asked for, because the name is unknown, the
 * certificate is not trusted, or the address is private. Their pages fail with the same words, without a request that
 * robots.txt might have denied. Written and read by all fetch loops. Not stored: a new process asks each of these hosts for
 * its robots.txt again ({@link ayatori.crawler.frontier.RobotsAnswer.NoHost}).
 */
public final class UnreachableHosts {
    private static final int HOSTS_MAX = 100_000;

    private volatile boolean hasAnyAnswered;

    private final ConcurrentHashMap<String, FetchException> problems = new ConcurrentHashMap<>();

    /** Notes a host; false if there is no room for it. */
    boolean add(String origin, FetchException problem) {
        boolean hasRoom = problems.size() < HOSTS_MAX;
        if (hasRoom) {
            problems.put(origin, problem);
        }
        return hasRoom;
    }

    /** A host has answered. */
    void answered(String origin) {
        hasAnyAnswered = true;
        problems.remove(origin);
    }

    /** Whether this process has had an answer from any host, so that its network has worked. */
    boolean hasAnyAnswered() {
        return hasAnyAnswered;
    }

    /** Throws the host's problem, if it has one. */
    void check(String origin) throws FetchException {
        FetchException problem = problems.get(origin);
        if (problem != null) {
            throw new FetchException(problem);
        }
    }
}
