package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait until a crawl is drawn again: several times a second if it is fast, else once a second. If drawing takes a larger
 * share of the process's CPU time than it may, up to twelve seconds. Belongs to the thread that draws.
 */
final class DrawingPace {
    /** More is too much, by the clock of the thread that draws. */
    private static final double SHARE_MAX = 0.013;

    /** With less, it is drawn more often. */
    private static final double SHARE_LOW = 0.005;

    private static final int TICKS_A_SECOND = 5;
    private static final int SECONDS_MAX = 12;

    /** A crawl of so many pages between two looks is fast. */
    private static final int FAST = 10;

    /** Measuring costs as much as a drawing, so each time is twice as long as the one before. */
    private static final Duration MEASURED_FIRST = Duration.ofSeconds(3);

    private static final Duration MEASURED_LAST = Duration.ofSeconds(48);

    private final Duration tick;
    private final Supplier<@Nullable CpuShare> measure;
    private long pages;
    private int hurried;
    private int seconds = 1;
    private @Nullable Duration nextMeasured;
    private Duration measuredEvery = MEASURED_FIRST;
    private @Nullable CpuShare measured;

    /**
     * Once a second, for now.
     *
     * @param tick a fifth of a second
     * @param measure what this thread and the process have taken; gives null if that is not known
     */
    DrawingPace(Duration tick, Supplier<@Nullable CpuShare> measure) {
        this.tick = tick;
        this.measure = measure;
        this.measured = measure.get();
    }

    /** How long to wait until looking whether there is anything to draw on. */
    Duration inTheBackground() {
        return tick.multipliedBy(TICKS_A_SECOND);
    }

    /** A key was pressed: what comes of it is to be seen at once. */
    void hurry() {
        hurried = TICKS_A_SECOND;
    }

    /** How long to wait after a snapshot. */
    Duration after(CrawlProgress progress) {
        boolean isFast = progress.pages() - pages >= FAST;
        pages = progress.pages();
        if (isFast || hurried > 0) {
            hurried = Math.max(0, hurried - 1);
            return tick;
        }
        if (nextMeasured == null) {
            nextMeasured = progress.elapsed().plus(measuredEvery); // a crawl that goes on has run before
        } else if (progress.elapsed().compareTo(nextMeasured) >= 0) {
            adapt();
            Duration twice = measuredEvery.multipliedBy(2);
            measuredEvery = twice.compareTo(MEASURED_LAST) > 0 ? MEASURED_LAST : twice;
            nextMeasured = progress.elapsed().plus(measuredEvery);
        }
        return tick.multipliedBy((long) TICKS_A_SECOND * seconds);
    }

    private void adapt() {
        CpuShare before = measured;
        CpuShare now = measure.get();
        measured = now;
        if (before != null && now != null) {
            double share = now.since(before);
            if (share > SHARE_MAX) {
                seconds = Math.clamp((long) Math.ceil(seconds * share / SHARE_MAX), 2, SECONDS_MAX);
            } else if (share < SHARE_LOW) {
                seconds = Math.max(1, seconds - 1);
            }
        }
    }
}
