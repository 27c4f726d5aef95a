package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * The passes of a loop. One pass polls I/O, moves calls from other threads and due timers to the ready queue, and runs what
 * is ready then.
 *
 * <p>All of it belongs to whoever holds control: the loop's thread, or on the baton carrier the thread that has the baton.
 */
final class Passes {
    /**
     * How many calls of other threads a pass takes, so that threads that call all the time cannot keep it from beginning.
     */
    private static final int EXTERNAL_CALLS_MAX = 4096;

    /** How many cancellations of one pass get a stack trace. */
    static final int CANCELLATION_TRACES_MAX = 100;

    private final EventLoop loop;
    private final Clock clock;
    private final TaskList tasks;
    private final ReadyQueue ready;
    private final TimerQueue timers;
    private final ExternalCalls external;
    private final Outsiders outsiders;
    private final LoopGauges gauges;

    /** Set on the loop when the promise that the loop runs for is done. */
    private boolean stopped;

    /** The JVM's failure in a callback, by lack of memory for example, which ends the loop. */
    private @Nullable VirtualMachineError failure;

    /** How many cancellations of this pass asked for a stack trace. */
    private int cancellationTraces;

    Passes(EventLoop loop, ReadyQueue ready, TimerQueue timers, ExternalCalls external, LoopGauges gauges) {
        this.loop = loop;
        this.clock = loop.options().clock();
        this.tasks = loop.tasks();
        this.ready = ready;
        this.timers = timers;
        this.external = external;
        this.outsiders = loop.outsiders();
        this.gauges = gauges;
    }

    /** Runs passes until the promise is done. Called on the loop's own thread. */
    void runUntilDone(Promise<?> main) {
        stopped = false;
        main.addDoneCallback(done -> stopped = true);
        TaskSignal.prepare();
        RunningLoops.add(loop);
        try {
            while (!stopped) {
                pass();
                if (failure != null) {
                    throw failure;
                }
            }
        } finally {
            RunningLoops.remove(loop);
        }
    }

    /**
     * Does the loop's work until a task must run, in place of the loop's thread: the rest of this pass, and further passes
     * as long as they need neither the driver nor a wait.
     *
     * @return the task's thread; null if the loop's own thread is needed
     */
    @Nullable TaskThread nextTaskInline() {
        for (; ; ) {
            TaskThread next = nextTask();
            if (next != null) {
                return next;
            }
            if (!loop.driver().idle() || stopped || failure != null) {
                return null;
            }
            takeExternalAndTimers();
            if (ready.isEmpty()) {
                return null;
            }
            begin();
        }
    }

    /** Whether something is ready, or was handed over by another thread. */
    boolean hasReady() {
        return !ready.isEmpty() || !external.isEmpty();
    }

    /** Runs the callbacks that are ready now. The tasks among them do not run any more. */
    void runReadyCallbacks() {
        ready.beginPass();
        for (Object entry; (entry = ready.next()) != null; ) {
            if (!(entry instanceof TaskThread)) {
                run(entry);
            }
        }
    }

    /** Whether a {@link CancelledError} that is created now has a stack trace. */
    boolean traceCancellation() {
        return cancellationTraces++ < CANCELLATION_TRACES_MAX || loop.debug() != null;
    }

    private void pass() {
        poll();
        takeExternalAndTimers();
        begin();
        for (TaskThread next; (next = nextTask()) != null; ) {
            next.resume();
        }
    }

    private void begin() {
        gauges.passBegins(ready.size(), tasks.size(), timers.size(), timers.nextDueNanos());
        cancellationTraces = 0;
        loop.recordIfWanted();
        ready.beginPass();
    }

    /** Runs the callbacks of this pass up to the next task; null at the end of the pass. */
    private @Nullable TaskThread nextTask() {
        for (Object entry; (entry = ready.next()) != null; ) {
            if (entry instanceof TaskThread task) {
                return task;
            }
            run(entry);
            if (failure != null) {
                return null;
            }
        }
        return null;
    }

    /** Runs a callback: a {@link Runnable} or a {@link Handle}. What it throws goes to the exception handler. */
    void run(Object callback) {
        DebugMode debug = loop.debug();
        if (debug != null) {
            debug.slowSteps().begins(callback);
        }
        try {
            if (callback instanceof Handle handle) {
                handle.run();
            } else {
                ((Runnable) callback).run();
            }
        } catch (VirtualMachineError e) {
            failure = e; // a callback of the runtime's own may have been cut off, and its task would wait for ever
        } catch (Throwable e) {
            loop.callExceptionHandler(new ExceptionContext("a callback of the event loop failed", e, null));
        }
        if (debug != null) {
            debug.slowSteps().ends();
        }
    }

    private void takeExternalAndTimers() {
        Runnable callback;
        for (int taken = 0; taken < EXTERNAL_CALLS_MAX && (callback = external.poll()) != null; taken++) {
            ready.add(callback);
        }
        TimerHandle soonest = timers.peek();
        if (soonest != null) {
            long now = clock.nanoTime();
            if (soonest.whenNanos - now <= 0) {
                gauges.timerWasLate(now - soonest.whenNanos);
            }
            for (TimerHandle due; (due = timers.pollDue(now)) != null; ) {
                ready.add(due);
            }
        }
    }

    private void poll() {
        IoDriver driver = loop.driver();
        if (hasReady()) {
            if (!driver.idle()) {
                poll(driver, 0);
            }
            return;
        }
        long timeout = untilNextTimer();
        if (timeout > 0 && !outsiders.owesResults() && driver.idle()) {
            TimerHandle soonest = timers.peek();
            if (soonest == null && outsiders.hopeless()) {
                throw DeadlockException.of(loop);
            }
            if (soonest != null && clock instanceof VirtualClock virtual) {
                virtual.jumpTo(soonest.whenNanos);
                return;
            }
        }
        gauges.show(0, tasks.size(), timers.size(), timers.nextDueNanos());
        loop.unretrieved().reportForgotten();
        external.beginWait();
        // Whoever adds from now on wakes the driver up; whatever was added before is seen here.
        poll(driver, external.isEmpty() ? timeout : 0);
        external.endWait();
    }

    private void poll(IoDriver driver, long timeoutNanos) {
        Instruments instruments = loop.instruments();
        if (instruments == null) {
            driver.poll(timeoutNanos);
            return;
        }
        instruments.pollBegins(timeoutNanos);
        driver.poll(timeoutNanos);
        instruments.pollEnds();
    }

    private long untilNextTimer() {
        TimerHandle soonest = timers.peek();
        if (soonest == null) {
            return Long.MAX_VALUE;
        }
        if (clock instanceof VirtualClock && outsiders.owesResults() && soonest.whenNanos > clock.nanoTime()) {
            return Long.MAX_VALUE; // virtual time does not pass while real work is out
        }
        return Math.max(0, soonest.whenNanos - clock.nanoTime());
    }
}
