package ayatori.crawler;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One URL that was requested, and what came of it: an answer of any status, or an error.
 *
 * @param url the canonical URL
 * @param status the HTTP status; 0 when no answer came
 * @param title the page's title; null if it has none
 * @param depth how many links away from a seed
 * @param referrer the page it was found on; null for a seed
 * @param contentType the Content-Type header; null if there is none
 * @param charset the character encoding of the body; null if it is not text
 * @param body the decoded body in UTF-8 if it is HTML, else as it came; empty where there is none
 * @param bytes how long the decoded body was, in its own encoding
 * @param elapsed how long the request took
 * @param fetchedAt when it started
 * @param attempts how many requests it took
 * @param truncated why the body is not whole, in WARC's words: {@code length}, {@code time}, {@code disconnect}, or
 *     {@code unspecified} if its media type was not wanted; null if it is
 * @param etag the ETag as it was sent; null if there is none
 * @param lastModified the Last-Modified as it was sent; null if there is none
 * @param digest XXH3's 128 bits over the decoded body, in hexadecimal; null if no body came or it broke off
 * @param links the distinct absolute canonical links of the page, in page order
 * @param redirectTo where a redirect leads; null if it is none
 * @param error what went wrong; null if an answer came
 * @param change what a recrawl found, compared with the crawl before; null if it is no recrawl, or it cannot be told. A page
 *     whose status is 304 has no body here, and links only if the crawl before recorded them
 * @param history how often the page changed; null if it is no recrawl, or the page was never answered before
 * @param canonical the URL the page says is its canonical one; null if it says nothing
 * @param lang the language the page says it is in; null if it says nothing
 */
public record Page(
        String url,
        int status,
        @Nullable String title,
        int depth,
        @Nullable String referrer,
        @Nullable String contentType,
        @Nullable Charset charset,
        byte[] body,
        long bytes,
        Duration elapsed,
        Instant fetchedAt,
        int attempts,
        @Nullable String truncated,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String digest,
        List<String> links,
        @Nullable String redirectTo,
        @Nullable PageError error,
        @Nullable Change change,
        @Nullable PageHistory history,
        @Nullable String canonical,
        @Nullable String lang) {

    /** {@return whether the status is 2xx} */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** {@return the body as text} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
