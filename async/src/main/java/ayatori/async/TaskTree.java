package ayatori.async;

import java.util.List;

/**
 * The tasks of a loop at one moment: who awaits whom, and where. A value, and by {@link #toString} a text for people.
 *
 * {@snippet :
 * Task<String> child = Async.createTask(Async.coroutine("child", () -> "done"));
 * Task<String> parent = Async.createTask(Async.coroutine("parent", child));
 * Async.sleep(Duration.ZERO);
 * TaskTree tree = Async.taskTree();
 * assert tree.roots().getFirst().state() == TaskTree.State.RUNNING; // the caller, main
 * System.out.println(tree);
 * }
 *
 * <p>The roots are the tasks that nobody awaits. Below each task stand the tasks it waits for, by awaiting them, gathering
 * them, in a group, or because they hold the lock it wants. A task that several wait for appears below each of them, but
 * with its stack and children only once. {@link EventLoop#taskTrees} gives the trees of all loops, from any thread.
 *
 * @param loop the loop's name
 * @param metrics how the loop is doing
 * @param roots the tasks that nobody awaits, in order of creation
 */
public record TaskTree(String loop, LoopMetrics metrics, List<Node> roots) {
    /** What a task is doing. */
    public enum State {
        /** It has not run yet. */
        CREATED,
        /** It has control: it is the one that asked for the tree, or the loop's only busy one. */
        RUNNING,
        /** It will run in one of the next passes. */
        READY,
        /** It waits at an await. */
        WAITING,
        /** It is in a call that blocks, beside the loop. */
        BLOCKED
    }

    /**
     * A task.
     *
     * @param name its name
     * @param state what it is doing
     * @param awaits what it waits for, in words; empty if it does not wait
     * @param stack where it is, the innermost frame first, without the runtime's own; empty if it has not run
     * @param created where it was created, if the loop is in debug mode; else empty
     * @param children the tasks it waits for
     * @param repeated whether it stands elsewhere in the tree with its stack and children, which are missing here
     */
    public record Node(
            String name,
            State state,
            String awaits,
            List<StackTraceElement> stack,
            List<StackTraceElement> created,
            List<Node> children,
            boolean repeated) {
        /** Keeps copies of the lists. */
        public Node {
            stack = List.copyOf(stack);
            created = List.copyOf(created);
            children = List.copyOf(children);
        }
    }

    /** Keeps a copy of the list. */
    public TaskTree {
        roots = List.copyOf(roots);
    }

    /** The tree of a loop that holds still: called on it. */
    static TaskTree of(EventLoop loop) {
        return new TaskTree(loop.options().name(), loop.metricsNow(), new TaskTreeBuilder(loop).roots());
    }

    /** {@return the tree as text, one line for a task and one for each frame} */
    @Override
    public String toString() {
        return TaskTreeText.of(this);
    }
}
