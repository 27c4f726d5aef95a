package ayatori.crawler.recrawl;

import ayatori.crawler.CrawlOptions;
import ayatori.crawler.CrawlRequisites;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.SkipReason;
import ayatori.crawler.folder.KnownPage;
import ayatori.crawler.folder.PageIndex;
import ayatori.crawler.frontier.Links;
import ayatori.crawler.read.Fingerprint;
import ayatori.crawler.read.KnownLink;
import ayatori.web.url.CanonicalForm;
import ayatori.web.url.Url;
import org.jspecify.annotations.Nullable;

/**
 * Hands the pages and the requisites of the crawl before to the frontier, in the order in which they were recorded. All of them
 * are handed over again after a resume: the frontier drops what it knows.
 *
 * <p>Requisites are known, and not only found again, since a page or a style sheet that has not changed is not sent, and names
 * none. They are always due.
 */
public final class KnownPages {
    private final PreviousCrawl previous;
    private final PageIndex.Pages pages;
    private final Fingerprint fingerprint;

    /** Which requisites are wanted; null for none. */
    private final @Nullable CrawlRequisites wanted;

    private KnownPages(PreviousCrawl previous, CanonicalForm form, @Nullable CrawlRequisites wanted) {
        this.previous = previous;
        this.pages = previous.pages();
        this.fingerprint = new Fingerprint(form);
        this.wanted = wanted;
    }

    /** Starts at the first page. */
    public static KnownPages of(PreviousCrawl previous, CrawlOptions options) {
        return new KnownPages(
                previous, options.extent().canonicalForm(), options.extent().requisites());
    }

    /** Takes a page as a link. */
    @FunctionalInterface
    public interface Consumer {
        /** Takes a link, and the page on which it was found; null for a seed. */
        void link(Links link, @Nullable String referrer);
    }

    /** Gives some pages; returns false if there are no more. */
    public boolean next(Consumer consumer) {
        return pages.next(page -> give(page, consumer));
    }

    private void give(KnownPage page, Consumer consumer) {
        RequisiteRole role = page.role();
        Url url = page.isSitemap() || !isWanted(role) ? null : Url.tryParse(page.url());
        if (url != null) {
            SkipReason skipped = role != null || previous.isDue(page.url(), null) ? null : SkipReason.NOT_DUE;
            consumer.link(new KnownLink(url, page.depth(), fingerprint, role, skipped), page.referrer());
        }
    }

    private boolean isWanted(@Nullable RequisiteRole role) {
        return role == null || (wanted != null && !wanted.left().contains(role));
    }
}
