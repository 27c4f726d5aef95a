package ayatori.crawler.frontier;

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
 */
public record Link(
        String url,
        String origin,
        long fingerprintHigh,
        long fingerprintLow,
        int depth,
        int redirects,
        @Nullable SkipReason skipReason) {}
