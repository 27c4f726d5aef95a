package ayatori.crawler.fetch;

import ayatori.crawler.archive.Capture;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/** What came of a request for a robots.txt. */
public sealed interface RobotsFetch {
    /** {@return what was captured of it, for an archive; null for nothing} */
    @Nullable Capture capture();

    /**
     * It is decided what the host's rules are.
     *
     * @param answer what that means for the frontier
     * @param problem why there are none; null if there are some, or none are needed
     * @param capture what was captured; null for nothing
     */
    record Answered(
            RobotsAnswer answer,
            @Nullable RobotsProblem problem,
            @Nullable Capture capture) implements RobotsFetch {
        /** An answer of which nothing is captured. */
        public Answered(RobotsAnswer answer, @Nullable RobotsProblem problem) {
            this(answer, problem, null);
        }
    }

    /**
     * The request was redirected. The target must have its turn before it is requested.
     *
     * @param location the target
     * @param capture what was captured; null for nothing
     */
    record Moved(Url location, @Nullable Capture capture) implements RobotsFetch {}
}
