package ayatori.async.file;

import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one file. They run one after another in the order of the calls, whichever tasks call.
 *
 * <p>An operation first joins the queue. If the disk is not at work, the task hands the whole queue to the disk as one batch,
 * with the operations of other tasks. When the batch has ended, the next task hands over the next one. So a hundred tasks
 * that append to one file cost one hand-over for a hundred appends. The alternative was a worker thread for every open file.
 * It costs the same hand-over for a single task, and a thousand threads for a thousand files.
 *
 * <p>If a task is cancelled while its operation is in the queue, the operation is removed and does not run. If the operation
 * has been handed over, the task waits for its end and then throws the cancellation.
 */
final class Operations {
    /** Bounds a batch, so that the first operation of a long queue does not wait for the last. */
    private static final int BATCH_MAX = 256;

    private final Disk disk;
    private final ArrayDeque<Operation<?>> queue = new ArrayDeque<>();
    private boolean working;

    Operations(Disk disk) {
        this.disk = disk;
    }

    /** Whether no operation runs or waits, so the buffer may be used at once. */
    boolean idle() {
        return !working && queue.isEmpty();
    }

    <T extends @Nullable Object> T run(Disk.Calls<T> calls) throws IOException {
        return run(calls, true);
    }

    /** Runs calls as {@link #run} does, even if the task is cancelled while they are in the queue. */
    void runInAnyCase(Disk.Calls<@Nullable Void> calls) throws IOException {
        run(calls, false);
    }

    private <T extends @Nullable Object> T run(Disk.Calls<T> calls, boolean mayBeDropped) throws IOException {
        var operation = new Operation<>(calls);
        queue.add(operation);
        CancelledError cancelled = null;
        while (!operation.done) {
            try {
                if (working) {
                    operation.awaitNews();
                } else {
                    workOff();
                }
            } catch (CancelledError e) {
                cancelled = e;
                if (mayBeDropped && queue.remove(operation)) {
                    wakeNext();
                    throw cancelled;
                }
            }
        }
        if (cancelled != null) {
            if (operation.failure != null) {
                cancelled.addSuppressed(operation.failure);
            }
            throw cancelled;
        }
        return operation.result();
    }

    /**
     * Has the disk carry out what is in the queue now. A failure of the disk is the failure of every operation that was not
     * carried out because of it. A cancellation concerns the current task only: operations that were not carried out
     * because of it return to the head of the queue.
     */
    private void workOff() {
        List<Operation<?>> batch = new ArrayList<>(Math.min(queue.size(), BATCH_MAX));
        for (Operation<?> next; batch.size() < BATCH_MAX && (next = queue.poll()) != null; ) {
            batch.add(next);
        }
        working = true;
        Throwable failure = null;
        try {
            disk.work(() -> {
                batch.forEach(Operation::perform);
                return null;
            });
        } catch (CancelledError e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
        } finally {
            working = false;
            end(batch, failure);
            wakeNext();
        }
    }

    private void end(List<Operation<?>> batch, @Nullable Throwable failure) {
        List<Operation<?>> left = new ArrayList<>();
        for (Operation<?> operation : batch) {
            if (operation.performed || failure != null) {
                operation.end(failure);
            } else {
                left.add(operation);
            }
        }
        left.reversed().forEach(queue::addFirst);
    }

    /** Wakes a task whose operation is in the queue, so that it hands the queue over. */
    private void wakeNext() {
        Operation<?> next = queue.peek();
        if (!working && next != null) {
            next.wake();
        }
    }

    private static final class Operation<T extends @Nullable Object> {
        private final Disk.Calls<T> calls;
        private @Nullable Promise<@Nullable Void> news;

        /** Written off the loop. The loop reads it only after the disk has ended the batch. */
        private @Nullable T result;

        private @Nullable Throwable failure;
        private boolean performed;

        boolean done;

        Operation(Disk.Calls<T> calls) {
            this.calls = calls;
        }

        void perform() {
            try {
                result = calls.run();
            } catch (Throwable e) {
                failure = e;
            }
            performed = true;
        }

        void end(@Nullable Throwable workFailure) {
            if (!performed) {
                failure = workFailure;
            }
            done = true;
            wake();
        }

        void awaitNews() throws IOException {
            Promise<@Nullable Void> coming = EventLoop.current().createPromise();
            news = coming;
            try {
                coming.await();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            } finally {
                news = null;
            }
        }

        void wake() {
            if (news != null && !news.done()) {
                news.setResult(null);
            }
        }

        @SuppressWarnings("NullAway") // it was performed, so the result is set
        T result() throws IOException {
            return switch (failure) {
                case null -> result;
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(failure);
            };
        }
    }
}
