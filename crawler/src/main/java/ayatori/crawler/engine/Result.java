package ayatori.crawler.engine;

import ayatori.crawler.PageError;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.frontier.RobotsAnswer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a fetch loop tells the frontier loop of a request. */
sealed interface Result {
    /** Tells it: calls the method of the frontier loop that takes this kind. */
    void tell(FrontierLoop frontier) throws IOException;

    /**
     * A page was requested.
     *
     * @param fetch the command
     * @param outcome how it ended, for the frontier
     * @param facts how it ended, for the counts
     * @param json the page's line for {@code pages.jsonl}; null if that is not written
     * @param text the page's entry for {@code pages.txt}; null if that is not written
     * @param links the links found, redirect targets included
     */
    record Fetched(
            Output.Fetch fetch,
            Outcome outcome,
            Facts facts,
            byte @Nullable [] json,
            byte @Nullable [] text,
            FetchedLinks links)
            implements Result {
        @Override
        public void tell(FrontierLoop frontier) throws IOException {
            frontier.fetched(this);
        }
    }

    /**
     * The connection was refused by our own policy: the URL's host has a private address.
     *
     * @param fetch the command
     * @param message one sentence for people
     */
    record PrivateAddress(Output.Fetch fetch, String message) implements Result {
        @Override
        public void tell(FrontierLoop frontier) {
            frontier.privateAddress(this);
        }
    }

    /**
     * A host was asked for its robots.txt.
     *
     * @param fetch the command
     * @param answer what came of it
     * @param problem why it could not be had, one sentence for people; null if it could
     */
    record Robots(
            Output.FetchRobots fetch,
            RobotsAnswer answer,
            @Nullable String problem) implements Result {
        @Override
        public void tell(FrontierLoop frontier) throws IOException {
            frontier.robots(this);
        }
    }

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
}
