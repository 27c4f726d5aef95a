package ayatori.async;

import java.util.List;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The additional work of a loop in debug mode: records where promises and tasks were created, reports coroutines that are
 * never awaited and steps that take too long, and refuses calls from a wrong thread. Belongs to the loop.
 */
final class DebugMode {
    private final EventLoop loop;
    private final WeakHashMap<Promise<?>, List<StackTraceElement>> created = new WeakHashMap<>();
    private final CreatedCoroutines coroutines;
    private final SlowSteps slowSteps;

    DebugMode(EventLoop loop) {
        this.loop = loop;
        coroutines = new CreatedCoroutines(loop);
        slowSteps = new SlowSteps(loop.options().name(), loop.options().slowStep(), Clock.system(), Watchdog.LOG);
        Watchdog.watch(slowSteps);
    }

    void created(Promise<?> promise) {
        created.put(promise, Stacks.here());
    }

    /** Where a promise was created; empty if that is not known. */
    List<StackTraceElement> createdAt(Promise<?> promise) {
        return created.getOrDefault(promise, List.of());
    }

    CreatedCoroutines coroutines() {
        return coroutines;
    }

    SlowSteps slowSteps() {
        return slowSteps;
    }

    /** Checks that the caller is the loop's. */
    void requireLoop(String what, Object subject) {
        if (EventLoop.currentOrNull() != loop) {
            throw new IllegalStateException(what + subject + " on " + Thread.currentThread() + ", but this belongs to "
                    + loop.options().name() + ": other threads use EventLoop.callSoonThreadsafe");
        }
    }

    /** Reports what is left to report when the loop ends. */
    void close() {
        Watchdog.forget(slowSteps);
        coroutines.reportAll();
    }

    /** What to add to a report about a promise: where it was created, if that is known. */
    static String createdText(@Nullable Promise<?> promise) {
        List<StackTraceElement> stack = promise == null ? List.of() : promise.loop.createdAt(promise);
        return stack.isEmpty() ? "" : "\ncreated" + Stacks.text(stack);
    }
}
