package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Output;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the redirects of robots.txt files. Each target is requested when its host has a turn, like everything else.
 * Belongs to the frontier loop.
 */
final class RobotsRedirects {
    /** RFC 9309 section 2.3.1.2 asks for five at least. */
    private static final int REDIRECTS_MAX = 5;

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Frontier frontier;
    private final List<FetchLoop> fetchLoops;

    /** The redirects so far of each request under way, by its id. */
    private final Map<Long, Integer> redirects = new HashMap<>();

    RobotsRedirects(EventLoop loop, CrawlClock clock, Frontier frontier, List<FetchLoop> fetchLoops) {
        this.loop = loop;
        this.clock = clock;
        this.frontier = frontier;
        this.fetchLoops = fetchLoops;
    }

    /**
     * Follows a redirect, now or when its target's host has a turn.
     *
     * @param step runs something as a step of the frontier loop
     * @return false if there were too many
     */
    boolean follow(Output.FetchRobots command, Url location, Consumer<Runnable> step) {
        if (redirects.merge(command.id(), 1, Integer::sum) > REDIRECTS_MAX) {
            return false;
        }
        request(command, location, step);
        return true;
    }

    private void request(Output.FetchRobots command, Url location, Consumer<Runnable> step) {
        long now = clock.epochNanos();
        long start = frontier.takeTurn(now, location.origin());
        if (start > now) {
            loop.callLater(Duration.ofNanos(start - now), () -> step.accept(() -> request(command, location, step)));
        } else {
            int home = Math.floorMod(location.origin().hashCode(), fetchLoops.size());
            fetchLoops.get(home).sendRobots(command, location);
        }
    }

    /** Forgets a request that has ended. */
    void ended(Output.FetchRobots command) {
        redirects.remove(command.id());
    }
}
