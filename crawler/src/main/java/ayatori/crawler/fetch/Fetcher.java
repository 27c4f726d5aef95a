package ayatori.crawler.fetch;

import ayatori.crawler.frontier.Output;
import ayatori.web.http.Validators;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what the frontier asks for; the seam between a fetch loop and the network. All methods are called by tasks of
 * the fetch loop that owns the fetcher.
 */
public interface Fetcher extends AutoCloseable {
    /**
     * Requests a page or a sitemap.
     *
     * @param condition what the answer is to differ from, or else to be a 304; empty for none
     * @return the answer, whose head has come; to be closed when its body has been dealt with
     * @throws FetchException if no answer came
     */
    Exchange fetch(Output.Fetch fetch, Validators condition) throws FetchException;

    /**
     * Requests a host's robots.txt. Whatever goes wrong is an answer too.
     *
     * @param location where redirects led to; null for the first request
     */
    RobotsFetch robots(Output.FetchRobots fetch, @Nullable Url location);

    /** Closes the connections; what is under way fails. */
    @Override
    void close();
}
