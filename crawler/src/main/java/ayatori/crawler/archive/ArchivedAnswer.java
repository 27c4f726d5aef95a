package ayatori.crawler.archive;

import ayatori.web.http.Headers;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer out of an archive.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param at when it was captured
 * @param body the body without chunk framing and with its content coding; to be closed
 * @param truncated why it is not whole, in WARC's words; null if it is
 */
public record ArchivedAnswer(
        int status,
        Headers headers,
        Instant at,
        InputStream body,
        @Nullable String truncated) {}
