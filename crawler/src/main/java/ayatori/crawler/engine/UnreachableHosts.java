package ayatori.crawler.engine;

import ayatori.web.http.HttpException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts of which nothing can be had: robots.txt could not even be asked for, because the name is unknown, the certificate is
 * not trusted, or the address is private. Their pages fail with the same words, without a request that robots.txt might have
 * denied. Written and read by all fetch loops.
 */
final class UnreachableHosts {
    private static final int HOSTS_MAX = 100_000;

    private final ConcurrentHashMap<String, HttpException> problems = new ConcurrentHashMap<>();

    void add(String origin, HttpException problem) {
        if (problems.size() < HOSTS_MAX) {
            problems.put(origin, problem);
        }
    }

    /** Throws the host's problem, if it has one. */
    void check(String origin) throws HttpException {
        HttpException problem = problems.get(origin);
        if (problem != null) {
            throw new HttpException(problem.kind(), String.valueOf(problem.getMessage()), problem);
        }
    }
}
