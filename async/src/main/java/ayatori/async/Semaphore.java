package ayatori.async;

/**
 * A counter of permits that tasks wait for, first in, first out, without barging: asyncio's {@code Semaphore}.
 *
 * {@snippet :
 * Semaphore semaphore = new Semaphore(5); // at most five at a time
 * try (var permit = semaphore.acquire()) {
 *     Async.sleep(Duration.ofSeconds(1));
 * }
 * }
 */
public final class Semaphore {
    /** A permit that gives itself back when it is closed. */
    public final class Permit implements AutoCloseable {
        private boolean held = true;

        private Permit() {}

        /** Gives the permit back. A second call does nothing. */
        @Override
        public void close() {
            if (held) {
                held = false;
                release();
            }
        }
    }

    private final ParkingLot waiters = new ParkingLot();
    private int permits;

    /**
     * Creates a semaphore.
     *
     * @param permits how many may hold it at a time; zero for none until someone releases
     * @throws IllegalArgumentException if negative
     */
    public Semaphore(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore has zero permits or more, not " + permits);
        }
        this.permits = permits;
    }

    /**
     * Waits for a permit.
     *
     * @return the permit; in a try-with-resources it is given back at the end
     * @throws CancelledError if the task is cancelled while it waits; it holds no permit then
     */
    public Permit acquire() {
        if (!tryTake()) {
            // A release hands its permit straight to the waiter it wakes.
            waiters.park(this::release);
        }
        return new Permit();
    }

    /** {@return whether an {@link #acquire} would have to wait} */
    public boolean locked() {
        return permits == 0 || !waiters.isEmpty();
    }

    /** Gives a permit: to the one who has waited longest, or to the counter. */
    public void release() {
        if (!waiters.unparkOne()) {
            permits++;
        }
    }

    private boolean tryTake() {
        if (locked()) {
            return false;
        }
        permits--;
        return true;
    }

    @Override
    public String toString() {
        return "semaphore (" + permits + " free, " + waiters.size() + " waiting)";
    }
}
