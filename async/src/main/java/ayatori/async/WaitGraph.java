package ayatori.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which task waits for which: the tasks of a loop and what they await. Read while no task runs. */
final class WaitGraph {
    /** How many waits a task follows to find itself when it begins to wait. Every wait for a task pays for this. */
    private static final int HOPS = 32;

    private WaitGraph() {}

    /** What a task waits for now; null if it does not wait. */
    static @Nullable Promise<?> awaited(Task<?> task) {
        Promise<?> awaited = task.awaited();
        return awaited == null || awaited.done() ? null : awaited;
    }

    /** The promises that a task's wait hangs on: several for a gather, a lock's holder for a lock; none for an event. */
    static List<Promise<?>> edges(Task<?> task) {
        Promise<?> awaited = awaited(task);
        if (awaited == null) {
            return List.of();
        }
        if (awaited instanceof Wait<?> wait) {
            var pending = new LinkedHashSet<Promise<?>>();
            for (Promise<?> promise : wait.what().promises()) {
                if (!promise.done()) {
                    pending.add(promise);
                }
            }
            return List.copyOf(pending);
        }
        Task<?> one = taskBehind(awaited);
        return one == null ? List.of() : List.of(one);
    }

    /**
     * The cycle that closes when a task begins to wait, if it is a simple one: tasks that await each other or hold locks
     * that others wait for.
     *
     * @return the cycle, beginning with the task; empty if there is none
     */
    static List<Task<?>> cycleClosedBy(Task<?> waiter, Promise<?> awaited) {
        Task<?> next = taskBehind(awaited);
        for (int hop = 0; next != null && hop < HOPS; hop++) {
            if (next == waiter) {
                return chain(waiter, hop + 1);
            }
            Promise<?> further = awaited(next);
            next = further == null ? null : taskBehind(further);
        }
        return List.of();
    }

    /** One sentence about a cycle: who waits for what. */
    static String describe(List<Task<?>> cycle) {
        var text = new StringBuilder();
        for (Task<?> task : cycle) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(task.name())
                    .append(" waits for ")
                    .append(describe(awaited(task)));
        }
        return text.toString();
    }

    /** What a promise is, for people; without its state, which is pending. */
    static String describe(@Nullable Promise<?> awaited) {
        return switch (awaited) {
            case null -> "nothing";
            case Task<?> task -> "task " + task.name();
            case ParkingLot.Place place -> place.lot().primitive().toString();
            case Sleep sleep -> sleep.toString();
            case Wait<?> wait -> wait.toString();
            default -> "a promise";
        };
    }

    private static @Nullable Task<?> taskBehind(Promise<?> awaited) {
        if (awaited instanceof Task<?> task) {
            return task;
        }
        return awaited instanceof ParkingLot.Place place && place.lot().primitive() instanceof Lock lock
                ? lock.owner()
                : null;
    }

    /** A task and those it waits for, one after the other. */
    private static List<Task<?>> chain(Task<?> first, int length) {
        var chain = new ArrayList<Task<?>>();
        for (Task<?> task = first; task != null && chain.size() < length; ) {
            chain.add(task);
            Promise<?> awaited = task.awaited();
            task = awaited == null ? null : taskBehind(awaited);
        }
        return chain;
    }

    /** The cycles among some tasks, each once: depth first, every task and every edge looked at once, without recursion. */
    static List<List<Task<?>>> cycles(List<Task<?>> tasks) {
        var cycles = new ArrayList<List<Task<?>>>();
        Set<Task<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Task<?> start : tasks) {
            var path = new ArrayList<Task<?>>();
            var branches = new ArrayDeque<Iterator<Promise<?>>>();
            if (seen.add(start)) {
                path.add(start);
                branches.push(edges(start).iterator());
            }
            while (!path.isEmpty()) {
                Iterator<Promise<?>> branch = branches.element();
                if (!branch.hasNext()) {
                    branches.pop();
                    path.removeLast();
                } else if (branch.next() instanceof Task<?> task) {
                    int onPath = path.indexOf(task);
                    if (onPath >= 0) {
                        cycles.add(List.copyOf(path.subList(onPath, path.size())));
                    } else if (seen.add(task)) {
                        path.add(task);
                        branches.push(edges(task).iterator());
                    }
                }
            }
        }
        return cycles;
    }
}
