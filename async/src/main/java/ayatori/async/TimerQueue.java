package ayatori.async;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, soonest first; timers of the same time in the order they were made.
 *
 * <p>A binary heap in which every timer knows its place, so that cancelling one takes it out at once: most timers of a
 * network program are time-outs that never fire, and must not pile up.
 */
final class TimerQueue {
    private @Nullable TimerHandle[] heap = new TimerHandle[64];
    private int size;
    private int made;

    TimerHandle add(long whenNanos, Runnable callback) {
        TimerHandle timer = new TimerHandle(this, whenNanos, made++, callback);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, timer);
        return timer;
    }

    void remove(TimerHandle timer) {
        int hole = timer.index;
        if (hole < 0) {
            return;
        }
        timer.index = -1;
        TimerHandle moved = Objects.requireNonNull(heap[--size]);
        heap[size] = null;
        if (moved == timer) {
            return;
        }
        siftDown(hole, moved);
        if (moved.index == hole) {
            siftUp(hole, moved);
        }
    }

    /** The soonest timer; null if there is none. */
    @Nullable TimerHandle peek() {
        return size == 0 ? null : heap[0];
    }

    int size() {
        return size;
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
        remove(soonest);
        return soonest;
    }

    private void siftUp(int hole, TimerHandle timer) {
        while (hole > 0) {
            TimerHandle parent = Objects.requireNonNull(heap[(hole - 1) >>> 1]);
            if (!timer.before(parent)) {
                break;
            }
            place(hole, parent);
            hole = (hole - 1) >>> 1;
        }
        place(hole, timer);
    }

    private void siftDown(int hole, TimerHandle timer) {
        for (int child; (child = 2 * hole + 1) < size; ) {
            TimerHandle smaller = Objects.requireNonNull(heap[child]);
            if (child + 1 < size && Objects.requireNonNull(heap[child + 1]).before(smaller)) {
                smaller = Objects.requireNonNull(heap[++child]);
            }
            if (!smaller.before(timer)) {
                break;
            }
            place(hole, smaller);
            hole = child;
        }
        place(hole, timer);
    }

    private void place(int index, TimerHandle timer) {
        heap[index] = timer;
        timer.index = index;
    }
}
