package ayatori.crawler;

import java.time.Duration;
import java.util.List;

/**
 * Where a crawl stands: a snapshot, taken a few times a second.
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
 * @param busiest the hosts with most to do, busiest first, ten at most
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
        List<Host> busiest) {
    /** What a crawl is doing. */
    public enum State {
        /** Crawling. */
        RUNNING,
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
     */
    public record Host(String origin, long queued, int inFlight, Duration blocked) {}
}
