package ayatori.async;

/**
 * Waits for I/O on behalf of a loop: the seam for sockets.
 *
 * {@snippet :
 * final class NoIo implements IoDriver { // waits, as a loop without sockets does
 *     private final java.util.concurrent.Semaphore wakeups = new java.util.concurrent.Semaphore(0);
 *
 *     @Override
 *     public void poll(long timeoutNanos) {
 *         try {
 *             wakeups.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
 *         } catch (InterruptedException e) {
 *             Thread.currentThread().interrupt();
 *         }
 *     }
 *
 *     @Override
 *     public boolean idle() {
 *         return true;
 *     }
 *
 *     @Override
 *     public void wakeup() {
 *         wakeups.release();
 *     }
 *
 *     @Override
 *     public void close() {}
 * }
 * NoIo driver = EventLoop.current().driver(NoIo.class, loop -> new NoIo());
 * }
 *
 * <p>All methods but {@link #wakeup} are called while the loop holds control, never beside one of its tasks.
 */
public interface IoDriver extends AutoCloseable {
    /**
     * Runs the commands handed over and the handlers of I/O that is ready. Called on the loop's own thread.
     *
     * @param timeoutNanos how long to wait for I/O when none is ready: zero for not at all, {@link Long#MAX_VALUE} for as
     *     long as it takes
     */
    void poll(long timeoutNanos);

    /** {@return whether a poll can bring nothing, because nothing is connected, registered or handed over} */
    boolean idle();

    /** Ends a waiting {@link #poll} early, or the next one. Called from any thread. */
    void wakeup();

    /**
     * Asks this driver to make room for another by moving its own work to a separate thread.
     *
     * @return whether it does; the loop polls and wakes it no longer then, and does not close it
     */
    default boolean makeRoom() {
        return false;
    }

    /** Closes what is open. Called on the loop's own thread when the loop ends. */
    @Override
    void close();
}
