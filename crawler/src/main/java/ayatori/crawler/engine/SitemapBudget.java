package ayatori.crawler.engine;

import ayatori.crawler.SkipReason;
import ayatori.crawler.frontier.Output;
import ayatori.crawler.read.ListedLinks;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the sitemaps of one host may list in one run of a crawl. Sitemaps can be generated without end, and what lies
 * beyond the budget is skipped as a trap.
 */
final class SitemapBudget {
    /** As many sitemaps as the protocol allows in one index. */
    private static final int SITEMAPS_MAX = 50_000;

    /** As many pages as fill two hundred sitemaps of the greatest length that the protocol allows. */
    private static final int PAGES_MAX = 10_000_000;

    private final int sitemapsMax;
    private final int pagesMax;
    private final Map<String, Listed> byHost = new HashMap<>();

    SitemapBudget() {
        this(SITEMAPS_MAX, PAGES_MAX);
    }

    /** A budget of other numbers, for tests. */
    SitemapBudget(int sitemapsMax, int pagesMax) {
        this.sitemapsMax = sitemapsMax;
        this.pagesMax = pagesMax;
    }

    private static final class Listed {
        private int sitemaps;
        private int pages;
    }

    /** The links that a sitemap lists; those beyond its host's budget are traps. */
    ListedLinks spend(Output.Fetch sitemap, ListedLinks links) {
        Listed listed = byHost.computeIfAbsent(sitemap.origin(), _ -> new Listed());
        listed.sitemaps = Math.min(listed.sitemaps + links.sitemaps().size(), sitemapsMax + 1);
        listed.pages = Math.min(listed.pages + links.pages().size(), pagesMax + 1);
        return links.skipped(trapIf(listed.sitemaps > sitemapsMax), trapIf(listed.pages > pagesMax));
    }

    private static @Nullable SkipReason trapIf(boolean isTrap) {
        return isTrap ? SkipReason.TRAP : null;
    }
}
