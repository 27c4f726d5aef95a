package ayatori.async;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A program made up as it runs: tasks in groups and gathers, under timeouts, cancelled by each other, at locks, semaphores,
 * queues, conditions, events and barriers. It checks all of them against plain models ({@link GuardModel}, {@link
 * QueueModel}) and these rules:
 *
 * <ul>
 *   <li>Nobody waits for ever. Guards are taken in one order and every private meeting supplies what its members wait for, so
 *       a wake-up or a permit that is lost shows as a deadlock, which the virtual clock finds at once.
 *   <li>A cancellation from outside is never lost: no await that it falls into returns normally, and the task ends cancelled,
 *       or with a failure that wins over it.
 *   <li>A group and a gather leave no child behind. A timeout comes no earlier than it should.
 *   <li>At the end all permits, locks and elements are there.
 * </ul>
 */
final class RandomProgram {
    /** A failure that the program throws on purpose. */
    static final class Boom extends Exception {
        private static final long serialVersionUID = 1L;

        Boom() {
            super("boom", null, true, false);
        }
    }

    private static final int TASKS_MAX = 60;

    private final RandomGenerator random;
    private final List<String> trace = new ArrayList<>();
    private final List<GuardModel> guards;
    private final List<QueueModel> queues;
    private final RateLimiter limiter = new RateLimiter(3, Duration.ofMillis(2), 2);

    /** The tasks that may be cancelled, in order of creation. */
    private final Set<Task<?>> victims = new LinkedHashSet<>();

    /** Tasks that were cancelled from outside before they were done. */
    private final Set<Task<?>> cancelled = new HashSet<>();

    private int tasksMade;

    /** Kept here because it may be thrown where a later failure or a cancellation wins over it. */
    private @Nullable AssertionError firstWrong;

    /**
     * Creates a random program.
     *
     * @param random decides everything
     * @param inOrder whether the schedule is first in, first out, so that the order of turns can be checked
     */
    RandomProgram(RandomGenerator random, boolean inOrder) {
        this.random = random;
        this.guards = List.of(
                GuardModel.of(new Lock(), inOrder, this::check),
                GuardModel.of(new Semaphore(1), 1, inOrder, this::check),
                GuardModel.of(new Lock(), inOrder, this::check),
                GuardModel.of(new BoundedSemaphore(2), 2, inOrder, this::check));
        this.queues = List.of(
                QueueModel.fifo(2, this::check), QueueModel.lifo(3, this::check), QueueModel.priority(this::check));
    }

    /** Runs it to its end, in a task. */
    void run() throws Exception {
        try {
            TaskGroup.run(group -> {
                for (int i = 0; i < 4; i++) {
                    group.createTask(task(4, 0));
                }
            });
        } catch (Boom e) {
            madeUp(e);
            say("failed");
        }
        check(victims.isEmpty(), "tasks are left: " + victims);
        guards.forEach(GuardModel::checkFree);
        for (QueueModel queue : queues) {
            queue.checkAndDrain();
        }
        if (firstWrong != null) {
            throw firstWrong;
        }
    }

    /** {@return what happened, in order, with times} */
    List<String> trace() {
        return trace;
    }

    /** Cancels one of the other tasks. Called on the loop, in a task or a callback. */
    void cancelSomeone() {
        cancelOneOf(victims);
    }

    private void cancelOneOf(Collection<Task<?>> tasks) {
        List<Task<?>> others = new ArrayList<>(tasks);
        others.removeIf(task -> task.done() || task == EventLoop.current().currentTask());
        if (others.isEmpty()) {
            return;
        }
        Task<?> victim = others.get(random.nextInt(others.size()));
        say("cancels " + victim.name());
        check(victim.cancel("at random") && victim.cancelling() > 0, victim + " cannot be cancelled");
        cancelled.add(victim);
    }

    // ---- statements

    /** The body of a task, which records its start and end. */
    private Action task(int depth, int guard) {
        tasksMade++;
        return () -> {
            Task<?> self = Async.currentTask();
            victims.add(self);
            check(!cancelled.contains(self), self + " was cancelled before it began, and began");
            boolean failed = false;
            try {
                statements(depth, guard);
            } catch (Boom | CancelledError e) {
                failed = true;
                throw e;
            } finally {
                victims.remove(self);
                say(failed ? "ends early" : "ends");
                boolean pending = cancelled.contains(self) && !failed;
                self.addDoneCallback(done -> check(
                        !pending || done.cancelled(), self + " was cancelled and ended with a result all the same"));
            }
        };
    }

    private void statements(int depth, int guard) throws Exception {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            statement(depth, guard);
        }
    }

    private void statement(int depth, int guard) throws Exception {
        boolean deeper = depth > 0 && tasksMade < TASKS_MAX;
        switch (random.nextInt(deeper ? 20 : 8)) {
            case 0, 1 -> sleep(0);
            case 2, 3 -> sleep(random.nextInt(1, 4));
            case 4 -> uninterrupted(limiter::acquire);
            case 5 -> queueStatement();
            case 6 -> cancelSomeone();
            case 7 -> {
                if (random.nextInt(3) == 0) {
                    say("fails");
                    throw new Boom();
                }
            }
            case 8, 9, 10, 11 -> guarded(depth, guard);
            case 12, 13 -> limited(depth, guard);
            case 14, 15 -> group(depth, guard);
            case 16 -> gather(depth, guard);
            case 17 -> pipeline();
            case 18 -> tokens();
            default -> meeting();
        }
    }

    private void sleep(int millis) {
        Async.sleep(Duration.ofMillis(millis));
        check(!cancelled.contains(Async.currentTask()), "a cancelled task has slept");
    }

    private void guarded(int depth, int from) throws Exception {
        if (from == guards.size()) {
            return;
        }
        int chosen = random.nextInt(from, guards.size());
        GuardModel guard = guards.get(chosen);
        say("asks " + chosen);
        uninterrupted(guard::enter);
        try {
            say("in " + chosen);
            statements(depth - 1, chosen + 1);
        } finally {
            say("out " + chosen);
            guard.exit();
        }
    }

    private void limited(int depth, int guard) throws Exception {
        EventLoop loop = EventLoop.current();
        Duration limit = Duration.ofMillis(random.nextInt(1, 5));
        long begin = loop.nanoTime();
        try {
            Async.timeout(limit, _ -> {
                statements(depth - 1, guard);
                return true;
            });
        } catch (TimeoutException e) {
            say("timed out");
            check(loop.nanoTime() - begin >= limit.toNanos(), "timed out too early");
        }
    }

    private void group(int depth, int guard) throws Exception {
        List<Task<?>> children = new ArrayList<>();
        boolean endsEarly = random.nextInt(4) == 0;
        try {
            notLosingCancels(() -> TaskGroup.run(group -> {
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    children.add(group.createTask(task(depth - 1, guard)));
                }
                if (endsEarly) {
                    children.add(group.createTask(() -> {
                        Async.sleep(Duration.ofMillis(1));
                        group.cancel();
                    }));
                }
                if (random.nextBoolean()) {
                    statements(depth - 1, guard);
                }
            }));
        } catch (Boom e) {
            madeUp(e);
            say("group failed");
        } finally {
            check(children.stream().allMatch(Promise::done), "a group has left children: " + children);
        }
    }

    private void gather(int depth, int guard) throws Exception {
        List<Task<@Nullable Void>> children = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            children.add(Async.createTask(task(depth - 1, guard)));
        }
        try {
            notLosingCancels(() -> Async.gather(children));
        } catch (Boom e) {
            madeUp(e);
            say("gather failed");
        } finally {
            check(children.stream().allMatch(Promise::done), "a gather has left children: " + children);
        }
    }

    private void queueStatement() throws Exception {
        QueueModel queue = queues.get(random.nextInt(queues.size()));
        boolean puts = random.nextBoolean();
        int element = random.nextInt(100);
        try {
            Async.timeout(Duration.ofMillis(random.nextInt(1, 4)), _ -> {
                uninterrupted(() -> {
                    if (puts) {
                        queue.put(element);
                    } else {
                        queue.get();
                    }
                });
                return true;
            });
            say((puts ? "put " : "got, not ") + element);
        } catch (TimeoutException e) {
            say(puts ? "could not put" : "could not get");
        }
    }

    /** A producer, consumers that may be cancelled, and one that stays to the end: nothing is lost between them. */
    private void pipeline() throws Exception {
        Queue<Integer> queue = Queue.bounded(random.nextInt(1, 3));
        List<Integer> put = new ArrayList<>();
        List<Integer> got = new ArrayList<>();
        Action consumer = () -> {
            try {
                while (true) {
                    got.add(queue.get());
                    if (random.nextBoolean()) {
                        Async.sleep(Duration.ZERO);
                    }
                }
            } catch (Queue.ShutDownException e) {
                say("consumed");
            }
        };
        notLosingCancels(() -> TaskGroup.run(group -> {
            for (int i = random.nextInt(3); i > 0; i--) {
                group.createTask(victim(consumer));
            }
            group.createTask(victim(() -> {
                try {
                    for (int i = random.nextInt(8); i > 0; i--) {
                        queue.put(i);
                        put.add(i);
                    }
                } finally {
                    queue.shutdown();
                }
            }));
            consumer.run();
        }));
        check(got.equals(put), "put " + put + " and got " + got);
    }

    /** One token and one signal at a time: a signal lost with a cancelled waiter leaves its token lying. */
    private void tokens() throws Exception {
        Condition condition = new Condition();
        int[] tokens = {0};
        notLosingCancels(() -> TaskGroup.run(group -> {
            List<Task<?>> waiters = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                waiters.add(group.createTask(victim(() -> waitForToken(condition, tokens))));
            }
            int waited = 0;
            while (!waiters.stream().allMatch(Promise::done)) {
                if (tokens[0] == 0) {
                    try (var _ = condition.acquire()) {
                        tokens[0]++;
                        condition.signal();
                    }
                    if (random.nextInt(3) == 0) {
                        cancelOneOf(waiters);
                    }
                    waited = 0;
                }
                Async.sleep(Duration.ofMillis(1));
                check(++waited < 1000, "a signal was lost");
            }
        }));
        check(!condition.lock().locked(), "the lock of a condition is still held");
    }

    private void waitForToken(Condition condition, int[] tokens) {
        try (var _ = condition.acquire()) {
            try {
                condition.waitFor(() -> tokens[0] > 0);
                tokens[0]--;
            } finally {
                check(condition.lock().owner() == Async.currentTask(), "waited without the lock again");
            }
            Async.sleep(Duration.ZERO);
        }
    }

    /** An event that starts all, and a barrier where those meet who have not been cancelled. */
    private void meeting() throws Exception {
        Event start = new Event();
        int parties = random.nextInt(1, 4);
        Barrier barrier = new Barrier(parties);
        Set<Integer> indexes = new HashSet<>();
        notLosingCancels(() -> TaskGroup.run(group -> {
            for (int i = 0; i < parties; i++) {
                Task<?> party = group.createTask(victim(() -> {
                    start.await();
                    try {
                        check(indexes.add(barrier.await()), "two parties have one index");
                    } catch (Barrier.BrokenException e) {
                        say("meets nobody");
                    }
                }));
                party.addDoneCallback(done -> {
                    if (done.cancelled()) {
                        barrier.abort();
                    }
                });
            }
            Async.sleep(Duration.ofMillis(random.nextInt(2)));
            start.set();
        }));
    }

    /** A body that may be cancelled by others. */
    private Action victim(Action body) {
        tasksMade++;
        return () -> {
            Task<?> self = Async.currentTask();
            victims.add(self);
            try {
                body.run();
            } finally {
                victims.remove(self);
            }
        };
    }

    // ---- checks

    /** Runs what awaits several times: if the task is cancelled meanwhile, that must still come if it has not yet. */
    private void notLosingCancels(Action body) throws Exception {
        Task<?> self = Async.currentTask();
        boolean before = cancelled.contains(self);
        body.run();
        if (!before && cancelled.contains(self)) {
            Async.sleep(Duration.ZERO);
            check(false, self + " was cancelled, and that was lost");
        }
    }

    /** Runs what awaits once, which must not return normally if the task is cancelled from outside meanwhile. */
    private void uninterrupted(Action body) throws Exception {
        Task<?> self = Async.currentTask();
        boolean before = cancelled.contains(self);
        body.run();
        check(before || !cancelled.contains(self), self + " was cancelled, and its await returned all the same");
    }

    private void say(String what) {
        Task<?> task = EventLoop.current().currentTask();
        trace.add(EventLoop.current().nanoTime() / 1000 + " " + (task == null ? "" : task.name()) + " " + what);
    }

    /** A failure of a group or a gather must consist of failures that the program threw. */
    private void madeUp(Boom failure) {
        for (Throwable other : failure.getSuppressed()) {
            check(other instanceof Boom, "failed with " + other);
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            var failure = new AssertionError(otherwise);
            if (firstWrong == null) {
                firstWrong = failure;
            }
            throw failure;
        }
    }
}
