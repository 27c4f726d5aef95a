package ayatori.async;

/**
 * A semaphore that throws when it is released more often than it was acquired: asyncio's {@code BoundedSemaphore}.
 *
 * {@snippet :
 * BoundedSemaphore connections = new BoundedSemaphore(2);
 * Semaphore.Permit permit = connections.acquire();
 * permit.close();
 * try {
 *     connections.release(); // one too many
 * } catch (IllegalStateException e) {
 *     System.out.println(e.getMessage());
 * }
 * }
 */
public final class BoundedSemaphore extends Semaphore {
    private final int permits;

    /**
     * Creates a semaphore.
     *
     * @param permits how many may hold it at a time
     * @throws IllegalArgumentException if negative
     */
    public BoundedSemaphore(int permits) {
        super(permits);
        this.permits = permits;
    }

    /**
     * Releases a permit: to the task that has waited longest, or to the counter.
     *
     * @throws IllegalStateException if all permits are free already
     */
    @Override
    public void release() {
        if (free() == permits) {
            throw new IllegalStateException("released more often than acquired: all " + permits
                    + " permits of this bounded semaphore are free");
        }
        super.release();
    }
}
