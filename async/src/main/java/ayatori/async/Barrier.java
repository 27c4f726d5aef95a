package ayatori.async;

/**
 * A meeting point: tasks wait until so many have come, and then all go on: asyncio's {@code Barrier}.
 *
 * {@snippet :
 * Barrier barrier = new Barrier(2);
 * Task<Integer> other = Async.createTask(() -> barrier.await());
 * int mine = barrier.await(); // both have come
 * int others = other.await();
 * System.out.println(mine + " and " + others); // 1 and 0, or the other way round
 * }
 *
 * <p>When the last has come, the barrier is at once ready for the next round. One that is cancelled leaves; the others go
 * on waiting for somebody else to come in its place.
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
     * Waits until all have come.
     *
     * @return this task's index in its round, from zero for the first who came to one less than the parties for the last
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
        int index = waiters.park(() -> {}); // the round goes on without it
        return switch (index) {
            case ABORTED -> throw new BrokenException("the barrier has been aborted");
            case RESET -> throw new BrokenException("the barrier has been reset");
            default -> index;
        };
    }

    /** Breaks the barrier: those who wait and those who come later get a {@link BrokenException}, until a reset. */
    public void abort() {
        broken = true;
        waiters.unparkAllWith(ABORTED);
    }

    /** Makes the barrier as new: those who wait get a {@link BrokenException}. */
    public void reset() {
        broken = false;
        waiters.unparkAllWith(RESET);
    }

    /** {@return how many tasks must come} */
    public int parties() {
        return parties;
    }

    /** {@return how many tasks have come and wait for the others} */
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
