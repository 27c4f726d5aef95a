package ayatori.check.find;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of requesting a URL that the check requested because the crawl had not.
 *
 * @param url the canonical URL
 * @param at when it was asked for
 * @param isProbe whether it is a made-up address
 * @param status the HTTP status; 0 without an answer
 * @param redirectTo the target of the redirect; null if it was not a redirect
 * @param error why there is no answer that counts: a kind, such as {@code timeout}; null if there is one
 * @param message the same as a sentence; null if there is an answer
 * @param notAsked why it was not asked for: the label of a {@link ayatori.crawler.SkipReason}; null if it was
 * @param title the title of what came; null if it has none
 * @param bytes the length of the body
 * @param digest the digest of the body; null if none came
 */
public record AskedUrl(
        String url,
        Instant at,
        boolean isProbe,
        int status,
        @Nullable String redirectTo,
        @Nullable String error,
        @Nullable String message,
        @Nullable String notAsked,
        @Nullable String title,
        long bytes,
        @Nullable String digest) {

    /** {@return whether the answer was a success, or a redirect that was not followed} */
    public boolean isFine() {
        return notAsked == null && error == null && status >= 200 && status < 400;
    }
}
