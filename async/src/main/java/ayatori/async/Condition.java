package ayatori.async;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A condition variable: tasks wait, under a lock, for a change of the state that the lock guards. asyncio's {@code
 * Condition}.
 *
 * {@snippet :
 * Condition changed = new Condition();
 * int[] apples = {0};
 * Task<Integer> eater = Async.createTask(() -> {
 *     try (var _ = changed.acquire()) {
 *         changed.waitFor(() -> apples[0] > 0);
 *         return --apples[0];
 *     }
 * });
 * try (var _ = changed.acquire()) {
 *     apples[0]++;
 *     changed.signal();
 * }
 * int left = eater.await();
 * }
 *
 * <p>A signalled task moves to the end of the lock's queue and runs when the lock is handed to it. asyncio's {@code
 * notify} and {@code notify_all} are {@link #signal()} and {@link #signalAll()}, as in {@link
 * java.util.concurrent.locks.Condition}: {@code notify()} itself is a final method of {@link Object}.
 */
public final class Condition {
    private final Lock lock;
    private final ParkingLot waiters = new ParkingLot(this);

    /** Creates a condition with a lock of its own. */
    public Condition() {
        this(new Lock());
    }

    /**
     * Creates a condition on a given lock, which other conditions may share.
     *
     * @param lock held by a task that waits or signals
     */
    public Condition(Lock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /** {@return the lock of this condition} */
    public Lock lock() {
        return lock;
    }

    /**
     * Waits for the lock, as {@link Lock#acquire} does.
     *
     * @return what releases the lock when it is closed
     * @throws CancelledError if the task is cancelled while it waits; it does not hold the lock then
     */
    public Lock.Held acquire() {
        return lock.acquire();
    }

    /**
     * Releases the lock, waits for a signal, and takes the lock again. The task holds the lock when this returns and also
     * when this throws, even if it is cancelled several times.
     *
     * @throws CancelledError if the task is cancelled; a signal it had received goes to another waiter
     * @throws IllegalStateException if the task does not hold the lock
     */
    public void await() {
        lock.requireHeld("waits on the condition of");
        ParkingLot.Place place = waiters.enter();
        lock.handOn();
        try {
            // A signal moves the place to the lock's queue; the lock's owner then hands the lock to it.
            waiters.park(place, () -> {});
        } catch (CancelledError e) {
            boolean signalled = place.lot() != waiters;
            CancelledError latest = place.cancelled() ? acquireInSpiteOf(e) : e;
            if (signalled) {
                signal();
            }
            throw latest;
        }
    }

    /**
     * Waits until a predicate holds. Tests it at once and after each signal.
     *
     * @param predicate called with the lock held
     * @throws CancelledError if the task is cancelled
     * @throws IllegalStateException if the task does not hold the lock
     */
    public void waitFor(BooleanSupplier predicate) {
        lock.requireHeld("waits on the condition of");
        while (!predicate.getAsBoolean()) {
            await();
        }
    }

    /**
     * Wakes the task that has waited longest. It runs when it gets the lock.
     *
     * @throws IllegalStateException if the task does not hold the lock
     */
    public void signal() {
        signal(1);
    }

    /**
     * Wakes the tasks that have waited longest. They run one after the other, when they get the lock.
     *
     * <p>Because of this overload the method reference {@code condition::signal} is ambiguous for {@link Async#createTask}:
     * write {@code createTask(() -> condition.signal())}.
     *
     * @param count how many at most
     * @throws IllegalStateException if the task does not hold the lock
     */
    public void signal(int count) {
        lock.requireHeld("signals the condition of");
        for (int i = 0; i < count && waiters.moveOneTo(lock.waiters()); i++) {
            // one after the other
        }
    }

    /**
     * Wakes all waiting tasks. They run one after the other, when they get the lock.
     *
     * @throws IllegalStateException if the task does not hold the lock
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    private CancelledError acquireInSpiteOf(CancelledError cancelled) {
        CancelledError latest = cancelled;
        for (; ; ) {
            try {
                lock.acquire();
                return latest;
            } catch (CancelledError again) {
                latest = again;
            }
        }
    }

    @Override
    public String toString() {
        return "condition (" + waiters.size() + " waiting) of " + lock;
    }
}
