package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How polite, how persistent and how long. {@link #DEFAULTS} is where to start from.
 *
 * @param concurrency requests under way at most, over all hosts
 * @param perHost requests under way at most to one host
 * @param delay the least time between the starts of two requests to one host; null for {@code auto}: as long as the
 *     host takes to answer
 * @param autoDelayMax what {@code auto} never exceeds
 * @param retries requests of one URL after the first, at most
 * @param obeyRobots whether robots.txt is asked for and obeyed
 * @param pagesMax answered URLs after which the crawl ends
 * @param pagesPerHostMax answered URLs after which one host's rest is skipped
 * @param bytesMax received bytes after which the crawl ends; what is under way then still comes in
 * @param deadlineNanos the time at which the crawl ends, in nanoseconds since the epoch
 */
public record FrontierOptions(
        int concurrency,
        int perHost,
        @Nullable Duration delay,
        Duration autoDelayMax,
        int retries,
        boolean obeyRobots,
        long pagesMax,
        long pagesPerHostMax,
        long bytesMax,
        long deadlineNanos) {

    /** What a crawl does when nothing is said: no limits, four requests per host, {@code auto} delay up to a minute. */
    public static final FrontierOptions DEFAULTS = new FrontierOptions(
            64,
            4,
            null,
            Duration.ofSeconds(60),
            3,
            true,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE);

    public FrontierOptions {
        atLeast(1, concurrency, "concurrency");
        atLeast(1, perHost, "perHost");
        atLeast(0, retries, "retries");
        atLeast(0, pagesMax, "pagesMax");
        atLeast(0, pagesPerHostMax, "pagesPerHostMax");
        atLeast(0, bytesMax, "bytesMax");
        if (delay != null && delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
        if (autoDelayMax.isNegative()) {
            throw new IllegalArgumentException("autoDelayMax must not be negative: " + autoDelayMax);
        }
    }

    /** The same with other bounds on requests under way. */
    public FrontierOptions withConcurrency(int concurrency, int perHost) {
        var draft = new Draft(this);
        draft.concurrency = concurrency;
        draft.perHost = perHost;
        return draft.options();
    }

    /** The same with another delay; null for {@code auto}. */
    public FrontierOptions withDelay(@Nullable Duration delay) {
        var draft = new Draft(this);
        draft.delay = delay;
        return draft.options();
    }

    /** The same with so many retries. */
    public FrontierOptions withRetries(int retries) {
        var draft = new Draft(this);
        draft.retries = retries;
        return draft.options();
    }

    /** The same, with robots.txt obeyed or not. */
    public FrontierOptions withObeyRobots(boolean obeyRobots) {
        var draft = new Draft(this);
        draft.obeyRobots = obeyRobots;
        return draft.options();
    }

    /** The same with other limits of answered URLs. */
    public FrontierOptions withPagesMax(long pagesMax, long pagesPerHostMax) {
        var draft = new Draft(this);
        draft.pagesMax = pagesMax;
        draft.pagesPerHostMax = pagesPerHostMax;
        return draft.options();
    }

    /** The same with another limit of received bytes. */
    public FrontierOptions withBytesMax(long bytesMax) {
        var draft = new Draft(this);
        draft.bytesMax = bytesMax;
        return draft.options();
    }

    /** The same with another end, in nanoseconds since the epoch. */
    public FrontierOptions withDeadlineNanos(long deadlineNanos) {
        var draft = new Draft(this);
        draft.deadlineNanos = deadlineNanos;
        return draft.options();
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }

    /** Options on their way from one record to the next, so that adding one touches one line of each. */
    private static final class Draft {
        int concurrency;
        int perHost;

        @Nullable Duration delay;

        Duration autoDelayMax;
        int retries;
        boolean obeyRobots;
        long pagesMax;
        long pagesPerHostMax;
        long bytesMax;
        long deadlineNanos;

        Draft(FrontierOptions from) {
            concurrency = from.concurrency;
            perHost = from.perHost;
            delay = from.delay;
            autoDelayMax = from.autoDelayMax;
            retries = from.retries;
            obeyRobots = from.obeyRobots;
            pagesMax = from.pagesMax;
            pagesPerHostMax = from.pagesPerHostMax;
            bytesMax = from.bytesMax;
            deadlineNanos = from.deadlineNanos;
        }

        FrontierOptions options() {
            return new FrontierOptions(
                    concurrency,
                    perHost,
                    delay,
                    autoDelayMax,
                    retries,
                    obeyRobots,
                    pagesMax,
                    pagesPerHostMax,
                    bytesMax,
                    deadlineNanos);
        }
    }
}
