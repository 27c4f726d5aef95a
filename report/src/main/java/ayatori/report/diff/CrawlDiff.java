package ayatori.report.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two crawls, without the details of the pages that changed.
 *
 * @param before the first crawl
 * @param after the second one
 * @param added pages that the first crawl did not have
 * @param gone pages that the second crawl does not have
 * @param moved pages of the same content under another URL
 * @param changed URLs of the second crawl whose page is another one
 * @param failing URLs that fail in the second crawl and that the first one did not know
 * @param unchanged how many pages are the same
 */
public record CrawlDiff(
        Side before,
        Side after,
        List<Entry> added,
        List<Entry> gone,
        List<Move> moved,
        List<String> changed,
        List<Entry> failing,
        long unchanged) {
    /** Copies the lists. */
    public CrawlDiff {
        added = List.copyOf(added);
        gone = List.copyOf(gone);
        moved = List.copyOf(moved);
        changed = List.copyOf(changed);
        failing = List.copyOf(failing);
    }

    /** Whether there is any difference. */
    public boolean isAny() {
        return !(added.isEmpty() && gone.isEmpty() && moved.isEmpty() && changed.isEmpty() && failing.isEmpty());
    }

    /**
     * One of the crawls.
     *
     * @param folder its folder, as it was named
     * @param site its first seed
     * @param pages how many records of pages it has
     * @param end how it ended, in the word of its summary; null if it did not
     */
    public record Side(
            String folder,
            String site,
            long pages,
            @Nullable String end) {}

    /**
     * A page of one of the crawls.
     *
     * @param url its URL there
     * @param status its status there
     * @param title its title; null if it has none
     * @param note why it is gone, or why it fails; null if there is nothing to say
     */
    public record Entry(
            String url,
            int status,
            @Nullable String title,
            @Nullable String note) {}

    /**
     * A page that moved.
     *
     * @param from its URL in the first crawl
     * @param to its URL in the second one
     * @param redirects whether the old URL redirects to the new one
     */
    public record Move(String from, String to, boolean redirects) {}
}
