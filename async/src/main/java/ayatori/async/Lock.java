package ayatori.async;

import org.jspecify.annotations.Nullable;

/**
 * A lock that one task holds at a time, handed on first in, first out, without barging: asyncio's {@code Lock}.
 *
 * {@snippet :
 * Lock lock = new Lock();
 * try (var _ = lock.acquire()) {
 *     Async.sleep(Duration.ofSeconds(1)); // no other task runs this meanwhile
 * }
 * }
 *
 * <p>Code between two awaits needs no lock: nothing else runs. A lock protects a section that awaits. The task that
 * acquired it owns it: only the owner may release it (in asyncio any task may), and the owner cannot acquire it a second
 * time.
 */
public final class Lock {
    /** The holding of a lock, which ends when it is closed. */
    public final class Held implements AutoCloseable {
        private boolean held = true;

        private Held() {}

        /**
         * Releases the lock. A second call does nothing.
         *
         * @throws IllegalStateException if the running task does not hold it
         */
        @Override
        public void close() {
            if (held) {
                held = false;
                release();
            }
        }
    }

    private final ParkingLot waiters = new ParkingLot(this);
    private @Nullable Task<?> owner;

    /** Creates a free lock. */
    public Lock() {}

    /**
     * Waits for the lock.
     *
     * @return what releases the lock when it is closed, as at the end of a try-with-resources
     * @throws CancelledError if the task is cancelled while it waits; it does not hold the lock then
     * @throws IllegalStateException if the task holds it already, or outside a task
     */
    public Held acquire() {
        Task<?> task = EventLoop.here().requireCurrentTask("Lock.acquire");
        if (owner == task) {
            throw new IllegalStateException(
                    task + " holds this lock already and would wait for itself: a lock is not reentrant");
        }
        if (owner == null) {
            owner = task;
        } else {
            waiters.park(this::handOn);
        }
        return new Held();
    }

    /**
     * Releases the lock. The task that has waited longest owns it at once.
     *
     * @throws IllegalStateException if the running task does not hold it
     */
    public void release() {
        requireHeld("releases");
        handOn();
    }

    /** {@return whether some task holds the lock} */
    public boolean locked() {
        return owner != null;
    }

    /** {@return the task that holds the lock, perhaps without having run since it was handed to it; null if free} */
    public @Nullable Task<?> owner() {
        return owner;
    }

    ParkingLot waiters() {
        return waiters;
    }

    void handOn() {
        owner = waiters.unparkOne();
    }

    /** Checks that the running task holds the lock. */
    void requireHeld(String what) {
        EventLoop loop = EventLoop.currentOrNull();
        Task<?> caller = loop == null ? null : loop.currentTask();
        if (owner == null || owner != caller) {
            throw new IllegalStateException((caller == null ? "code outside any task " : caller + " ") + what
                    + " a lock that " + (owner == null ? "nobody" : owner) + " holds");
        }
    }

    @Override
    public String toString() {
        return owner == null ? "lock (free)" : "lock (held by " + owner + ", " + waiters.size() + " waiting)";
    }
}
