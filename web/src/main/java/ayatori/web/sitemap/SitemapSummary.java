package ayatori.web.sitemap;

import java.util.Objects;
import java.util.Optional;

/**
 * What was read of a sitemap.
 *
 * @param format the form of the sitemap
 * @param entries how many entries were given
 * @param problem why it was not read to its end, a sentence for people; empty if it was read to its end
 */
public record SitemapSummary(Format format, long entries, Optional<String> problem) {
    /** The forms of a sitemap. */
    public enum Format {
        /** XML: {@code <urlset>}. */
        URL_SET,
        /** XML: {@code <sitemapindex>}, a list of sitemaps. */
        INDEX,
        /** RSS 0.9, 1.0 or 2.0. */
        RSS,
        /** Atom 1.0 (RFC 4287) or 0.3. */
        ATOM,
        /** Text: one URL on each line. */
        TEXT,
        /** None of these; nothing was given. */
        UNKNOWN
    }

    /** Checks that nothing is missing. */
    public SitemapSummary {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(problem, "problem");
    }
}
