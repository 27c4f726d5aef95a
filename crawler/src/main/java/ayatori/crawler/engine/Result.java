package ayatori.crawler.engine;

import ayatori.crawler.PageError;
import ayatori.crawler.fetch.RobotsFetch;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.FetchedLinks;
import org.jspecify.annotations.Nullable;

/** What a fetch loop reports to the frontier loop about one request. */
sealed interface Result {
    /**
     * A page was requested.
     *
     * @param fetch the command
     * @param outcome how it ended, for the frontier
     * @param facts how it ended, for the counts
     * @param lines its record
     * @param links the links found, redirect targets included
     */
    record Fetched(Output.Fetch fetch, Outcome outcome, Facts facts, Lines lines, FetchedLinks links)
            implements Result {}

    /**
     * The connection was refused by our own address policy: the URL's host has a private address.
     *
     * @param fetch the command
     * @param message one sentence for people
     */
    record PrivateAddress(Output.Fetch fetch, String message) implements Result {}

    /**
     * A host was asked for its robots.txt.
     *
     * @param command the command
     * @param robots what came of it
     */
    record Robots(Output.FetchRobots command, RobotsFetch robots) implements Result {}

    /**
     * What is counted of a page.
     *
     * @param status the HTTP status; 0 without an answer
     * @param bytes the length of the decoded body
     * @param error why no answer came; null if one did
     * @param redirectTo the canonical URL it redirects to; null if it does not
     */
    record Facts(
            int status,
            long bytes,
            @Nullable PageError error,
            @Nullable String redirectTo) {}

    /**
     * A page's record in each format.
     *
     * @param json the line for {@code pages.jsonl}; null if that is not written
     * @param text the entry for {@code pages.txt}; null if that is not written
     */
    record Lines(byte @Nullable [] json, byte @Nullable [] text) {}
}
