package ayatori.crawler.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the crawl of a folder stands: while it runs, after it has ended, and after it was killed. {@link
 * CrawlReader#status()} gives it.
 *
 * @param standing what the crawl is doing, or how it ended
 * @param process the process that writes to the folder, or wrote last; null if that is not known
 * @param began when the crawl began
 * @param lastActive when it ended, or when it was last known to run; null if it never was
 * @param elapsed how long it has run, over all processes
 * @param pages records of pages in the folder
 * @param bytes the bytes of their decoded bodies
 * @param byStatus pages by HTTP status; 0 counts those without an answer
 * @param byError pages with an error, by its kind
 * @param byChange of a recrawl: pages by how they compare with the crawl before
 * @param skipped skipped URLs, by reason
 * @param queued URLs found and neither requested nor skipped; null if that is not known
 * @param inFlight requests under way; 0 if the crawl does not run
 * @param recentPagesPerSecond pages per second over the last half minute; 0 if the crawl does not run
 * @param hosts the hosts with most pages, most first
 * @param hostsRequested how many hosts have pages
 * @param areHostsExact whether the counts of hosts are exact; with very many hosts, those with few pages are forgotten
 * @param files the folder's files and their sizes
 * @param continuation whether and how the crawl can go on
 */
public record CrawlStatus(
        Standing standing,
        @Nullable Long process,
        Instant began,
        @Nullable Instant lastActive,
        Duration elapsed,
        long pages,
        long bytes,
        SortedMap<Integer, Long> byStatus,
        SortedMap<String, Long> byError,
        SortedMap<String, Long> byChange,
        SortedMap<String, Long> skipped,
        @Nullable Long queued,
        int inFlight,
        double recentPagesPerSecond,
        List<Host> hosts,
        long hostsRequested,
        boolean areHostsExact,
        List<FileSize> files,
        Continuation continuation) {
    /** Copies the counts. */
    public CrawlStatus {
        byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
        byError = Collections.unmodifiableSortedMap(new TreeMap<>(byError));
        byChange = Collections.unmodifiableSortedMap(new TreeMap<>(byChange));
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        hosts = List.copyOf(hosts);
        files = List.copyOf(files);
    }

    /** What a crawl is doing, or how it ended. */
    public enum Standing {
        /** A process writes to the folder. */
        RUNNING,
        /** Everything in scope was crawled. */
        DONE,
        /** A limit on pages, bytes or time was reached. */
        BUDGET,
        /** It was told to stop. */
        STOPPED,
        /** It could not go on, as with a full disk. */
        FAILED,
        /** Its process ended without a summary: it was killed, or the machine went down. */
        CUT_OFF
    }

    /**
     * One host.
     *
     * @param origin scheme, host and port
     * @param pages how many of its URLs were requested
     * @param bytes the bytes of their decoded bodies
     * @param errors how many of these pages have an error
     * @param answer how long a request took, on average, of those that were answered; null if none was
     */
    public record Host(
            String origin,
            long pages,
            long bytes,
            long errors,
            @Nullable Duration answer) {}

    /**
     * A file of the folder, or the folder {@code state} with all that is in it.
     *
     * @param name its name
     * @param bytes its size
     */
    public record FileSize(String name, long bytes) {}

    /** Whether a crawl can go on. */
    public sealed interface Continuation {
        /** It runs already. */
        record Running() implements Continuation {}

        /** Nothing is left to be requested. */
        record Complete() implements Continuation {}

        /**
         * It can.
         *
         * @param atLimit whether it ended at a limit, so that a higher one must be given
         * @param needed what must be given again, since the folder does not hold it: one phrase each, with the option
         */
        record Resumable(boolean atLimit, List<String> needed) implements Continuation {
            /** Copies the list. */
            public Resumable {
                needed = List.copyOf(needed);
            }
        }

        /**
         * It cannot.
         *
         * @param reason why, as a sentence
         */
        record Impossible(String reason) implements Continuation {}
    }
}
