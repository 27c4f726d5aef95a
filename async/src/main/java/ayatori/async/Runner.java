package ayatori.async;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One run of a loop, from its first task to its last: what {@link Async#run} does. */
final class Runner {
    private static final System.Logger LOG = System.getLogger("ayatori.async");

    private Runner() {}

    static <T extends @Nullable Object> T run(RunOptions options, Awaitable<T> main) throws Exception {
        if (EventLoop.currentOrNull() != null) {
            throw new IllegalStateException("Async.run inside a running loop: await the coroutine instead");
        }
        var outcome = new CompletableFuture<T>();
        EventLoop loop = new EventLoop(options, self -> () -> runOnLoop(self, main, outcome));
        loop.start();
        return waitFor(loop, outcome);
    }

    /** On the loop's thread: runs the main task, then ends what is left. */
    private static <T extends @Nullable Object> void runOnLoop(
            EventLoop loop, Awaitable<T> body, CompletableFuture<T> outcome) {
        Throwable loopFailure = null;
        Task<T> main = loop.createTask(body).withName("main");
        try {
            loop.runUntilDone(main);
        } catch (Throwable e) {
            loopFailure = e;
        }
        try {
            endLeftovers(loop);
            loop.close();
        } catch (Throwable e) {
            loopFailure = loopFailure == null ? e : loopFailure;
        }
        if (loopFailure != null) {
            outcome.completeExceptionally(loopFailure);
            return;
        }
        try {
            outcome.complete(main.result());
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Cancels the tasks that are left, waits for them, and reports those that fail. */
    static void endLeftovers(EventLoop loop) {
        List<Task<?>> leftovers = loop.tasks().toList();
        if (leftovers.isEmpty()) {
            return;
        }
        leftovers.forEach(task -> task.cancel("the loop is ending"));
        Promise<@Nullable Void> allDone = loop.createPromise();
        int[] left = {leftovers.size()};
        for (Task<?> task : leftovers) {
            task.addDoneCallback(done -> {
                if (done.failed()) {
                    LOG.log(System.Logger.Level.ERROR, done + " failed while the loop was ending", done.exception());
                }
                if (--left[0] == 0) {
                    allDone.setResult(null);
                }
            });
        }
        loop.runUntilDone(allDone);
    }

    /** On the caller's thread: waits for the end; an interrupt cancels the main task. */
    private static <T extends @Nullable Object> T waitFor(EventLoop loop, CompletableFuture<T> outcome)
            throws Exception {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    return outcome.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    loop.callSoonThreadsafe(() -> loop.tasks().toList().forEach(task -> task.cancel("interrupted")));
                } catch (ExecutionException e) {
                    throw Throwables.sneaky(e.getCause() == null ? e : e.getCause());
                } catch (CancellationException e) {
                    throw new CancelledError();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
