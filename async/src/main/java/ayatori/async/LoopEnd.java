package ayatori.async;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a loop ends: on its own thread, with nothing left that somebody waits for. */
final class LoopEnd {
    /** How often what is left is ended in turn, as it may start new tasks meanwhile, before it is given up. */
    private static final int ROUNDS_MAX = 100;

    private LoopEnd() {}

    /**
     * Ends what is left, and closes the loop.
     *
     * @return what went wrong; null if nothing did
     */
    static @Nullable Throwable end(EventLoop loop) {
        Throwable failure = null;
        try {
            endLeftovers(loop);
        } catch (VirtualMachineError e) {
            abandon(loop, e);
            return e;
        } catch (Throwable e) {
            failure = e;
        }
        try {
            close(loop);
        } catch (Throwable e) {
            failure = Throwables.both(failure, e);
        }
        return failure;
    }

    /**
     * Cancels the tasks that are left and waits for them, runs what is ready or has been handed over by other threads, and
     * so on until nothing is left.
     */
    private static void endLeftovers(EventLoop loop) {
        for (int round = 0;
                round < ROUNDS_MAX && (loop.tasks().size() > 0 || loop.passes().hasReady());
                round++) {
            endLeftovers(loop, loop.tasks().toList());
        }
    }

    private static void endLeftovers(EventLoop loop, List<Task<?>> leftovers) {
        leftovers.forEach(task -> task.cancel("the loop is ending"));
        Promise<@Nullable Void> allDone = loop.createPromise();
        if (leftovers.isEmpty()) {
            allDone.setResult(null); // one pass, for what is ready
        }
        int[] left = {leftovers.size()};
        for (Task<?> task : leftovers) {
            task.addDoneCallback(done -> {
                if (done.failed()) {
                    loop.callExceptionHandler(
                            new ExceptionContext("a task failed while the loop was ending", done.exception(), done));
                }
                if (--left[0] == 0) {
                    allDone.setResult(null);
                }
            });
        }
        loop.passes().runUntilDone(allDone);
    }

    /**
     * Closes what libraries keep, the driver and, within the options' bound, the worker threads. What is ready and what
     * other threads have handed over is run or failed.
     */
    private static void close(EventLoop loop) {
        DebugMode debug = loop.debug();
        if (debug != null) {
            debug.close();
        }
        loop.locals().close();
        try {
            closeInputAndOutput(loop);
        } finally {
            refuseExternalCalls(loop);
            loop.passes().runReadyCallbacks();
            for (Task<?> task : loop.tasks().toList()) {
                loop.callExceptionHandler(
                        new ExceptionContext("a task was destroyed while it was pending", null, task));
            }
            loop.bridges().failAll();
            loop.unretrieved().reportAll();
            Watchdog.flush();
        }
    }

    /**
     * Ends a loop under which the JVM has failed. Its tasks cannot be ended any more; they are left. What other threads wait
     * for is failed.
     *
     * @param cause what killed the loop
     */
    static void abandon(EventLoop loop, VirtualMachineError cause) {
        loop.killedBy(cause);
        refuseExternalCalls(loop);
        loop.bridges().failAll();
        closeInputAndOutput(loop);
    }

    /** Takes no more calls of other threads. Those that are there already run, and a coroutine among them is refused. */
    private static void refuseExternalCalls(EventLoop loop) {
        loop.external().close();
        for (Runnable late; (late = loop.external().poll()) != null; ) {
            loop.passes().run(late);
        }
    }

    private static void closeInputAndOutput(EventLoop loop) {
        try {
            loop.driver().close();
        } finally {
            loop.threads().close(loop.options().closeTimeout());
        }
    }
}
