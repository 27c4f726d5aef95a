package ayatori.crawler.frontier;

import ayatori.crawler.RequisiteRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the entries of URLs that links lead to. */
final class LinkedEntry {
    private LinkedEntry() {}

    /**
     * The entry of a link to be followed.
     *
     * @param page the page it stands on; null if it stands on none
     * @param referrer where it was found; null for a seed
     * @param depth the URL's depth, if it is no sitemap
     * @param isFollowed whether the link may be followed
     */
    static UrlEntry of(
            Links links, int i, @Nullable UrlEntry page, @Nullable String referrer, int depth, boolean isFollowed) {
        UrlEntry.Kind kind = kind(links, i, page, referrer);
        return new UrlEntry(
                links.url(i),
                referrer,
                kind != UrlEntry.Kind.SITEMAP ? depth : page == null ? 0 : nesting(page, links, i),
                links.redirects(i),
                kind,
                isFollowed ? priority(links, i, kind, page) : Priority.DEFAULT_TENTHS,
                0,
                List.of(),
                0,
                links.fingerprintHigh(i),
                links.fingerprintLow(i),
                links.request(i));
    }

    /** The entry of a requisite. */
    static UrlEntry ofRequisite(
            Links links, int i, RequisiteRole role, @Nullable UrlEntry page, @Nullable String referrer) {
        int redirects = links.redirects(i);
        Need before = page == null ? null : page.need();
        int steps = before == null ? 0 : before.steps() + (redirects > 0 ? 0 : 1);
        return new UrlEntry(
                links.url(i),
                referrer,
                links.depth(i),
                redirects,
                UrlEntry.Kind.REQUISITE,
                Priority.DEFAULT_TENTHS,
                0,
                List.of(),
                0,
                links.fingerprintHigh(i),
                links.fingerprintLow(i),
                links.request(i),
                new Need(role, steps));
    }

    /** What a link's URL is requested as. A redirect hands on what led to it. */
    private static UrlEntry.Kind kind(Links links, int i, @Nullable UrlEntry page, @Nullable String referrer) {
        if (page != null && links.redirects(i) > 0) {
            return page.kind();
        }
        if (links.isSitemap(i)) {
            return UrlEntry.Kind.SITEMAP;
        }
        return page == null && referrer == null ? UrlEntry.Kind.SEED : UrlEntry.Kind.PAGE;
    }

    private static int priority(Links links, int i, UrlEntry.Kind kind, @Nullable UrlEntry page) {
        if (page != null && links.redirects(i) > 0) {
            return page.priority();
        }
        return kind == UrlEntry.Kind.SITEMAP ? Priority.DEFAULT_TENTHS : Priority.tenths(links.priority(i));
    }

    private static int nesting(UrlEntry page, Links links, int i) {
        return !page.isSitemap() ? 0 : links.redirects(i) > 0 ? page.depth() : page.depth() + 1;
    }
}
