package ayatori.async;

/**
 * A flag that tasks wait for: asyncio's {@code Event}.
 *
 * {@snippet :
 * Event ready = new Event();
 * Task<String> waiter = Async.createTask(() -> {
 *     ready.await();
 *     return "go";
 * });
 * ready.set();
 * String word = waiter.await();
 * }
 */
public final class Event {
    private final ParkingLot waiters = new ParkingLot(this);
    private boolean set;

    /** Creates an event that is not set. */
    public Event() {}

    /**
     * Waits until the event is set; returns at once if it is. A task that waits when the event is set returns, even if the
     * event is cleared before the task runs.
     *
     * @throws CancelledError if the task is cancelled
     */
    public void await() {
        if (!set) {
            waiters.park(() -> {}); // all waiters are woken, so there is no turn to pass on
        }
    }

    /** Sets the event, which wakes all who wait for it, in the order they came. */
    public void set() {
        set = true;
        waiters.unparkAll();
    }

    /** Takes it back: tasks wait again. */
    public void clear() {
        set = false;
    }

    /** {@return whether the event is set} */
    public boolean isSet() {
        return set;
    }

    @Override
    public String toString() {
        return "event (" + (set ? "set" : waiters.size() + " waiting") + ")";
    }
}
