package ayatori.crawler.engine;

import ayatori.crawler.frontier.Frontier;
import ayatori.crawler.frontier.Output;
import ayatori.web.url.Url;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Follows the redirects of robots.txt files. Each target is requested when its host has a turn, like everything else, and
 * goes out with the step that gives it the turn. Belongs to the frontier loop.
 *
 * <p>Nothing of this is stored: a robots.txt that was on its way when the process died is requested again from the start.
 */
final class RobotsRedirects {
    /** RFC 9309 section 2.3.1.2 asks for five at least. */
    static final int REDIRECTS_MAX = 5;

    /** What becomes of a redirect. */
    enum Fate {
        FOLLOWED,
        TOO_MANY,
        /** Its target's host belongs to another shard, which alone may say when that host is asked. */
        IN_OTHER_SHARD
    }

    private final Timers timers;
    private final LongSupplier now;
    private final Frontier frontier;
    private final Step step;

    /** The redirects so far of each request under way, by its id. */
    private final Map<Long, Integer> redirects = new HashMap<>();

    /** Runs something later, outside of any step. */
    @FunctionalInterface
    interface Timers {
        void callLater(Duration delay, Runnable callback);
    }

    /**
     * Follows none yet.
     *
     * @param now the time in nanoseconds since 1970
     */
    RobotsRedirects(Timers timers, LongSupplier now, Frontier frontier, Step step) {
        this.timers = timers;
        this.now = now;
        this.frontier = frontier;
        this.step = step;
    }

    /**
     * Follows a redirect, in this step or in the one in which its target's host has a turn.
     *
     * @param laterStep runs something as a step of the frontier loop
     * @return whether it is followed
     */
    Fate follow(Output.FetchRobots command, Url location, Consumer<Runnable> laterStep) {
        if (redirects.merge(command.id(), 1, Integer::sum) > REDIRECTS_MAX) {
            return Fate.TOO_MANY;
        }
        if (!frontier.owns(location.origin())) {
            return Fate.IN_OTHER_SHARD;
        }
        request(command, location, laterStep);
        return Fate.FOLLOWED;
    }

    private void request(Output.FetchRobots command, Url location, Consumer<Runnable> laterStep) {
        long at = now.getAsLong();
        long start = frontier.takeTurn(at, location.origin());
        if (start > at) {
            timers.callLater(
                    Duration.ofNanos(start - at), () -> laterStep.accept(() -> request(command, location, laterStep)));
        } else {
            step.follow(command, location);
        }
    }

    /** How many redirects a request under way has had. */
    int count(Output.FetchRobots command) {
        return redirects.getOrDefault(command.id(), 0);
    }

    /** Forgets a request that has ended. */
    void ended(Output.FetchRobots command) {
        redirects.remove(command.id());
    }
}
