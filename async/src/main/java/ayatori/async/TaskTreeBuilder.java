package ayatori.async;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Reads the tree of a loop's tasks, on the loop. */
final class TaskTreeBuilder {
    /** Deeper chains of waits are cut into several roots: building them takes the thread's stack. */
    private static final int DEPTH_MAX = 200;

    private final EventLoop loop;
    private final List<Task<?>> tasks;
    private final Set<TaskThread> ready;

    /** The tasks that stand in the tree already, or are on the way down to the present one. */
    private final Set<Task<?>> placed = Collections.newSetFromMap(new IdentityHashMap<>());

    TaskTreeBuilder(EventLoop loop) {
        this.loop = loop;
        this.tasks = loop.tasks().toList();
        this.ready = loop.readyTasks();
    }

    List<TaskTree.Node> roots() {
        Set<Task<?>> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Task<?> task : tasks) {
            awaited.addAll(children(task));
        }
        var roots = new ArrayList<TaskTree.Node>();
        for (Task<?> task : tasks) {
            if (!awaited.contains(task)) {
                roots.add(node(task, 0));
            }
        }
        for (Task<?> task : tasks) {
            if (!placed.contains(task)) {
                roots.add(node(task, 0)); // in a cycle, which has no root and begins with its oldest; or too deep
            }
        }
        return roots;
    }

    private TaskTree.Node node(Task<?> task, int depth) {
        boolean first = placed.add(task);
        TaskTree.State state = state(task);
        String awaits = state == TaskTree.State.WAITING ? WaitGraph.describe(task.awaited()) : "";
        if (!first) {
            return new TaskTree.Node(task.name(), state, awaits, List.of(), List.of(), List.of(), true);
        }
        var children = new ArrayList<TaskTree.Node>();
        if (depth < DEPTH_MAX) {
            for (Task<?> child : children(task)) {
                children.add(node(child, depth + 1));
            }
        }
        return new TaskTree.Node(
                task.name(),
                state,
                awaits,
                Stacks.ofTask(task.thread().thread()),
                loop.createdAt(task),
                children,
                false);
    }

    private static List<Task<?>> children(Task<?> task) {
        var children = new ArrayList<Task<?>>();
        for (Promise<?> edge : WaitGraph.edges(task)) {
            if (edge instanceof Task<?> child) {
                children.add(child);
            }
        }
        return children;
    }

    private TaskTree.State state(Task<?> task) {
        if (task == loop.currentTask()) {
            return TaskTree.State.RUNNING;
        }
        if (task.thread().thread() == null) {
            return TaskTree.State.CREATED;
        }
        if (ready.contains(task.thread())) {
            return TaskTree.State.READY;
        }
        return WaitGraph.awaited(task) == null ? TaskTree.State.BLOCKED : TaskTree.State.WAITING;
    }
}
