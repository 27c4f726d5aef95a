package ayatori.crawler.engine;

import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.PageRecord;
import org.jspecify.annotations.Nullable;

/** Tells the frontier how a request ended that was answered. */
final class Outcomes {
    /** How often a page is loaded again that asks for it: unlike a redirect it may be one that does so for ever. */
    private static final int RELOADS_MAX = 3;

    private Outcomes() {}

    /**
     * The outcome of a request that was answered.
     *
     * @param failure why the body cannot be used; null if it can
     * @param setsCookie whether the answer sets a cookie that will be sent back
     * @param reloads whether the page asks to be loaded again at once
     */
    static Outcome of(
            Output.Fetch fetch,
            Head head,
            @Nullable FetchException failure,
            PageRecord record,
            boolean setsCookie,
            boolean reloads) {
        var answered = new Outcome.Answered(
                Math.min(head.status(), 599),
                record.response().receivedBytes(),
                head.nanos(),
                head.retryAfter(),
                head.address());
        if (failure != null && failure.isRetryable() && !answered.retryable()) {
            long nanos = record.response().totalNanos();
            return new Outcome.Failed(
                    true, answered.bytes(), nanos, failure.error().kind());
        }
        boolean isSentBack = setsCookie
                && record.error() == null
                && (redirectsToItself(fetch, head, record)
                        || (reloads && head.isSuccess() && isGet(fetch) && fetch.redirects() < RELOADS_MAX));
        return isSentBack ? new Outcome.SentBack(answered) : answered;
    }

    private static boolean redirectsToItself(Output.Fetch fetch, Head head, PageRecord record) {
        return fetch.url().equals(record.redirectTo())
                && fetch.request()
                        .redirected(head.status(), true)
                        .method()
                        .equals(fetch.request().method());
    }

    private static boolean isGet(Output.Fetch fetch) {
        return fetch.request().method().equals("GET");
    }
}
