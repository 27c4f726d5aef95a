package ayatori.crawler.engine;

import ayatori.crawler.SkipReason;
import ayatori.crawler.fetch.RobotsProblem;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.SkippedRecord;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Why the robots.txt of hosts cannot be had, for the records of the URLs that are skipped for it. It is known of the hosts that
 * were needed last, and not after a restart. Belongs to the frontier loop.
 */
final class RobotsProblems {
    private static final int HOSTS_MAX = 10_000;

    /** By origin, the least recently used first. */
    private final LinkedHashMap<String, RobotsProblem> byOrigin = new LinkedHashMap<>(16, 0.75f, true);

    /** Notes what came of asking a host; null if there is no problem. */
    void note(String origin, @Nullable RobotsProblem problem) {
        if (problem == null) {
            byOrigin.remove(origin);
            return;
        }
        byOrigin.put(origin, problem);
        if (byOrigin.size() > HOSTS_MAX) {
            byOrigin.pollFirstEntry();
        }
    }

    /** The record of a URL that is not requested, with the problem if its host's robots.txt is why. */
    SkippedRecord record(Output.Skip skip) {
        RobotsProblem problem = skip.reason() == SkipReason.ROBOTS_UNREACHABLE ? of(skip.url()) : null;
        return problem == null
                ? new SkippedRecord(skip.url(), skip.reason(), skip.referrer(), skip.rule())
                : new SkippedRecord(skip.url(), skip.reason(), skip.referrer(), problem.sentence(), problem.error());
    }

    /** The problem of a URL's host; null if none is known. */
    private @Nullable RobotsProblem of(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return byOrigin.get(path < 0 ? url : url.substring(0, path));
    }
}
