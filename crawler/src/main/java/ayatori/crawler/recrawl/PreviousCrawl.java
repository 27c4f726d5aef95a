package ayatori.crawler.recrawl;

import ayatori.crawler.CrawlContent;
import ayatori.crawler.CrawlOptions;
import ayatori.crawler.LinkDetail;
import ayatori.crawler.Recrawl;
import ayatori.crawler.RequisiteRole;
import ayatori.crawler.extract.Extraction;
import ayatori.crawler.extract.TextOptions;
import ayatori.crawler.folder.CrawlReader;
import ayatori.crawler.folder.FolderException;
import ayatori.crawler.folder.PageIndex;
import ayatori.crawler.folder.RecordedPage;
import ayatori.crawler.folder.RecordedSummary;
import ayatori.web.http.Validators;
import ayatori.web.mime.MimeType;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The crawl that a recrawl starts from. Safe for use by several threads. */
public final class PreviousCrawl implements AutoCloseable {
    private final PageIndex index;
    private final LinkDetail detail;
    private final boolean isDueOnly;

    /** Whether that crawl took the same out of its pages, so that its records can be completed by a 304. */
    private final boolean hasSameContent;

    /** What this crawl takes out of pages; null for nothing. */
    private final @Nullable Extraction extraction;

    /** Whether all links of that crawl were requested or skipped. */
    private final boolean isComplete;

    /** Whether what pages and style sheets need is known, so that they may be left unread: that crawl requested the same kinds. */
    private final boolean knowsRequisites;

    private PreviousCrawl(
            PageIndex index, CrawlOptions options, CrawlOptions before, boolean isDueOnly, boolean isComplete) {
        this.index = index;
        this.detail = options.output().links();
        this.extraction = options.content().extraction();
        this.hasSameContent = isCovered(options.content(), before.content());
        this.isDueOnly = isDueOnly;
        this.isComplete = isComplete;
        this.knowsRequisites = isComplete || options.extent().requisites() == null;
    }

    /**
     * Reads all its records once.
     *
     * @param options of the recrawl
     * @param now when the recrawl began, which decides what is due
     * @throws FolderException if it cannot be read
     */
    public static PreviousCrawl open(Recrawl recrawl, CrawlOptions options, Instant now) throws FolderException {
        CrawlReader reader = CrawlReader.open(recrawl.previous());
        RecordedSummary summary = reader.summary();
        PageIndex index = reader.index(page -> !recrawl.due() || DueRule.isDue(page, now), true);
        boolean isComplete = summary != null && summary.end().equals("done");
        CrawlOptions before = reader.manifest().crawlOptions().build();
        return new PreviousCrawl(index, options, before, recrawl.due(), isComplete);
    }

    /** Whether records of a crawl that took {@code before} out of its pages have all that is wanted now. */
    private static boolean isCovered(CrawlContent now, CrawlContent before) {
        return now.isEmpty()
                || (before.text().covers(now.text()) && before.with(now.text()).equals(now));
    }

    /** A way through all known pages and requisites. Sitemaps are among them; they are not to be queued, since they are found again. */
    public PageIndex.Pages pages() {
        return index.pages();
    }

    /** The record of a URL as a page, or as a requisite; null if it is not known as that. */
    public @Nullable RecordedPage find(String url, @Nullable RequisiteRole role) {
        return role == null ? index.find(url) : index.findRequisite(url);
    }

    /** The line of a page's record, without its line feed; null if it is not known. */
    public byte @Nullable [] line(String url) {
        return index.line(url);
    }

    /** Whether only the pages that are due are visited. */
    public boolean isDueOnly() {
        return isDueOnly;
    }

    /**
     * Whether a URL is to be visited.
     *
     * @param modified when a sitemap says that it was modified; null if none does
     */
    public boolean isDue(String url, @Nullable Instant modified) {
        if (!isDueOnly) {
            return true;
        }
        Instant visitedAt = index.visitedAt(url);
        return visitedAt == null || index.isMarked(url) || (modified != null && modified.isAfter(visitedAt));
    }

    /**
     * With which validators a page is requested. None if its record lacks what a 304 would have to be completed by: then its
     * body is wanted. The body of a page or a style sheet is wanted too if what it needs is not known.
     */
    public Validators condition(RecordedPage before) {
        boolean isWhole = (before.status() == 200 || before.status() == 304)
                && before.error() == null
                && before.truncated() == null
                && before.digest() != null
                && !before.isSitemap();
        if (before.role() != null) {
            return isWhole && (knowsRequisites || !mayName(before.role())) ? validators(before) : Validators.NONE;
        }
        boolean hasLinks = before.links() != null;
        boolean hasWanted = switch (detail) {
            case ALL -> hasLinks;
            case COUNT -> before.linkCount() != null;
            case NONE -> true;
            case FULL -> false; // where links stand is read from the body
        };
        boolean hasContent = hasSameContent && (extraction == null || hasContent(extraction, before));
        return isWhole && hasContent && hasWanted && knowsRequisites && (hasLinks || isComplete)
                ? validators(before)
                : Validators.NONE;
    }

    private static Validators validators(RecordedPage before) {
        return new Validators(before.etag(), before.lastModified());
    }

    /** Whether a requisite may name others. */
    private static boolean mayName(RequisiteRole role) {
        return switch (role) {
            case STYLE, FRAME, MANIFEST, OTHER -> true;
            case IMAGE, SCRIPT, FONT, MEDIA, ICON -> false;
        };
    }

    /** Whether a record has all that is taken out of its page. Items are not looked up: they come from the page. */
    private static boolean hasContent(Extraction extraction, RecordedPage before) {
        return !extraction.hasItems(before.url()) && (!isHtml(before) || hasText(extraction.text(), before));
    }

    /** Whether a record has the text that is wanted. One that could not be read lacks it. */
    private static boolean hasText(TextOptions wanted, RecordedPage before) {
        return wanted.isEmpty()
                || (before.simhash() != null
                        && (before.text() != null || !wanted.text())
                        && (before.markdown() != null || !wanted.markdown()));
    }

    private static boolean isHtml(RecordedPage page) {
        MimeType type = MimeType.ofContentType(page.contentType());
        return type != null
                && (type.essence().equals("text/html") || type.essence().equals("application/xhtml+xml"));
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
