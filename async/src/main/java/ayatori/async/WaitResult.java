package ayatori.async;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Async#wait(java.util.Collection)} found: the promises and tasks it was given, the same objects, and the tasks
 * it made of coroutines. Both sets are in the order in which the awaitables were given.
 *
 * {@snippet :
 * Task<String> page = Async.createTask(() -> fetch("https://example.org/"));
 * WaitResult<String> soon = Async.wait(List.of(page), ReturnWhen.ALL_COMPLETED, Duration.ofMillis(10));
 * assert soon.done().isEmpty() && soon.pending().contains(page);
 * for (Task<String> late : soon.pendingTasks()) {
 *     System.out.println(late.name() + " is late");
 * }
 * }
 *
 * @param done what has ended: with a result, an exception, or cancelled
 * @param pending what has not
 * @param <T> what they give
 */
public record WaitResult<T extends @Nullable Object>(Set<Promise<T>> done, Set<Promise<T>> pending) {
    /** Makes both sets unmodifiable. */
    public WaitResult {
        done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
        pending = Collections.unmodifiableSet(new LinkedHashSet<>(pending));
    }

    /**
     * What has ended, as tasks.
     *
     * @return the same objects as in {@link #done}
     * @throws ClassCastException if {@code wait} was given a promise that is no task
     */
    public Set<Task<T>> doneTasks() {
        return tasks(done);
    }

    /**
     * What has not ended, as tasks.
     *
     * @return the same objects as in {@link #pending}
     * @throws ClassCastException if {@code wait} was given a promise that is no task
     */
    public Set<Task<T>> pendingTasks() {
        return tasks(pending);
    }

    private static <T extends @Nullable Object> Set<Task<T>> tasks(Set<Promise<T>> promises) {
        var tasks = new LinkedHashSet<Task<T>>();
        for (Promise<T> promise : promises) {
            tasks.add((Task<T>) promise);
        }
        return Collections.unmodifiableSet(tasks);
    }
}
