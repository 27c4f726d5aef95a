package ayatori.crawler.engine;

import ayatori.crawler.FoundUrl;
import ayatori.crawler.UrlScorer;
import ayatori.crawler.frontier.ForwardingLinks;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.frontier.Priority;
import org.jspecify.annotations.Nullable;

/** Gives links the priorities that the user's scorer says, if there is one. */
record Scoring(@Nullable UrlScorer scorer) {
    /**
     * Links with their priorities.
     *
     * @param referrer where they were found; null for seeds
     */
    Links scored(Links links, @Nullable String referrer) {
        return scorer == null ? links : new Scored(links, referrer, scorer);
    }

    private record Scored(Links links, @Nullable String referrer, UrlScorer scorer) implements ForwardingLinks {
        @Override
        public double priority(int index) {
            var found = new FoundUrl(url(index), referrer, depth(index), links.priority(index));
            double score;
            try {
                score = scorer.score(found);
            } catch (RuntimeException | Error e) {
                throw new Failure("it failed on " + found.url() + " (" + e + ")", e);
            }
            if (!Priority.isValid(score)) {
                throw new Failure("it gave " + score + " for " + found.url() + ", which is not from 0.0 to 1.0", null);
            }
            return score;
        }
    }

    /** The scorer cannot be used; the message says why. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
