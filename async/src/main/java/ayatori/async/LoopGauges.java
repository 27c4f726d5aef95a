package ayatori.async;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The figures behind {@link LoopMetrics}: the loop writes them once a pass, without a fence; any thread reads them. */
final class LoopGauges {
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger timers = new AtomicInteger();
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong lagNanos = new AtomicLong();

    /** When the next timer is due; {@link Long#MAX_VALUE} without one. */
    private final AtomicLong dueNanos = new AtomicLong(Long.MAX_VALUE);

    void passBegins(int readyNow, int tasksNow, int timersNow, long nextDueNanos) {
        passes.setOpaque(passes.getPlain() + 1);
        show(readyNow, tasksNow, timersNow, nextDueNanos);
    }

    void show(int readyNow, int tasksNow, int timersNow, long nextDueNanos) {
        ready.setOpaque(readyNow);
        tasks.setOpaque(tasksNow);
        timers.setOpaque(timersNow);
        dueNanos.setOpaque(nextDueNanos);
    }

    void timerWasLate(long nanos) {
        lagNanos.setOpaque(nanos);
    }

    LoopMetrics metrics(String loop, Clock clock, boolean waiting) {
        long due = dueNanos.getOpaque();
        long overdue = due == Long.MAX_VALUE ? 0 : clock.nanoTime() - due;
        return new LoopMetrics(
                loop,
                tasks.getOpaque(),
                ready.getOpaque(),
                timers.getOpaque(),
                passes.getOpaque(),
                Duration.ofNanos(Math.max(lagNanos.getOpaque(), Math.max(0, overdue))),
                waiting);
    }
}
