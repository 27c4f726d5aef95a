package ayatori.cli;

import ayatori.crawler.CrawlProgress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The recent rates of a crawl, computed from its snapshots.
 *
 * <p>Time is divided into slices of half a second. The rate of a slice is what was added between the snapshots around it; a slice
 * without a snapshot is merged with its neighbours. The rate that is shown as a number is the mean of the last slices, so that it
 * changes slowly enough to be read.
 */
final class RateHistory {

    /** The length of a slice: one column of the sparkline. */
    static final Duration SLICE = Duration.ofMillis(500);

    private static final int SLICES_KEPT = 240;

    /** The number of slices in the current rate. */
    private static final int SLICES_NOW = 4;

    private record Mark(long nanos, long pages, long bytes) {}

    private final Deque<Mark> marks = new ArrayDeque<>(List.of(new Mark(0, 0, 0)));
    private Mark latest = new Mark(0, 0, 0);

    /** Adds a snapshot, later than all before it. */
    void add(CrawlProgress progress) {
        latest = new Mark(progress.elapsed().toNanos(), progress.pages(), progress.bytes());
        if (latest.nanos - marks.getLast().nanos >= SLICE.toNanos()) {
            marks.addLast(latest);
            if (marks.size() > SLICES_KEPT) {
                marks.removeFirst();
            }
        }
    }

    /** The current pages per second. */
    double pagesPerSecond() {
        Mark from = recent();
        return perSecond(latest.pages - from.pages, latest.nanos - from.nanos);
    }

    /** The current bytes per second. */
    double bytesPerSecond() {
        Mark from = recent();
        return perSecond(latest.bytes - from.bytes, latest.nanos - from.nanos);
    }

    private Mark recent() {
        var newestFirst = marks.descendingIterator();
        Mark from = newestFirst.next();
        for (int slice = 0; slice < SLICES_NOW && newestFirst.hasNext(); slice++) {
            from = newestFirst.next();
        }
        return from;
    }

    /** The pages per second of each slice, oldest first. */
    List<Double> course() {
        var course = new ArrayList<Double>(marks.size());
        Mark before = null;
        for (Mark mark : marks) {
            if (before != null) {
                course.add(perSecond(mark.pages - before.pages, mark.nanos - before.nanos));
            }
            before = mark;
        }
        return course;
    }

    private static double perSecond(long added, long nanos) {
        return nanos <= 0 ? 0 : added * 1e9 / nanos;
    }
}
