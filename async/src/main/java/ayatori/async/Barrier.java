package ayatori.async;

/**
 * A barrier releases a fixed number of tasks once all of them have arrived: asyncio's {@code Barrier}.
 *
 * {@snippet :
 * Barrier barrier = new Barrier(2);
 * Task<Integer> other = Async.createTask(() -> barrier.await());
 * int mine = barrier.await(); // both have come
 * int others = other.await();
 * System.out.println(mine + " and " + others); // 1 and 0, or the other way round
 * }
 *
 * <p>When the last task arrives, the barrier is at once ready for the next round. A task that is cancelled while it waits
 * leaves the barrier; the others wait for another task to arrive in its place.
 */
public final class Barrier {
    /** Thrown by {@link #await} when the barrier is broken by {@link #abort}, or emptied by {@link #reset}. */
    public static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenException(String message) {
            super(message);
        }
    }

    /** The numbers that break the waiters' await, in place of the index that a full round gives them. */
    private static final int ABORTED = -1;

    private static final int RESET = -2;

    private final int parties;
    private final ParkingLot waiters = new ParkingLot(this);
    private boolean broken;

    /**
     * Creates a barrier.
     *
     * @param parties how many tasks must come
     * @throws IllegalArgumentException if not positive
     */
    public Barrier(int parties) {
        if (parties <= 0) {
            throw new IllegalArgumentException("a barrier is for one party or more, not " + parties);
        }
        this.parties = parties;
    }

    /**
     * Waits until all tasks of the round have arrived.
     *
     * @return this task's index in its round, from zero for the first to arrive to {@code parties - 1} for the last
     * @throws BrokenException if the barrier is or gets aborted, or is reset while the task waits
     * @throws CancelledError if the task is cancelled
     */
    public int await() {
        if (broken) {
            throw new BrokenException("the barrier has been aborted");
        }
        if (waiters.size() == parties - 1) {
            waiters.unparkAll();
            return parties - 1;
        }
        int index = waiters.park(() -> {}); // a cancelled task has nothing to pass on
        return switch (index) {
            case ABORTED -> throw new BrokenException("the barrier has been aborted");
            case RESET -> throw new BrokenException("the barrier has been reset");
            default -> index;
        };
    }

    /** Breaks the barrier: tasks that wait, and tasks that arrive before the next reset, get a {@link BrokenException}. */
    public void abort() {
        broken = true;
        waiters.unparkAllWith(ABORTED);
    }

    /** Resets the barrier to its initial state: tasks that wait get a {@link BrokenException}. */
    public void reset() {
        broken = false;
        waiters.unparkAllWith(RESET);
    }

    /** {@return how many tasks must come} */
    public int parties() {
        return parties;
    }

    /** {@return how many tasks have arrived and wait for the others} */
    public int waiting() {
        return waiters.size();
    }

    /** {@return whether the barrier has been aborted and not reset since} */
    public boolean broken() {
        return broken;
    }

    @Override
    public String toString() {
        return "barrier (" + (broken ? "broken" : waiters.size() + " of " + parties + " have come") + ")";
    }
}
