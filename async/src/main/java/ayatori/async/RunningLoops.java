package ayatori.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The loops of this JVM that run now, for those who look from outside. */
final class RunningLoops {
    /** How long a loop may take to answer before it counts as busy. */
    private static final long PATIENCE_MILLIS = 1000;

    private static final Set<EventLoop> LOOPS = ConcurrentHashMap.newKeySet();

    private RunningLoops() {}

    static void add(EventLoop loop) {
        LOOPS.add(loop);
    }

    static void remove(EventLoop loop) {
        LOOPS.remove(loop);
    }

    /** The trees of all loops as text; of a loop that does not answer, what keeps it busy. From any thread but a loop's. */
    static String describe() {
        List<EventLoop> loops = new ArrayList<>(LOOPS);
        loops.sort(java.util.Comparator.comparing(loop -> loop.options().name()));
        var asked = new ArrayList<CompletableFuture<TaskTree>>();
        for (EventLoop loop : loops) {
            var answer = new CompletableFuture<TaskTree>();
            boolean taken = loop.offer(() -> {
                try {
                    answer.complete(TaskTree.of(loop));
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
            if (!taken) {
                answer.completeExceptionally(loop.hasEnded());
            }
            asked.add(answer);
        }
        if (loops.isEmpty()) {
            return "no loop is running\n";
        }
        var text = new StringBuilder();
        for (int i = 0; i < loops.size(); i++) {
            text.append(text.isEmpty() ? "" : "\n").append(answer(loops.get(i), asked.get(i)));
        }
        return text.toString();
    }

    private static String answer(EventLoop loop, CompletableFuture<TaskTree> asked) {
        try {
            return asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).toString();
        } catch (TimeoutException e) {
            return busy(loop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy(loop);
        } catch (java.util.concurrent.ExecutionException e) {
            return "loop " + loop.options().name() + ": " + e.getCause() + "\n";
        }
    }

    private static String busy(EventLoop loop) {
        Task<?> current = loop.currentTask(); // a racy read, good enough to tell what has been running for a second
        Thread task = current == null ? null : current.thread().thread();
        Thread shown = task == null ? loop.thread() : task;
        return "loop " + loop.options().name() + " (" + loop.metrics().tasks() + " tasks) does not answer: "
                + (current == null ? "no task" : "task " + current.name()) + " has control"
                + Stacks.text(List.of(shown.getStackTrace())) + "\n";
    }
}
