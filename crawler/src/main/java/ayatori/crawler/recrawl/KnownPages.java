package ayatori.crawler.recrawl;

import ayatori.crawler.CrawlOptions;
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
 * Hands the pages of the crawl before to the frontier, in the order in which they were recorded. All of them are handed
 * over again after a resume: the frontier drops what it knows.
 */
public final class KnownPages {
    private final PreviousCrawl previous;
    private final PageIndex.Pages pages;
    private final Fingerprint fingerprint;

    private KnownPages(PreviousCrawl previous, CanonicalForm form) {
        this.previous = previous;
        this.pages = previous.pages();
        this.fingerprint = new Fingerprint(form);
    }

    /** Starts at the first page. */
    public static KnownPages of(PreviousCrawl previous, CrawlOptions options) {
        return new KnownPages(previous, options.extent().canonicalForm());
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
        Url url = page.isSitemap() ? null : Url.tryParse(page.url());
        if (url != null) {
            SkipReason skipped = previous.isDue(page.url(), null) ? null : SkipReason.NOT_DUE;
            consumer.link(new KnownLink(url, page.depth(), fingerprint, skipped), page.referrer());
        }
    }
}
