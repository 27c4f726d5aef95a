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
            loop.abandon(e);
            return e;
        } catch (Throwable e) {
            failure = e;
        }
        try {
            loop.close();
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
        for (int round = 0; round < ROUNDS_MAX && (loop.tasks().size() > 0 || loop.hasReady()); round++) {
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
        loop.runUntilDone(allDone);
    }
}
