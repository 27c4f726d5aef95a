package ayatori.crawler.engine;

import ayatori.async.EventLoop;
import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Output;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the redirects of robots.txt files. Each target is requested when its host has a turn, like everything else, and
 * goes out with the step that gives it the turn. Belongs to the frontier loop.
 *
 * <p>Nothing of this is stored: a robots.txt that was on its way when the process died is requested again from the start.
 */
final class RobotsRedirects {
    /** RFC 9309 section 2.3.1.2 asks for five at least. */
    private static final int REDIRECTS_MAX = 5;

    private final EventLoop loop;
    private final CrawlClock clock;
    private final Frontier frontier;
    private final Step step;

    /** The redirects so far of each request under way, by its id. */
    private final Map<Long, Integer> redirects = new HashMap<>();

    RobotsRedirects(EventLoop loop, CrawlClock clock, Frontier frontier, Step step) {
        this.loop = loop;
        this.clock = clock;
        this.frontier = frontier;
        this.step = step;
    }

    /**
     * Follows a redirect, in this step or in the one in which its target's host has a turn.
     *
     * @param laterStep runs something as a step of the frontier loop
     * @return false if there were too many
     */
    boolean follow(Output.FetchRobots command, Url location, Consumer<Runnable> laterStep) {
        if (redirects.merge(command.id(), 1, Integer::sum) > REDIRECTS_MAX) {
            return false;
        }
        request(command, location, laterStep);
        return true;
    }

    private void request(Output.FetchRobots command, Url location, Consumer<Runnable> laterStep) {
        long now = clock.epochNanos();
        long start = frontier.takeTurn(now, location.origin());
        if (start > now) {
            loop.callLater(
                    Duration.ofNanos(start - now), () -> laterStep.accept(() -> request(command, location, laterStep)));
        } else {
            step.follow(command, location);
        }
    }

    /** Forgets a request that has ended. */
    void ended(Output.FetchRobots command) {
        redirects.remove(command.id());
    }
}
