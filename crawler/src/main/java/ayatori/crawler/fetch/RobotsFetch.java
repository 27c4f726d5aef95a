package ayatori.crawler.fetch;

import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/** What came of a request for a robots.txt. */
public sealed interface RobotsFetch {
    /**
     * It is decided what the host's rules are.
     *
     * @param answer what that means for the frontier
     * @param problem why there are none, one sentence for people; null if there are some, or none are needed
     */
    record Answered(RobotsAnswer answer, @Nullable String problem) implements RobotsFetch {}

    /**
     * The request was redirected. The target must have its turn before it is requested.
     *
     * @param location the target
     */
    record Moved(Url location) implements RobotsFetch {}
}
