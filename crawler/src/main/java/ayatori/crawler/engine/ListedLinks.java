package ayatori.crawler.engine;

import ayatori.crawler.SkipReason;
import ayatori.crawler.scope.ScopeFilter;
import ayatori.web.url.Url;
import com.dynatrace.hash4j.hashing.HashValue128;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links that stand on no page: the seeds, and what a robots.txt or a sitemap lists. All are at depth zero, as seeds are.
 *
 * @param sitemaps where the sitemaps are: wanted wherever they are, since the site itself names them
 * @param pages where the pages are; without fragments
 * @param scope judges the pages; null if all are wanted
 */
record ListedLinks(
        List<Url> sitemaps, List<Url> pages, @Nullable ScopeFilter scope) implements FetchedLinks {
    static ListedLinks seeds(List<Url> pages) {
        return new ListedLinks(List.of(), pages, null);
    }

    static ListedLinks sitemaps(List<Url> sitemaps) {
        return new ListedLinks(sitemaps, List.of(), null);
    }

    @Override
    public ListedLinks judgedBy(ScopeFilter filter) {
        return new ListedLinks(sitemaps, pages, filter);
    }

    @Override
    public int size() {
        return sitemaps.size() + pages.size();
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
        return fingerprint(index).getMostSignificantBits();
    }

    @Override
    public long fingerprintLow(int index) {
        return fingerprint(index).getLeastSignificantBits();
    }

    private HashValue128 fingerprint(int index) {
        byte[] url = url(index).getBytes(StandardCharsets.US_ASCII);
        return Fingerprint.of(url, 0, url.length);
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
        return 0;
    }

    @Override
    public @Nullable SkipReason skipReason(int index) {
        return scope == null || isSitemap(index) ? null : scope.judge(url(index), origin(index), 0);
    }
}
