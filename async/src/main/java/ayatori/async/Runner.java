package ayatori.async;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One loop for several programs, one after the other: asyncio's {@code Runner}, and what {@link Async#run} is made of.
 *
 * {@snippet :
 * try (Runner runner = new Runner(RunOptions.defaults())) {
 *     String greeting = runner.run(() -> "Hello");
 *     runner.run(() -> System.out.println(greeting));
 * } // here what the programs left running is cancelled, and the loop ends
 * }
 *
 * <p>Between two programs the loop is paused. Tasks that one program left running go on with the next.
 */
public final class Runner implements AutoCloseable {
    private final EventLoop loop;

    /** What the loop's thread does next. */
    private final LinkedBlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    /** Whether a caller is in {@link #run} or the runner is closed. */
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Whether the loop's thread has been started. Belongs to whoever is busy. */
    private boolean started;

    /** What an interrupt cancels. Belongs to the loop. */
    private @Nullable Task<?> main;

    /** Whether the JVM failed under the loop, by lack of memory for example. Belongs to the loop's thread. */
    private boolean broken;

    /** Creates a runner with the default options; its thread starts with the first program. */
    public Runner() {
        this(RunOptions.defaults());
    }

    /**
     * Creates a runner; its thread starts with the first program.
     *
     * @param options how its loop runs
     */
    public Runner(RunOptions options) {
        loop = new EventLoop(options, self -> this::serve);
    }

    /** {@return the loop, for callbacks from other threads} */
    public EventLoop loop() {
        loop.outsiders().reachLoop();
        return loop;
    }

    /**
     * Runs a program as the loop's main task, and returns when it has ended.
     *
     * @param program the main task's body
     * @param <T> what it gives
     * @return its result
     * @throws Exception what it threw, the same object
     * @throws CancelledError if it was cancelled, as by interrupting the calling thread
     * @throws IllegalStateException inside a running loop, beside another program of this runner, or after
     *     {@link #close}
     */
    public <T extends @Nullable Object> T run(Awaitable<T> program) throws Exception {
        Objects.requireNonNull(program, "program");
        if (EventLoop.currentOrNull() != null) {
            throw new IllegalStateException("run inside a running loop: await the coroutine instead");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("this runner runs another program or is closed: it takes one at a time");
        }
        try {
            var outcome = new CompletableFuture<T>();
            Awaitable<T> inheriting = loop.inheriting(program);
            try (CtrlC ctrlC = listenForCtrlC()) {
                step(() -> runMain(inheriting, outcome));
                try {
                    return waitFor(outcome);
                } catch (CancelledError e) {
                    if (ctrlC != null) {
                        ctrlC.leavesWith(e);
                    }
                    throw e;
                }
            }
        } finally {
            busy.set(false);
        }
    }

    /**
     * Runs a program without a result.
     *
     * @param program the main task's body
     * @throws Exception what it threw, the same object
     */
    public void run(Action program) throws Exception {
        run(program.awaitable());
    }

    /**
     * Cancels the tasks that are left, waits for them, reports their failures, and ends the loop, its I/O, and within
     * {@link RunOptions#closeTimeout} its worker threads. Idempotent.
     *
     * @throws IllegalStateException inside a running loop, or while a program runs
     */
    @Override
    public void close() {
        if (EventLoop.currentOrNull() != null) {
            throw new IllegalStateException("a runner cannot be closed inside a running loop");
        }
        if (!busy.compareAndSet(false, true)) {
            if (ended.isDone()) {
                return;
            }
            throw new IllegalStateException("a program of this runner is still running: wait for it, then close");
        }
        step(this::end);
        try {
            waitFor(ended);
        } catch (Exception e) {
            throw Throwables.sneaky(e);
        }
    }

    private @Nullable CtrlC listenForCtrlC() {
        return loop.options().interruptHandling()
                ? CtrlC.whileMainThreadRuns(() -> loop.offer(() -> cancelMain("Ctrl-C")))
                : null;
    }

    private void step(Runnable step) {
        steps.add(step);
        if (!started) {
            started = true;
            loop.start();
        }
    }

    /** On the caller's thread: waits; an interrupt cancels the main task, or while closing what is left. */
    private <T extends @Nullable Object> T waitFor(CompletableFuture<T> outcome) throws Exception {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    return outcome.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    loop.offer(() -> cancelMain("interrupted"));
                } catch (ExecutionException e) {
                    throw Throwables.sneaky(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- on the loop's thread

    private void serve() {
        while (!ended.isDone()) {
            try {
                steps.take().run();
            } catch (InterruptedException e) {
                // An interrupt of the loop's thread has no effect: callers cancel tasks.
            }
        }
    }

    private <T extends @Nullable Object> void runMain(Awaitable<T> program, CompletableFuture<T> outcome) {
        if (broken) {
            outcome.completeExceptionally(loop.hasEnded());
            return;
        }
        Task<T> task = loop.createTask("main", program, null);
        main = task;
        try {
            loop.passes().runUntilDone(task);
            outcome.complete(task.result());
        } catch (VirtualMachineError e) {
            if (!task.done()) {
                broken = true;
                LoopEnd.abandon(loop, e);
            }
            outcome.completeExceptionally(e);
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
        main = null;
    }

    private void end() {
        Throwable failure = broken ? null : LoopEnd.end(loop);
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private void cancelMain(String reason) {
        if (main == null) { // the program has ended: cancel what is left once more
            loop.tasks().toList().forEach(task -> task.cancel(reason));
        } else {
            main.cancel(reason);
        }
    }
}
