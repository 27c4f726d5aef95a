package ayatori.async;

import java.util.List;

/**
 * Thrown by a run whose tasks all wait and can never go on: nothing is ready, no timer is set, no I/O is under way, and no
 * other thread owes a result or can reach the loop. The message says which task waits for what.
 *
 * {@snippet :
 * try {
 *     Async.run(() -> new Event().await()); // nobody is left who could set it
 * } catch (DeadlockException e) {
 *     assert e.causes().equals(List.of("main waits for event (not set, 1 waiting), which nobody is left to end"));
 * }
 * }
 *
 * <p>There are no false alarms. A loop that another thread may hold a reference to ({@link EventLoop#current}, {@link
 * Runner#loop}, {@link LoopGroup}) goes on waiting, and so does one with a task in {@link Async#sleepForever}. Under the
 * virtual clock other threads count only while they owe a result.
 */
public final class DeadlockException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> causes;
    private final transient TaskTree tree;

    DeadlockException(String loop, List<String> causes, TaskTree tree) {
        super("deadlock on loop " + loop
                + ": nothing is ready, no timer is set, no I/O is under way, and all tasks wait\n  "
                + String.join("\n  ", causes) + "\n" + tree);
        this.causes = causes;
        this.tree = tree;
    }

    /** {@return the reasons: each cycle of waits, and each task that waits for what nobody can bring, in one sentence} */
    public List<String> causes() {
        return causes;
    }

    /** {@return the loop's tasks as they were, with their stacks} */
    public TaskTree tree() {
        return tree;
    }

    static DeadlockException of(EventLoop loop) {
        List<Task<?>> tasks = loop.tasks().toList();
        var causes = new java.util.ArrayList<String>();
        for (List<Task<?>> cycle : WaitGraph.cycles(tasks)) {
            causes.add("a cycle: " + WaitGraph.describe(cycle));
        }
        for (Task<?> task : tasks) {
            Promise<?> awaited = WaitGraph.awaited(task);
            if (awaited != null && WaitGraph.edges(task).stream().noneMatch(Task.class::isInstance)) {
                causes.add(task.name() + " waits for " + WaitGraph.describe(awaited) + ", which nobody is left to end");
            }
        }
        return new DeadlockException(loop.options().name(), List.copyOf(causes), TaskTree.of(loop));
    }
}
