package ayatori.crawler.frontier;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how often one host may be asked: the whole of its politeness.
 *
 * <p>Three things hold a request back; the latest counts.
 *
 * <dl>
 *   <dt>The delay, from one start to the next
 *   <dd>A fixed one, or {@code auto}: the time the host takes to answer, as a moving average that each answer shifts by a
 *       quarter of the difference, up to a maximum. An answer that is no success ({@code calm} is false) may lengthen
 *       it, never shorten it: errors come fast. Until the host has answered once, {@code auto} asks for one thing at a
 *       time. A Crawl-delay is a lower bound to either; a host that names one is asked for one thing at a time, and
 *       the delay counts from the end of a request too.
 *   <dt>A block, after a 429 or 503
 *   <dd>For as long as Retry-After says. Without it for {@value #BLOCK_SECONDS} seconds, twice that after the next, and so on up
 *       to {@value #BLOCK_SECONDS_MAX}; any other answer starts from the beginning. Answers to requests that were under
 *       way when the block began say nothing new and do not double it.
 *   <dt>The number of requests under way
 *   <dd>See {@link #parallel()}.
 * </dl>
 */
final class Pace {
    static final int BLOCK_SECONDS = 5;
    static final int BLOCK_SECONDS_MAX = 600;

    private static final long UNKNOWN = -1;

    private final FrontierOptions.PaceOptions options;
    private long nextFetchNanos;
    private long blockedUntilNanos;
    private int blocksInARow;
    private long answerNanos = UNKNOWN;
    private long crawlDelayNanos;

    /** Not stored: whoever opens the frontier again waits a whole delay anyway. */
    private long lastStartNanos;

    Pace(FrontierOptions.PaceOptions options) {
        this.options = options;
    }

    /** The earliest time at which a request may start. */
    long openAtNanos() {
        return Math.max(nextFetchNanos, blockedUntilNanos);
    }

    long blockedUntilNanos() {
        return blockedUntilNanos;
    }

    /** How many requests may be under way at once. */
    int parallel() {
        boolean unknown = options.delay() == null && answerNanos == UNKNOWN;
        return unknown || crawlDelayNanos > 0 ? 1 : options.perHost();
    }

    /** The least time between the starts of two requests. */
    long delayNanos() {
        Duration fixed = options.delay();
        long wanted =
                fixed != null ? Nanos.of(fixed) : Math.min(Math.max(answerNanos, 0), Nanos.of(options.autoDelayMax()));
        return Math.max(wanted, crawlDelayNanos);
    }

    void started(long nowNanos) {
        lastStartNanos = nowNanos;
        waitUntil(Nanos.after(nowNanos, delayNanos()));
    }

    void ended(long nowNanos) {
        waitUntil(Nanos.after(crawlDelayNanos > 0 ? nowNanos : lastStartNanos, delayNanos()));
    }

    /** Learns from how a page's request ended; true when the host asked to be left alone for a while. */
    boolean learn(long nowNanos, Outcome outcome) {
        boolean blocked = false;
        if (outcome instanceof Outcome.Answered answered) {
            answered(answered.elapsedNanos(), answered.status() < 400);
            blocked = answered.blocksHost();
            if (blocked) {
                block(nowNanos, answered.retryAfter());
            } else if (nowNanos >= blockedUntilNanos) {
                blocksInARow = 0;
            }
        } else {
            failed(outcome.elapsedNanos());
        }
        ended(nowNanos);
        return blocked;
    }

    /** Learns how fast the host answers; from an answer that is no success, only if that is slower than was known. */
    void answered(long elapsedNanos, boolean calm) {
        if (answerNanos == UNKNOWN) {
            answerNanos = Math.max(0, elapsedNanos);
        } else if (calm || elapsedNanos > answerNanos) {
            answerNanos += (Math.max(0, elapsedNanos) - answerNanos) / 4;
        }
    }

    /** Learns from a request that had no answer, if that took longer than answers do. */
    void failed(long elapsedNanos) {
        if (answerNanos != UNKNOWN) {
            answered(elapsedNanos, false);
        }
    }

    void block(long nowNanos, @Nullable Duration retryAfter) {
        long until;
        if (retryAfter != null) {
            until = Nanos.after(nowNanos, Nanos.of(retryAfter));
        } else if (nowNanos < blockedUntilNanos) {
            return;
        } else {
            until = Nanos.after(
                    nowNanos,
                    Nanos.doubled(BLOCK_SECONDS * Nanos.SECOND, blocksInARow, BLOCK_SECONDS_MAX * Nanos.SECOND));
            blocksInARow++;
        }
        blockedUntilNanos = Math.max(blockedUntilNanos, until);
    }

    /** Lets no request start before a time. */
    void waitUntil(long timeNanos) {
        nextFetchNanos = Math.max(nextFetchNanos, timeNanos);
    }

    void crawlDelay(@Nullable Duration delay) {
        crawlDelayNanos = delay == null ? 0 : Nanos.of(delay);
    }

    /**
     * Takes the host over after a restart. What was under way when the process ended may not all be in the store, but
     * none of it started after now: so one delay from now is never too early. Nor is more needed, even if the clock was
     * set back meanwhile.
     */
    void resume(long nowNanos) {
        nextFetchNanos = Nanos.after(nowNanos, delayNanos());
    }

    void write(ByteWriter out) {
        out.number(nextFetchNanos)
                .number(blockedUntilNanos)
                .number(blocksInARow)
                .number(answerNanos + 1)
                .number(crawlDelayNanos);
    }

    void read(ByteReader in) {
        nextFetchNanos = in.number();
        blockedUntilNanos = in.number();
        blocksInARow = in.smallNumber();
        answerNanos = in.number() - 1;
        crawlDelayNanos = in.number();
    }
}
