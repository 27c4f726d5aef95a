package ayatori.crawler.engine;

import ayatori.crawler.fetch.Fetcher;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.HostRules;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * Requests and parses robots.txt on a fetch loop: a large one takes half a second to parse, for which the frontier loop must
 * not stand still.
 */
record RulesReader(Fetcher fetcher, HeldBytes held, HostRules.Parser parser) {
    /**
     * Requests a robots.txt, or parses the one that the command has.
     *
     * @param location where a redirect leads; null for the host's own address
     */
    RobotsFetch read(Output.FetchRobots fetch, @Nullable Url location) throws Exception {
        byte[] known = fetch.text();
        if (known != null) {
            return new RobotsFetch.Answered(new RobotsAnswer.Parsed(parsed(fetch, known)), null);
        }
        RobotsFetch robots = fetcher.robots(fetch, location);
        if (robots instanceof RobotsFetch.Answered answered && answered.answer() instanceof RobotsAnswer.Rules rules) {
            return new RobotsFetch.Answered(
                    rules.parsed(parsed(fetch, rules.text())), answered.problem(), answered.capture());
        }
        return robots;
    }

    private HostRules parsed(Output.FetchRobots fetch, byte[] text) throws Exception {
        held.awaitRoom();
        return parser.parse(fetch.origin(), text);
    }
}
