package ayatori.web.sitemap;

import ayatori.web.url.Url;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One URL that a sitemap lists.
 *
 * {@snippet :
 * // given: InputStream stream, Url location
 * SitemapReader.standard().read(stream, location, entry -> {
 *     if (entry.kind() == SitemapEntry.Kind.PAGE) {
 *         System.out.println(entry.url() + " changed " + entry.lastModified());
 *     }
 * });
 * }
 *
 * @param url absolute, of scheme {@code http} or {@code https}
 * @param kind what is there
 * @param lastModified when the sitemap says it was last changed or published; null if it does not
 * @param priority how important the sitemap says it is among the site's pages, from 0.0 to 1.0; null if it does not, or says
 *     something else. The protocol takes 0.5 then
 */
public record SitemapEntry(
        Url url,
        Kind kind,
        @Nullable Instant lastModified,
        @Nullable Double priority) {
    /** What a URL leads to. */
    public enum Kind {
        /** A page of the site. */
        PAGE,
        /** Another sitemap, named by an index. */
        SITEMAP,
        /** The same page in another language or for another device: {@code xhtml:link rel="alternate"}. */
        ALTERNATE,
        /** An image on a page: {@code image:loc}. */
        IMAGE,
        /** A video on a page, or its player: {@code video:content_loc}, {@code video:player_loc}. */
        VIDEO
    }

    /** Checks that nothing is missing. */
    public SitemapEntry {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(kind, "kind");
    }
}
