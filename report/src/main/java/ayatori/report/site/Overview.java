package ayatori.report.site;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a crawl.
 *
 * @param site the first seed
 * @param folder the crawl folder, as it was named
 * @param program the version of Ayatori that crawled
 * @param began when the first request started; null if there was none
 * @param ended when the last answer had come
 * @param end how the crawl ended: {@code done}, {@code budget}, {@code stopped}, {@code failed}, {@code running} or {@code
 *     cut-off}
 * @param requests all records of pages
 * @param good answers of 200 to 299, and pages that are not modified
 * @param redirects answers that redirect
 * @param failed no answer, or 400 and above
 * @param bytes of all bodies
 * @param skipped URLs that were found and not requested
 * @param isLinksKnown whether the crawl recorded links
 * @param statuses requests by status
 * @param errors requests without an answer, by the kind of error
 * @param types good answers by media type
 * @param clicks pages by clicks from the start, or by depth where links are not known; the last one may be the pages that no
 *     clicks lead to
 * @param times requests by the time they took
 * @param median half of the answers took no longer
 * @param slowTenth nine of ten answers took no longer
 * @param slowHundredth ninety-nine of a hundred answers took no longer
 * @param hosts the hosts with most pages
 * @param hostCount how many hosts there are
 * @param tree the folders of the site
 * @param sections the largest parts of the site, and the links between them
 * @param skips skipped URLs by reason
 * @param headers pages by security header; empty if headers were not recorded
 */
public record Overview(
        String site,
        String folder,
        String program,
        @Nullable Instant began,
        @Nullable Instant ended,
        String end,
        long requests,
        long good,
        long redirects,
        long failed,
        long bytes,
        long skipped,
        boolean isLinksKnown,
        List<Count> statuses,
        List<Count> errors,
        List<Count> types,
        List<Count> clicks,
        List<Count> times,
        Duration median,
        Duration slowTenth,
        Duration slowHundredth,
        List<Host> hosts,
        int hostCount,
        Folder tree,
        Sections sections,
        List<Count> skips,
        List<Count> headers) {
    /**
     * A row of a distribution.
     *
     * @param name what is counted
     * @param count how many there are
     * @param bytes of them all; 0 where that does not matter
     */
    public record Count(String name, long count, long bytes) {}

    /**
     * A host.
     *
     * @param origin its scheme, name and port
     * @param pages requests to it
     * @param failed how many of them failed
     * @param bytes of its bodies
     * @param mean the mean time of an answer
     */
    public record Host(String origin, long pages, long failed, long bytes, Duration mean) {}

    /**
     * A folder of URLs.
     *
     * @param name its last segment, or the host
     * @param pages requests in it and below
     * @param failed how many of them failed
     * @param bytes of their bodies
     * @param folders the folders in it, the largest first
     */
    public record Folder(String name, long pages, long failed, long bytes, List<Folder> folders) {
        /** Copies the list. */
        public Folder {
            folders = List.copyOf(folders);
        }
    }

    /**
     * Parts of the site.
     *
     * @param names their names, the largest first
     * @param pages pages in each
     * @param links links from each (first index) to each
     */
    public record Sections(List<String> names, long[] pages, long[][] links) {}
}
