package ayatori.crawler.frontier;

import ayatori.crawler.SkipReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When and how often one host name may be asked, whatever the scheme and the port.
 *
 * <p>Three things hold a request back; the latest counts.
 *
 * <dl>
 *   <dt>The delay, from one start to the next
 *   <dd>A fixed one, or {@code auto}: the time the host takes to answer, as a moving average that each answer shifts by a
 *       quarter of the difference, between a lower and an upper bound. The lower bound does not apply to a host whose
 *       address is loopback or private. An answer that is no success ({@code calm} is false) may lengthen the average,
 *       never shorten it: errors come fast. Until the host has answered for a page, {@code auto} asks for one thing at a time, so
 *       that hosts that answer for robots.txt and then hang hold few of the crawl's requests. A Crawl-delay is a lower bound to either; a host that names one is asked for one thing at a time, and the delay
 *       counts from the end of a request too.
 *   <dt>A block, after a 429 or 503, or any answer with a Retry-After
 *   <dd>For as long as Retry-After says. Without it, or if it names no time to come, a 429 or 503 blocks for
 *       {@value #BLOCK_SECONDS} seconds, the next for twice that, and so on up to {@value #BLOCK_SECONDS_MAX}; any other
 *       answer starts from the beginning. Answers to requests that were under way when the block began say nothing new
 *       and do not double it. A robots.txt that cannot be had blocks the host too.
 *   <dt>The number of requests under way
 *   <dd>See {@link #parallel()}.
 * </dl>
 *
 * <p>Other names of its domain and at its address hold it back too; see {@link Gates}.
 *
 * <p>A Crawl-delay or Retry-After beyond {@link FrontierOptions.PaceOptions#waitMax} is not waited for, and not undercut
 * either: the host is {@linkplain #givenUp given up}. Nutch does the same from 30 seconds on; Bing and Heritrix wait for
 * less than was asked, Google ignores a Crawl-delay.
 */
final class Pace {
    static final int BLOCK_SECONDS = 5;
    static final int BLOCK_SECONDS_MAX = 600;

    /** No stored block is longer after a restart, so that a clock that was set back does not block a host for years. */
    static final long BLOCK_NANOS_MAX = 24 * 3600 * Nanos.SECOND;

    private static final long UNKNOWN = -1;

    private final FrontierOptions.PaceOptions options;
    private final Speed speed;
    private long nextFetchNanos;
    private long blockedUntilNanos;
    private int blocksInARow;
    private long answerNanos = UNKNOWN;
    private long crawlDelayNanos;
    private boolean isPrivate;

    /** Not stored: after a restart the host is asked for one page first. */
    private boolean hasAnsweredForPage;

    /** Whether it differs from its record. */
    private boolean isChanged;

    /** Not stored: after a restart the host waits a whole delay anyway. */
    private long lastStartNanos;

    Pace(FrontierOptions.PaceOptions options, Speed speed) {
        this.options = options;
        this.speed = speed;
    }

    /** The earliest time at which a request may start. */
    long openAtNanos() {
        return Math.max(nextFetchNanos, blockedUntilNanos);
    }

    long blockedUntilNanos() {
        return blockedUntilNanos;
    }

    /** Why nothing may be requested of the host for longer than is waited; null if it may. */
    @Nullable SkipReason givenUp(long nowNanos) {
        return blockedUntilNanos > Nanos.after(nowNanos, Nanos.of(options.waitMax())) ? SkipReason.RETRY_AFTER : null;
    }

    /** How many requests may be under way at once. */
    int parallel() {
        boolean isUnknown = options.delay() == null && !hasAnsweredForPage;
        return isUnknown || crawlDelayNanos > 0 ? 1 : options.perHost();
    }

    /** How many requests may be under way at once, by the options alone. */
    int perHost() {
        return options.perHost();
    }

    /** The least time between the starts of two requests. */
    long delayNanos() {
        return Math.max(ownDelayNanos(), crawlDelayNanos);
    }

    /** The delay without the Crawl-delay, which only concerns the host that names it. */
    long ownDelayNanos() {
        Duration fixed = options.delay();
        long delay = fixed != null ? Nanos.of(fixed) : autoDelayNanos();
        return speed.delayNanos(delay, answerNanos, options.perHost());
    }

    /** When the delay after the last start is over for other names of the same domain or address. */
    long openToNeighboursNanos() {
        return lastStartNanos == 0 ? 0 : Nanos.after(lastStartNanos, ownDelayNanos());
    }

    private long autoDelayNanos() {
        long least = isPrivate ? 0 : Nanos.of(options.autoDelayMin());
        return Math.max(least, Math.min(answerNanos, Nanos.of(options.autoDelayMax())));
    }

    void started(long nowNanos) {
        lastStartNanos = nowNanos;
        isChanged = true;
        waitUntil(Nanos.after(nowNanos, delayNanos()));
    }

    void ended(long nowNanos) {
        isChanged = true;
        waitUntil(Nanos.after(crawlDelayNanos > 0 ? nowNanos : lastStartNanos, delayNanos()));
    }

    /** Learns from how a page's request ended; true when the host asked to be left alone for a while. */
    boolean learn(long nowNanos, Outcome outcome) {
        boolean blocked = false;
        Outcome.Answered answered = outcome.answered();
        if (answered != null) {
            blocked = answered(nowNanos, answered);
        } else {
            failed(outcome.elapsedNanos());
        }
        ended(nowNanos);
        return blocked;
    }

    /** Learns from how a request for robots.txt ended. Its Crawl-delay has been taken up before. */
    void learn(long nowNanos, RobotsAnswer answer) {
        if (answer instanceof RobotsAnswer.Unreachable || answer instanceof RobotsAnswer.NoHost) {
            failed(answer.elapsedNanos());
        } else {
            answered(answer.elapsedNanos(), true);
        }
        isPrivate |= PrivateNames.isPrivate(answer.address());
        Duration retryAfter = answer.retryAfter();
        if (retryAfter != null && retryAfter.isPositive()) {
            blockUntil(Nanos.after(nowNanos, Nanos.of(retryAfter)));
        }
        ended(nowNanos);
    }

    private boolean answered(long nowNanos, Outcome.Answered answered) {
        hasAnsweredForPage = true;
        answered(answered.elapsedNanos(), answered.status() < 400);
        isPrivate |= PrivateNames.isPrivate(answered.address());
        boolean blocked = answered.blocksHost();
        if (blocked) {
            block(nowNanos, answered.retryAfter());
        } else if (nowNanos >= blockedUntilNanos) {
            blocksInARow = 0;
        }
        return blocked;
    }

    /** Learns how fast the host answers; from an answer that is no success, only if that is slower than was known. */
    private void answered(long elapsedNanos, boolean calm) {
        if (answerNanos == UNKNOWN) {
            answerNanos = Math.max(0, elapsedNanos);
        } else if (calm || elapsedNanos > answerNanos) {
            answerNanos += (Math.max(0, elapsedNanos) - answerNanos) / 4;
        }
    }

    /** Learns from a request that had no answer, if that took longer than answers do. */
    private void failed(long elapsedNanos) {
        if (answerNanos != UNKNOWN) {
            answered(elapsedNanos, false);
        }
    }

    private void block(long nowNanos, @Nullable Duration retryAfter) {
        if (retryAfter != null && retryAfter.isPositive()) {
            blockUntil(Nanos.after(nowNanos, Nanos.of(retryAfter)));
        } else if (nowNanos >= blockedUntilNanos) {
            long wait = Nanos.doubled(BLOCK_SECONDS * Nanos.SECOND, blocksInARow, BLOCK_SECONDS_MAX * Nanos.SECOND);
            blockUntil(Nanos.after(nowNanos, wait));
            blocksInARow++;
        }
    }

    /** Lets no request start before a time, not after a restart either. */
    void blockUntil(long timeNanos) {
        isChanged = true;
        blockedUntilNanos = Math.max(blockedUntilNanos, timeNanos);
    }

    private void waitUntil(long timeNanos) {
        nextFetchNanos = Math.max(nextFetchNanos, timeNanos);
    }

    /** The Crawl-delay from now on; 0 for none. */
    void crawlDelay(long delayNanos) {
        isChanged |= crawlDelayNanos != delayNanos;
        crawlDelayNanos = delayNanos;
    }

    long crawlDelayNanos() {
        return crawlDelayNanos;
    }

    boolean isChanged() {
        return isChanged;
    }

    void recordWritten() {
        isChanged = false;
    }

    /** The host's name says that its address is loopback or private. */
    void isPrivateByName() {
        isPrivate = true;
    }

    /**
     * Takes the host over after a restart. What was under way when the process ended may not all be in the store, but
     * none of it started after now: so one delay from now is never too early. Nor is more needed, even if the clock was
     * set back meanwhile.
     */
    void resume(long nowNanos) {
        if (lastStartNanos > nowNanos) {
            return; // it was asked since
        }
        lastStartNanos = nowNanos;
        nextFetchNanos = Nanos.after(nowNanos, delayNanos());
        blockedUntilNanos = Math.min(blockedUntilNanos, Nanos.after(nowNanos, BLOCK_NANOS_MAX));
    }

    void write(ByteWriter out) {
        out.number(nextFetchNanos)
                .number(blockedUntilNanos)
                .number(blocksInARow)
                .number(answerNanos + 1)
                .number(isPrivate ? 1 : 0);
    }

    void read(ByteReader in) {
        nextFetchNanos = in.number();
        blockedUntilNanos = in.number();
        blocksInARow = in.smallNumber();
        answerNanos = in.number() - 1;
        isPrivate = in.number() != 0;
    }
}
