package ayatori.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that live and fail together: asyncio's {@code TaskGroup}. The group ends when its body and all its tasks have
 * ended; the first failure cancels the rest.
 *
 * {@snippet :
 * TaskGroup.run(group -> {
 *     group.createTask(() -> fetch("a"));
 *     group.createTask(() -> fetch("b"));
 * }); // both have ended here
 * }
 */
public final class TaskGroup {
    /** The body of a group without a result. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs the body.
         *
         * @param group to create tasks in
         * @throws Exception what the body throws
         */
        void run(TaskGroup group) throws Exception;
    }

    /**
     * The body of a group with a result.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface CallBody<T extends @Nullable Object> {
        /**
         * Runs the body.
         *
         * @param group to create tasks in
         * @return the result
         * @throws Exception what the body throws
         */
        T call(TaskGroup group) throws Exception;
    }

    private final EventLoop loop = EventLoop.here();
    private final Task<?> parent = loop.requireCurrentTask("a task group");

    /** The tasks not done, in order of creation, from the oldest to the youngest. */
    private @Nullable Member first;

    private @Nullable Member last;
    private final List<Throwable> failures = new ArrayList<>();

    /** Whether the body has ended and the group only waits for its tasks. */
    private boolean exiting;

    private boolean ended;

    /** Whether the tasks have been told to end: no new ones then. */
    private boolean aborting;

    /** Whether the group itself has cancelled its parent, and must take that back. */
    private boolean parentCancelRequested;

    private @Nullable Promise<@Nullable Void> allDone;

    private TaskGroup() {}

    /**
     * Runs a body and waits for the tasks it created.
     *
     * @param body creates the tasks
     * @throws Exception the first failure of the body or a task, the same object, with the others suppressed
     * @throws CancelledError if the current task was cancelled from outside and nothing failed
     */
    public static void run(Body body) throws Exception {
        Objects.requireNonNull(body, "body");
        call(group -> {
            body.run(group);
            return true;
        });
    }

    /**
     * Runs a body, waits for the tasks it created, and gives the body's result.
     *
     * @param body creates the tasks
     * @param <T> what the body gives
     * @return the body's result; null if the group was ended early by {@link #cancel}
     * @throws Exception the first failure of the body or a task, the same object, with the others suppressed
     * @throws CancelledError if the current task was cancelled from outside and nothing failed
     */
    public static <T extends @Nullable Object> @Nullable T call(CallBody<T> body) throws Exception {
        Objects.requireNonNull(body, "body");
        var group = new TaskGroup();
        T result = null;
        CancelledError cancelled = null;
        Throwable bodyFailure = null;
        try {
            result = body.call(group);
        } catch (CancelledError e) {
            cancelled = e;
        } catch (Throwable e) {
            bodyFailure = e;
        }
        group.end(cancelled, bodyFailure);
        return result;
    }

    /**
     * Starts a task in the group.
     *
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> body) {
        return createTask(null, body, null);
    }

    private <T extends @Nullable Object> Task<T> createTask(
            @Nullable String name, Awaitable<T> body, @Nullable Context context) {
        Waiting.check(loop, body);
        if (ended || aborting || (exiting && first == null)) {
            CreatedCoroutines.used(body);
            throw new IllegalStateException(
                    aborting && !ended
                            ? "this task group is ending: no new tasks"
                            : "this task group has ended: no new tasks");
        }
        Task<T> task = loop.createTask(name, body, context);
        task.addDoneCallback(new Member(task));
        return task;
    }

    /**
     * Starts a task in the group that runs in a context.
     *
     * @param body what the task runs
     * @param context used and not copied
     * @param <T> what it gives
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> body, Context context) {
        return createTask(null, body, Objects.requireNonNull(context, "context"));
    }

    /**
     * Starts a task without a result in the group that runs in a context.
     *
     * @param body what the task runs
     * @param context used and not copied
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public Task<@Nullable Void> createTask(Action body, Context context) {
        return createTask(body.awaitable(), context);
    }

    /**
     * Starts a task without a result in the group.
     *
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public Task<@Nullable Void> createTask(Action body) {
        return createTask(body.awaitable());
    }

    /**
     * Starts a task with a name in the group.
     *
     * @param name for people
     * @param body what the task runs
     * @param <T> what it gives
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> body) {
        return createTask(Objects.requireNonNull(name, "name"), body, null);
    }

    /**
     * Starts a task with a name and without a result in the group.
     *
     * @param name for people
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is ending because something failed
     */
    public Task<@Nullable Void> createTask(String name, Action body) {
        return createTask(name, body.awaitable());
    }

    /** Ends the group early and quietly: what still runs is cancelled, and no exception comes of it. Idempotent. */
    public void cancel() {
        if (ended || aborting) {
            return;
        }
        abort();
        cancelParent();
    }

    private void end(@Nullable CancelledError bodyCancelled, @Nullable Throwable bodyFailure) throws Exception {
        exiting = true;
        CancelledError cancelled = bodyCancelled;
        if (bodyFailure != null) {
            failures.add(bodyFailure);
        }
        if ((cancelled != null || bodyFailure != null) && !aborting) {
            abort();
        }
        while (first != null) {
            allDone = new Wait<>(loop, new Members());
            try {
                allDone.awaitUnchecked();
            } catch (CancelledError e) {
                cancelled = e; // perhaps our own, which is taken back below
                if (!aborting) {
                    abort();
                }
            }
        }
        ended = true;
        if (parentCancelRequested && parent.uncancel() == 0) {
            cancelled = null; // it was our own
        }
        Throwable failure = Throwables.firstWithSuppressed(failures);
        if (failure == null) {
            if (cancelled != null) {
                throw cancelled;
            }
            return;
        }
        parent.deliverCancelAgain();
        throw Throwables.sneaky(failure);
    }

    private void taskDone(Promise<?> task) {
        if (allDone != null && first == null && !allDone.done()) {
            allDone.setResult(null);
        }
        if (!task.failed()) {
            return;
        }
        failures.add(Objects.requireNonNull(task.exception()));
        if (!aborting) {
            abort();
            cancelParent();
        }
    }

    private void abort() {
        aborting = true;
        for (Member member = first; member != null; member = member.next) {
            member.task.cancel();
        }
    }

    /** Wakes the body if it still runs; a parent that already waits for the tasks is woken by their end. */
    private void cancelParent() {
        if (!exiting && !parentCancelRequested) {
            parentCancelRequested = true;
            parent.cancel();
        }
    }

    /** A task not done: who is told when it is, and a link of the list of them, so that a task costs one small object. */
    private final class Member implements Consumer<Promise<?>> {
        final Task<?> task;

        @Nullable Member previous;

        @Nullable Member next;

        Member(Task<?> task) {
            this.task = task;
            previous = last;
            if (last == null) {
                first = this;
            } else {
                last.next = this;
            }
            last = this;
        }

        @Override
        public void accept(Promise<?> done) {
            if (previous == null) {
                first = next;
            } else {
                previous.next = next;
            }
            if (next == null) {
                last = previous;
            } else {
                next.previous = previous;
            }
            taskDone(done);
        }
    }

    /** What the end of the group waits for. */
    private final class Members implements Wait.For {
        @Override
        public List<Promise<?>> promises() {
            List<Promise<?>> tasks = new ArrayList<>();
            for (Member member = first; member != null; member = member.next) {
                tasks.add(member.task);
            }
            return tasks;
        }

        @Override
        public String toString() {
            int tasks = promises().size();
            return tasks + (tasks == 1 ? " task" : " tasks") + " of its group";
        }
    }
}
