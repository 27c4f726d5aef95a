package ayatori.crawler.engine;

import ayatori.crawler.fetch.FetchException;
import ayatori.crawler.fetch.Head;
import ayatori.crawler.frontier.Outcome;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.record.PageRecord;
import org.jspecify.annotations.Nullable;

/** Tells the frontier how a request ended that was answered. */
final class Outcomes {
    private Outcomes() {}

    /**
     * The outcome of a request that was answered.
     *
     * @param failure why the body cannot be used; null if it can
     * @param setsCookie whether the answer sets a cookie that will be sent back
     */
    static Outcome of(
            Output.Fetch fetch, Head head, @Nullable FetchException failure, PageRecord record, boolean setsCookie) {
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
                && fetch.url().equals(record.redirectTo())
                && fetch.request()
                        .redirected(head.status(), true)
                        .method()
                        .equals(fetch.request().method());
        return isSentBack ? new Outcome.SentBack(answered) : answered;
    }
}
