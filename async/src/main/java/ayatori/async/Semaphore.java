package ayatori.async;

/**
 * A counter of permits that tasks wait for, first in, first out, without barging: asyncio's {@code Semaphore}.
 *
 * {@snippet :
 * Semaphore semaphore = new Semaphore(5); // at most five at a time
 * try (var _ = semaphore.acquire()) {
 *     Async.sleep(Duration.ofSeconds(1));
 * }
 * }
 *
 * <p>Any task may release, even one that has not acquired. {@link BoundedSemaphore} checks that.
 */
public sealed class Semaphore permits BoundedSemaphore {
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

    private final ParkingLot waiters = new ParkingLot(this);

    /** Permits that nobody holds and that no woken waiter has been handed. */
    private int free;

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
        this.free = permits;
    }

    /**
     * Waits for a permit.
     *
     * @return the permit; in a try-with-resources it is given back at the end
     * @throws CancelledError if the task is cancelled while it waits; it holds no permit then
     */
    public final Permit acquire() {
        if (free > 0 && waiters.idle()) {
            free--;
        } else {
            ParkingLot.Place place = waiters.enter();
            serve();
            waiters.park(place, this::release);
        }
        return new Permit();
    }

    /** Releases a permit: to the task that has waited longest, or to the counter. */
    public void release() {
        free++;
        serve();
    }

    private void serve() {
        if (free > 0 && waiters.unparkOne() != null) {
            free--;
        }
    }

    /** {@return whether an {@link #acquire} would have to wait: for a permit, or for a woken waiter to run first} */
    public final boolean locked() {
        return free == 0 || !waiters.idle();
    }

    final int free() {
        return free;
    }

    @Override
    public final String toString() {
        return "semaphore (" + free + " free, " + waiters.size() + " waiting)";
    }
}
