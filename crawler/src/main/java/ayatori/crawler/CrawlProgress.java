package ayatori.crawler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a crawl stands: a snapshot, taken a few times a second while it is read, else once a second.
 *
 * @param state what the crawl is doing
 * @param pages how many URLs were requested to the end, whatever came of it: the records in {@code pages.jsonl}
 * @param bytes how many bytes of decoded bodies came
 * @param queued how many URLs wait for their turn
 * @param inFlight how many requests are under way
 * @param errors how many pages have an error in their record: no answer came, or a redirect led nowhere
 * @param skipped how many URLs were skipped
 * @param hosts how many hosts are known
 * @param elapsed how long the crawl has run
 * @param busiest the hosts with most to do, busiest first, {@value #HOSTS_MAX} at most
 * @param details what only a display needs
 */
public record CrawlProgress(
        State state,
        long pages,
        long bytes,
        long queued,
        int inFlight,
        long errors,
        long skipped,
        int hosts,
        Duration elapsed,
        List<Host> busiest,
        Details details) {
    /** The most hosts in {@link #busiest}. */
    public static final int HOSTS_MAX = 50;

    /** A snapshot without details. */
    public CrawlProgress(
            State state,
            long pages,
            long bytes,
            long queued,
            int inFlight,
            long errors,
            long skipped,
            int hosts,
            Duration elapsed,
            List<Host> busiest) {
        this(state, pages, bytes, queued, inFlight, errors, skipped, hosts, elapsed, busiest, Details.NONE);
    }

    /** What a crawl is doing. */
    public enum State {
        /** Crawling. */
        RUNNING,
        /** {@linkplain Crawl#pause Paused}: nothing more is requested until it goes on. */
        PAUSED,
        /** Told to stop: what is under way is being finished. */
        STOPPING,
        /** Ended. */
        ENDED
    }

    /**
     * One host.
     *
     * @param origin scheme, host and port
     * @param queued how many of its URLs wait
     * @param inFlight how many requests to it are under way
     * @param blocked the time for which it is not requested because it asked for that; zero if it is not blocked
     * @param delayed the time until its delay allows the next request; zero if it does
     * @param oldest how long its oldest request under way has taken; zero if none is under way
     * @param retries how many of the waiting URLs were requested before, and will be tried again
     * @param asksRobots whether its robots.txt is being requested
     * @param neighbourhood what it shares with others for which it waits: its host name (with other ports), its registered
     *     domain, or its address; null if it waits for none
     * @param isHeldBack whether it is slow to answer, and waits so that slow hosts do not take all requests
     */
    public record Host(
            String origin,
            long queued,
            int inFlight,
            Duration blocked,
            Duration delayed,
            Duration oldest,
            long retries,
            boolean asksRobots,
            @Nullable String neighbourhood,
            boolean isHeldBack) {
        /** A host of which no more is known. */
        public Host(String origin, long queued, int inFlight, Duration blocked) {
            this(origin, queued, inFlight, blocked, Duration.ZERO, Duration.ZERO, 0, false, null, false);
        }
    }

    /**
     * What only a display needs.
     *
     * @param speed the {@linkplain Crawl#speed speed}; 1 for what the options say
     * @param oldest how long the oldest request under way has taken; zero if none is under way
     * @param retries how many of the waiting URLs were requested before, and will be tried again
     * @param byStatus how many pages by HTTP status; 0 counts those without an answer
     * @param byError how many pages ended in an error, by its kind
     * @param bySkip how many URLs were skipped, by reason
     * @param recent the latest pages, latest first, {@value #RECENT_MAX} at most
     * @param failed the latest of the pages with an error or a status of 400 and above, likewise
     */
    public record Details(
            double speed,
            Duration oldest,
            long retries,
            Map<Integer, Long> byStatus,
            Map<String, Long> byError,
            Map<String, Long> bySkip,
            List<RecentPage> recent,
            List<RecentPage> failed) {
        /** The most pages in a list. */
        public static final int RECENT_MAX = 60;

        /** Nothing is known. */
        public static final Details NONE =
                new Details(1, Duration.ZERO, 0, Map.of(), Map.of(), Map.of(), List.of(), List.of());
    }

    /**
     * A page that was requested a moment ago.
     *
     * @param url its URL
     * @param status the HTTP status; 0 without an answer
     * @param bytes the length of the decoded body
     * @param problem the error in its record, as a sentence; null if there is none
     */
    public record RecentPage(
            String url, int status, long bytes, @Nullable String problem) {}
}
