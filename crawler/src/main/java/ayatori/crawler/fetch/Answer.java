package ayatori.crawler.fetch;

import org.jspecify.annotations.Nullable;

/**
 * An answer with its body.
 *
 * @param head its status and headers
 * @param body the decoded body
 * @param truncated why the body is not whole, in WARC's words; null if it is
 */
public record Answer(Head head, byte[] body, @Nullable String truncated) {}
