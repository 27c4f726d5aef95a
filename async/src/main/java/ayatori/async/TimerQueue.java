package ayatori.async;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, soonest first; timers of the same time in the order they were made.
 *
 * <p>A binary heap. A cancelled timer stays in it until it comes to the top or until more than half of the timers are
 * cancelled; then all cancelled timers are dropped at once. So cancelling takes constant time, however many timers there
 * are, and cancelled timers do not pile up. Most timers of a network program are time-outs that never fire.
 */
final class TimerQueue {
    /** Fewer cancelled timers than this are not worth a clean-up. */
    private static final int CLEAN_UP_MIN = 64;

    private @Nullable TimerHandle[] heap = new TimerHandle[64];

    /** The timers in the heap, with the cancelled ones. */
    private int size;

    private int cancelled;
    private int made;

    TimerHandle add(long whenNanos, Runnable callback) {
        TimerHandle timer = new TimerHandle(this, whenNanos, made++, callback);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, timer);
        return timer;
    }

    /** One of the timers in the heap was cancelled. */
    void oneCancelled() {
        if (++cancelled > size / 2 && cancelled >= CLEAN_UP_MIN) {
            cleanUp();
        }
    }

    /** The soonest timer; null if there is none. */
    @Nullable TimerHandle peek() {
        for (TimerHandle first; (first = heap[0]) != null; ) {
            if (!first.cancelled()) {
                return first;
            }
            removeFirst();
            cancelled--;
        }
        return null;
    }

    int size() {
        return size - cancelled;
    }

    /** When the soonest timer is due; {@link Long#MAX_VALUE} without one. */
    long nextDueNanos() {
        TimerHandle soonest = peek();
        return soonest == null ? Long.MAX_VALUE : soonest.whenNanos;
    }

    /** Takes out the soonest timer if it is due; null if none is. */
    @Nullable TimerHandle pollDue(long nowNanos) {
        TimerHandle soonest = peek();
        if (soonest == null || soonest.whenNanos - nowNanos > 0) {
            return null;
        }
        removeFirst();
        soonest.leavesQueue();
        return soonest;
    }

    private void removeFirst() {
        TimerHandle last = Objects.requireNonNull(heap[--size]);
        heap[size] = null;
        if (size > 0) {
            siftDown(0, last);
        }
    }

    private void cleanUp() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            TimerHandle timer = Objects.requireNonNull(heap[i]);
            if (!timer.cancelled()) {
                heap[kept++] = timer;
            }
        }
        Arrays.fill(heap, kept, size, null);
        size = kept;
        cancelled = 0;
        for (int i = size / 2 - 1; i >= 0; i--) {
            siftDown(i, Objects.requireNonNull(heap[i]));
        }
    }

    private void siftUp(int from, TimerHandle timer) {
        int hole = from;
        while (hole > 0) {
            TimerHandle parent = Objects.requireNonNull(heap[(hole - 1) >>> 1]);
            if (!timer.before(parent)) {
                break;
            }
            heap[hole] = parent;
            hole = (hole - 1) >>> 1;
        }
        heap[hole] = timer;
    }

    private void siftDown(int from, TimerHandle timer) {
        int hole = from;
        for (int child; (child = 2 * hole + 1) < size; ) {
            TimerHandle smaller = Objects.requireNonNull(heap[child]);
            if (child + 1 < size && Objects.requireNonNull(heap[child + 1]).before(smaller)) {
                smaller = Objects.requireNonNull(heap[++child]);
            }
            if (!smaller.before(timer)) {
                break;
            }
            heap[hole] = smaller;
            hole = child;
        }
        heap[hole] = timer;
    }
}
