package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * One link, with all that {@link Links} tells of it.
 *
 * @param url the canonical URL; ASCII
 * @param origin its host, {@code scheme://host[:port]}; ASCII
 * @param fingerprintHigh the first half of the URL's 128-bit fingerprint
 * @param fingerprintLow the second half
 * @param depth links between a seed and it
 * @param redirects redirects in a row that led to it
 * @param skipReason why it must not be requested, or null
 * @param requisite what a page needs it for; null if it is a link
 */
public record Link(
        String url,
        String origin,
        long fingerprintHigh,
        long fingerprintLow,
        int depth,
        int redirects,
        @Nullable SkipReason skipReason,
        @Nullable RequisiteRole requisite) {
    /** A link that is no requisite. */
    public Link(
            String url,
            String origin,
            long fingerprintHigh,
            long fingerprintLow,
            int depth,
            int redirects,
            @Nullable SkipReason skipReason) {
        this(url, origin, fingerprintHigh, fingerprintLow, depth, redirects, skipReason, null);
    }
}
