package ayatori.report.site;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with pages by what is known of other pages. */
final class Judge {
    private static final int HOPS_MAX = 100;

    private final Site site;
    private final PageTable pages;
    private final boolean isDepthTelling;

    Judge(Site site, boolean isDepthTelling) {
        this.site = site;
        this.pages = site.pages;
        this.isDepthTelling = isDepthTelling;
    }

    void judge() {
        listed();
        BitSet targets = redirectTargets();
        for (int page = 0; page < pages.size(); page++) {
            if (pages.is(page, PageTable.OTHER_METHOD)) {
                continue;
            }
            redirects(page, targets);
            if (pages.is(page, PageTable.LISTED) && (pages.is(page, PageTable.FAILED) || pages.redirect[page] != 0)) {
                site.hit(Finding.SITEMAP_BROKEN, page);
            }
            if (pages.isPage(page)) {
                duplicates(page);
                canonical(page);
                reachable(page, targets);
                if (conflict(page) != null) {
                    site.hit(Finding.NOINDEX_CONFLICT, page);
                }
            }
            facts(page);
        }
        for (int i = 0; i < site.translations.size(); i++) {
            if (translationProblem(site.translations.from(i), site.translations.to(i)) != null) {
                site.hit(Finding.HREFLANG_RETURN, site.translations.from(i));
                site.translationProblems++;
            }
        }
    }

    /** Marks pages that a sitemap lists: it enters its pages at depth zero, where else only seeds and their redirects are. */
    private void listed() {
        for (int page = 0; page < pages.size(); page++) {
            if (pages.is(page, PageTable.SEED | PageTable.SITEMAP)) {
                continue;
            }
            int referrer = site.index.get(pages.referrer[page]);
            boolean isBySitemap = referrer >= 0 && pages.is(referrer, PageTable.SITEMAP);
            boolean isByRedirect = referrer >= 0 && pages.redirect[referrer] == pages.url[page];
            if (isBySitemap
                    || (isDepthTelling && pages.depth[page] == 0 && !isByRedirect && pages.referrer[page] != 0)) {
                pages.set(page, PageTable.LISTED);
            }
        }
    }

    private BitSet redirectTargets() {
        var targets = new BitSet();
        for (int page = 0; page < pages.size(); page++) {
            int target = site.index.get(pages.redirect[page]);
            if (target >= 0 && target != page) {
                targets.set(target);
            }
        }
        return targets;
    }

    /**
     * Where redirects lead.
     *
     * @param hops how many there are in a row
     * @param end the last page; the one that is repeated in a loop; -1 if it has no record
     * @param isLoop whether they come back to a page
     */
    record Chain(int hops, int end, boolean isLoop) {}

    /** Follows the redirects of a page. */
    Chain chain(int page) {
        var seen = new BitSet();
        seen.set(page);
        int at = page;
        int hops = 0;
        while (pages.redirect[at] != 0 && hops < HOPS_MAX) {
            int next = site.index.get(pages.redirect[at]);
            hops++;
            if (next < 0) {
                return new Chain(hops, -1, false);
            }
            if (seen.get(next)) {
                return new Chain(hops, next, true);
            }
            seen.set(next);
            at = next;
        }
        return new Chain(hops, at, false);
    }

    private void redirects(int page, BitSet targets) {
        if (!pages.is(page, PageTable.REDIRECT)) {
            return;
        }
        Chain chain = chain(page);
        if (chain.isLoop()) {
            site.hit(Finding.REDIRECT_LOOP, page);
        } else if (chain.hops() > 1
                && (!targets.get(page) || pages.inlinks[page] > 0 || pages.is(page, PageTable.SEED))) {
            site.hit(Finding.REDIRECT_CHAIN, page);
        }
    }

    private void duplicates(int page) {
        if (!pages.isIndexable(page)) {
            return;
        }
        if (site.titles.get(pages.title[page]) > 1) {
            site.hit(Finding.TITLE_DUPLICATE, page);
        }
        if (site.descriptions.get(pages.description[page]) > 1) {
            site.hit(Finding.DESCRIPTION_DUPLICATE, page);
        }
        if (site.digests.get(pages.digest[page]) > 1) {
            site.hit(Finding.DUPLICATE_PAGE, page);
        }
    }

    private void canonical(int page) {
        long named = pages.canonical[page];
        if (named == 0 || named == pages.url[page]) {
            return;
        }
        int target = site.index.get(named);
        if (target < 0) {
            if (site.blocked.get(named) >= 0) {
                site.hit(Finding.CANONICAL_BROKEN, page);
            }
        } else if (!pages.is(target, PageTable.ANSWERED)) {
            site.hit(Finding.CANONICAL_BROKEN, page);
        } else if (pages.canonical[target] != 0 && pages.canonical[target] != named) {
            site.hit(Finding.CANONICAL_CHAIN, page);
        }
    }

    private void reachable(int page, BitSet targets) {
        if (pages.is(page, PageTable.SEED) || !site.hasLinks) {
            return;
        }
        boolean isLinked = pages.inlinks[page] > 0;
        if (!isLinked && !targets.get(page)) {
            site.hit(Finding.ORPHAN, page);
        }
        if (!isLinked && pages.is(page, PageTable.LISTED)) {
            site.hit(Finding.SITEMAP_UNLINKED, page);
        }
        if (isLinked
                && site.hasSitemap
                && isDepthTelling
                && pages.isIndexable(page)
                && !pages.is(page, PageTable.LISTED)
                && pages.depth[page] > 0
                && pages.answeredAt[page] > site.sitemapsReadAt) {
            site.hit(Finding.SITEMAP_MISSING, page);
        }
    }

    /** What contradicts a page's noindex; null if nothing does, or there is none. */
    @Nullable String conflict(int page) {
        if (!pages.is(page, PageTable.NOINDEX)) {
            return null;
        }
        if (pages.canonical[page] != 0 && pages.canonical[page] != pages.url[page]) {
            return "its canonical URL is another page";
        }
        if (pages.is(page, PageTable.LISTED)) {
            return "a sitemap lists it";
        }
        return site.canonicals.get(pages.url[page]) >= 0 ? "other pages name it as their canonical URL" : null;
    }

    /** What is wrong with a translation; null if nothing is, or it is not known. */
    @Nullable String translationProblem(int page, long translation) {
        int target = site.index.get(translation);
        if (target < 0) {
            return null;
        }
        if (!pages.is(target, PageTable.ANSWERED)) {
            return "it answers " + answer(target);
        }
        if (!pages.is(target, PageTable.METADATA) || site.translations.has(translation, pages.url[page])) {
            return null;
        }
        return "it does not link back";
    }

    /** A page's status in words. */
    String answer(int page) {
        return pages.status[page] == 0 ? "no answer" : String.valueOf(pages.status[page]);
    }

    private void facts(int page) {
        if (pages.status[page] != 0) {
            site.hit(Finding.SLOWEST, page);
        }
        if (pages.bytes[page] > 0) {
            site.hit(Finding.LARGEST, page);
        }
        site.hit(Finding.MOST_LINKED, page);
    }
}
