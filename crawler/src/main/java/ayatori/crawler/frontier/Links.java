package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of one page, in page order, as the frontier reads them.
 *
 * <p>Nearly every link of a page has been seen before, and for those only the fingerprint is asked for. An
 * implementation may therefore make the rest when it is asked: the URL's String out of a buffer, the scope filter's
 * verdict.
 */
public interface Links {
    /** No links. */
    Links NONE = of(List.of());

    /** How many there are. Indexes below run from 0 to one less. */
    int size();

    /** The first half of the 128-bit fingerprint of the canonical URL, and of the request's method and body. */
    long fingerprintHigh(int index);

    /** The second half. */
    long fingerprintLow(int index);

    /** The canonical URL; ASCII. */
    String url(int index);

    /** The URL's origin, {@code scheme://host[:port]}; ASCII. */
    String origin(int index);

    /**
     * Links between a seed and this URL: 0 for a seed, one more than {@link Output.Fetch#depth} for a page's link, the same
     * for a redirect's target.
     */
    int depth(int index);

    /** Redirects in a row that led to this URL: 0 for a seed and a page's link. */
    int redirects(int index);

    /** Whether the URL is requested as a sitemap: for the pages that it lists, not as a page. */
    default boolean isSitemap(int index) {
        return false;
    }

    /**
     * Whether the URL is requested even if it is known and done: where a redirect leads back to a URL whose answer may be
     * another now, because a cookie was set on the way. Only asked for the target of a redirect. Such a
     * URL has a further record. At most {@link Outcome.SentBack#SENT_BACK_MAX} redirects in a row are followed this way.
     */
    default boolean isAgain(int index) {
        return false;
    }

    /**
     * How soon the URL is requested among those of its host; see {@link Priority}. Only asked for URLs that are not known and
     * may be requested. A redirect's target has the priority of the URL that led to it, and a sitemap has the default.
     */
    default double priority(int index) {
        return Priority.DEFAULT;
    }

    /**
     * What a page needs the URL for, if it is a requisite of the page; null if it is a link. The target of a redirect is what
     * led to it, whatever this says. A requisite is exempt from depth and from the limits of pages; the fingerprint is that of
     * its URL, as for a link.
     */
    default @Nullable RequisiteRole requisite(int index) {
        return null;
    }

    /** How the URL is requested. Its method and body are in the fingerprint. */
    default PageRequest request(int index) {
        return PageRequest.GET;
    }

    /**
     * Why the URL must not be requested, going by the URL itself and the link's {@code nofollow}; null if it may be. Depth
     * is the frontier's concern.
     */
    @Nullable SkipReason skipReason(int index);

    /** Links, and others after them. */
    static Links joined(Links first, Links second) {
        return first.size() == 0 ? second : new JoinedLinks(first, second);
    }

    /** Links held as a list. */
    static Links of(List<Link> links) {
        return new LinkList(List.copyOf(links));
    }
}
