package ayatori.crawler.fetch;

import ayatori.crawler.frontier.RobotsAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request for a robots.txt.
 *
 * @param answer what it means for the frontier
 * @param problem why there is none, one sentence for people; null if there is one, or none is needed
 */
public record RobotsFetch(RobotsAnswer answer, @Nullable String problem) {}
