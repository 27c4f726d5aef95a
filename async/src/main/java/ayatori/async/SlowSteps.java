package ayatori.async;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs steps that keep a loop busy for too long: once while the step is running, with its stack, and once with its duration
 * when it has ended.
 *
 * <p>Measures real time, also under a virtual clock.
 */
final class SlowSteps implements Instrument {
    /** A step that runs, or a callback. */
    private static final class Step {
        final String name;
        final Thread thread;
        final long beganNanos;

        /** Written and read by the watchdog, then read by the loop: a line too many does no harm. */
        volatile boolean told;

        Step(String name, Thread thread, long beganNanos) {
            this.name = name;
            this.thread = thread;
            this.beganNanos = beganNanos;
        }
    }

    private final String loop;
    private final long boundNanos;
    private final Clock clock;
    private final Consumer<String> log;

    /** What the loop is doing; null between steps. The loop writes, the watchdog reads. */
    private volatile @Nullable Step running;

    SlowSteps(String loop, Duration bound, Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.loop = loop;
        this.boundNanos = Durations.nanos(bound);
        this.log = log;
    }

    /** How often to look, so that a slow step is seen soon after it has become one. */
    long intervalNanos() {
        return Math.max(1_000_000, boundNanos / 4);
    }

    @Override
    public void stepBegins(Task<?> task) {
        Thread thread = task.thread().thread();
        running = new Step("task " + task.name(), thread == null ? Thread.currentThread() : thread, clock.nanoTime());
    }

    @Override
    public void stepEnds(Task<?> task) {
        ends();
    }

    void begins(Object callback) {
        running = new Step(
                callback instanceof Handle ? callback.toString() : "callback " + callback,
                Thread.currentThread(),
                clock.nanoTime());
    }

    void ends() {
        long nowNanos = clock.nanoTime();
        Step ended = running;
        running = null;
        if (ended != null && (ended.told || nowNanos - ended.beganNanos > boundNanos)) {
            log.accept(
                    "on loop " + loop + " " + ended.name + " kept control for " + millis(nowNanos - ended.beganNanos));
        }
    }

    /** Looks at what runs now. Called by the watchdog. */
    void check() {
        long nowNanos = clock.nanoTime();
        Step step = running;
        if (step == null || step.told || nowNanos - step.beganNanos <= boundNanos) {
            return;
        }
        StackTraceElement[] stack = step.thread.getStackTrace();
        if (running == step) { // otherwise the stack belongs to another step
            step.told = true;
            log.accept("on loop " + loop + " " + step.name + " has kept control for "
                    + millis(nowNanos - step.beganNanos) + " and nothing else runs; let it await, or use toThread: now"
                    + Stacks.text(Stacks.trim(stack)));
        }
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
