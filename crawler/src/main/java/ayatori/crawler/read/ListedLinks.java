package ayatori.crawler.read;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Priority;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links that stand on no page: the seeds, and what a robots.txt or a sitemap lists. All are at depth zero, as seeds are.
 *
 * @param sitemaps where the sitemaps are: wanted wherever they are, since the site itself names them
 * @param pages where the pages are; without fragments
 * @param modified when each page was modified, as the sitemap says; shorter than the pages where it is not known
 * @param priorities the priority of each page, as the sitemap says; shorter than the pages where it is not known
 * @param fingerprint tells them apart
 * @param scope judges the pages; null if all are wanted
 * @param steps how many sitemap indexes and redirects in a row led to the sitemaps
 * @param sitemapsSkipped why none of the sitemaps is wanted; null if they are
 * @param pagesSkipped why none of the pages is wanted; null if the scope judges them
 */
public record ListedLinks(
        List<Url> sitemaps,
        List<Url> pages,
        List<@Nullable Instant> modified,
        List<@Nullable Double> priorities,
        Fingerprint fingerprint,
        @Nullable ScopeFilter scope,
        int steps,
        @Nullable SkipReason sitemapsSkipped,
        @Nullable SkipReason pagesSkipped)
        implements FetchedLinks {
    /** Drops credentials: a sitemap must not choose our login. */
    public ListedLinks {
        sitemaps = sitemaps.stream().map(Url::withoutCredentials).toList();
        pages = pages.stream().map(Url::withoutCredentials).toList();
    }

    /** Links that are wanted. */
    ListedLinks(
            List<Url> sitemaps,
            List<Url> pages,
            List<@Nullable Instant> modified,
            List<@Nullable Double> priorities,
            Fingerprint fingerprint,
            int steps) {
        this(sitemaps, pages, modified, priorities, fingerprint, null, steps, null, null);
    }

    /** The seeds. */
    public static ListedLinks seeds(List<Url> pages, CanonicalForm form) {
        return new ListedLinks(List.of(), pages, List.of(), List.of(), new Fingerprint(form), 0);
    }

    /** Sitemaps. */
    public static ListedLinks sitemaps(List<Url> sitemaps, CanonicalForm form) {
        return new ListedLinks(sitemaps, List.of(), List.of(), List.of(), new Fingerprint(form), 0);
    }

    @Override
    public ListedLinks judgedBy(ScopeFilter filter) {
        return new ListedLinks(
                sitemaps, pages, modified, priorities, fingerprint, filter, steps, sitemapsSkipped, pagesSkipped);
    }

    /** {@return these links, all to be skipped for the given reasons; null for none} */
    public ListedLinks skipped(@Nullable SkipReason ofSitemaps, @Nullable SkipReason ofPages) {
        return new ListedLinks(sitemaps, pages, modified, priorities, fingerprint, scope, steps, ofSitemaps, ofPages);
    }

    @Override
    public long memoryBytes() {
        long bytes = 0;
        for (int i = 0; i < size(); i++) {
            bytes += 200 + 2L * get(i).href().length();
        }
        return bytes;
    }

    @Override
    public int size() {
        return sitemaps.size() + pages.size();
    }

    /** When a URL was modified, as the sitemap says; null if it does not. */
    public @Nullable Instant modified(int index) {
        int page = index - sitemaps.size();
        return page >= 0 && page < modified.size() ? modified.get(page) : null;
    }

    @Override
    public double priority(int index) {
        int page = index - sitemaps.size();
        Double priority = page >= 0 && page < priorities.size() ? priorities.get(page) : null;
        return priority == null ? Priority.DEFAULT : priority;
    }

    private Url get(int index) {
        return isSitemap(index) ? sitemaps.get(index) : pages.get(index - sitemaps.size());
    }

    @Override
    public boolean isSitemap(int index) {
        return index < sitemaps.size();
    }

    @Override
    public long fingerprintHigh(int index) {
        return fingerprint.of(get(index)).getMostSignificantBits();
    }

    @Override
    public long fingerprintLow(int index) {
        return fingerprint.of(get(index)).getLeastSignificantBits();
    }

    @Override
    public String url(int index) {
        return get(index).href();
    }

    @Override
    public String origin(int index) {
        return get(index).origin();
    }

    @Override
    public int depth(int index) {
        return 0;
    }

    @Override
    public int redirects(int index) {
        return isSitemap(index) ? steps : 0;
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        if (isSitemap(index)) {
            return sitemapsSkipped;
        }
        if (pagesSkipped != null) {
            return pagesSkipped;
        }
        return scope == null ? null : scope.judge(url(index), origin(index));
    }
}
