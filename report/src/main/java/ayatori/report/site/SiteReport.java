package ayatori.report.site;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows.
 *
 * @param overview the figures
 * @param findings what was looked for, in the order of {@link Finding}, also without rows
 * @param untold what the crawl did not record enough for
 * @param pages the pages that the rows name and those that led to them, by their numbers
 */
public record SiteReport(Overview overview, List<Rows> findings, List<Finding> untold, Map<Integer, ShownPage> pages) {
    /** Copies the lists. */
    public SiteReport {
        findings = List.copyOf(findings);
        untold = List.copyOf(untold);
    }

    /**
     * The rows of a finding.
     *
     * @param finding what was found
     * @param count how many rows there are, shown or not
     * @param rows those that are shown, the most important first
     */
    public record Rows(Finding finding, long count, List<Row> rows) {
        /** Copies the list. */
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row.
     *
     * @param subject the {@link PageRef} or the URL (a string) that it is about
     * @param cells one for each column of the finding: a string, a number, a page or null
     */
    public record Row(Object subject, List<@Nullable Object> cells) {}

    /**
     * A page that has a record.
     *
     * @param number its number
     */
    public record PageRef(int number) {}

    /** How a page leads to another. */
    public enum How {
        LINK,
        REDIRECT,
        SITEMAP,
        ROBOTS
    }

    /**
     * What became of a page, and how the crawl came to it.
     *
     * @param url its URL
     * @param status the HTTP status; 0 without an answer
     * @param error what went wrong, a kind and a sentence; null if nothing did
     * @param title its title; null if it has none
     * @param depth the depth on record
     * @param clicks clicks from the start; -1 if none lead to it, or links were not recorded
     * @param inlinks how many other pages link to it; -1 if links were not recorded
     * @param bytes the length of its body
     * @param elapsedMillis how long the last request took
     * @param fetchedAt when it started
     * @param attempts how many requests it took
     * @param contentType its Content-Type; null if there is none
     * @param redirectTo where it redirects to; null if it does not
     * @param parent the page that led to it first; -1 if that has no record
     * @param parentUrl its URL; null for a seed
     * @param how how that page led to it
     */
    public record ShownPage(
            String url,
            int status,
            @Nullable String error,
            @Nullable String title,
            int depth,
            int clicks,
            int inlinks,
            long bytes,
            long elapsedMillis,
            Instant fetchedAt,
            int attempts,
            @Nullable String contentType,
            @Nullable String redirectTo,
            int parent,
            @Nullable String parentUrl,
            How how) {
        /** The status in words. */
        public String answer() {
            return status == 0 ? "no answer" : String.valueOf(status);
        }
    }
}
