package ayatori.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a loop will run next: tasks ({@link TaskThread}) and callbacks ({@link Runnable} or {@link Handle}), first in, first
 * out, pass by pass. One pass runs only what was there when it began.
 *
 * <p>With a random source, the tasks of a pass are shuffled; a correct program works under any order. The same seed gives
 * the same schedule. Callbacks keep their order: they carry messages, whose order is guaranteed.
 */
final class ReadyQueue {
    private final ArrayDeque<Object> entries = new ArrayDeque<>(256);
    private final @Nullable RandomGenerator random;
    private int leftInPass;

    ReadyQueue(@Nullable RandomGenerator random) {
        this.random = random;
    }

    void add(TaskThread task) {
        entries.add(task);
    }

    void add(Runnable callback) {
        entries.add(callback);
    }

    void add(Handle callback) {
        entries.add(callback);
    }

    /** The tasks that are in the queue. */
    Set<TaskThread> tasks() {
        var tasks = new LinkedHashSet<TaskThread>();
        for (Object entry : entries) {
            if (entry instanceof TaskThread task) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    /** Puts two tasks before everything else, in this pass. */
    void addFirst(TaskThread first, TaskThread second) {
        entries.addFirst(second);
        entries.addFirst(first);
        leftInPass += 2;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    void beginPass() {
        leftInPass = entries.size();
        if (random != null && leftInPass > 1) {
            shuffleTasks(random);
        }
    }

    /** The next entry of this pass; null at its end. */
    @Nullable Object next() {
        if (leftInPass == 0) {
            return null;
        }
        leftInPass--;
        return entries.poll();
    }

    private void shuffleTasks(RandomGenerator random) {
        List<Object> pass = new ArrayList<>(entries);
        List<Integer> taskPlaces = new ArrayList<>();
        for (int i = 0; i < pass.size(); i++) {
            if (pass.get(i) instanceof TaskThread) {
                taskPlaces.add(i);
            }
        }
        for (int i = taskPlaces.size() - 1; i > 0; i--) {
            int here = taskPlaces.get(i);
            int there = taskPlaces.get(random.nextInt(i + 1));
            Object moved = pass.set(here, pass.get(there));
            pass.set(there, moved);
        }
        entries.clear();
        entries.addAll(pass);
    }
}
