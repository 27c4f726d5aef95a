package ayatori.crawler.fetch;

import ayatori.web.http.Truncation;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its body.
 *
 * @param head its status and headers
 * @param body the decoded body
 * @param truncated why the body is not whole, in WARC's words; null if it is
 * @param failure why the body cannot be used at all; null if it can, or if it does not matter, as with a redirect
 */
public record Answer(
        Head head,
        byte[] body,
        @Nullable String truncated,
        @Nullable FetchException failure) {
    /** An answer whose body can be used. */
    public Answer(Head head, byte[] body, @Nullable String truncated) {
        this(head, body, truncated, null);
    }

    /** Whether the body can be compared with that of another answer: it is whole, or was cut at our own limit. */
    public boolean isComparable() {
        return failure == null && (truncated == null || truncated.equals(Truncation.LENGTH.token()));
    }
}
