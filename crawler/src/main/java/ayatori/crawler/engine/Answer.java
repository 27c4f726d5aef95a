package ayatori.crawler.engine;

import ayatori.web.http.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to the request for a page, its body read.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param body the decoded body
 * @param sitemap what the body says, if a sitemap was asked for and came; its bytes are not kept then
 * @param truncated why the body is not whole, in WARC's words; null if it is
 * @param fetchedAt when the request started
 * @param headNanos how long the head took to come
 * @param totalNanos how long everything took
 */
record Answer(
        int status,
        Headers headers,
        byte[] body,
        @Nullable SitemapBody sitemap,
        @Nullable String truncated,
        Instant fetchedAt,
        long headNanos,
        long totalNanos) {
    /** Whether it is a redirect that names where to. */
    boolean isRedirect() {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> headers.contains("Location");
            default -> false;
        };
    }

    /** How long the decoded body was. */
    long bytes() {
        return sitemap == null ? body.length : sitemap.bytes();
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
