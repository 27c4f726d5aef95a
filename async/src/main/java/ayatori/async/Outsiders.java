package ayatori.async;

/**
 * What other threads and users may still bring to a loop. It distinguishes a loop that waits from one that is deadlocked.
 * Belongs to the loop, as all its state but {@link #reachable}.
 */
final class Outsiders {
    private final boolean virtualTime;

    /** Results that other threads still owe this loop; while there are any, a virtual clock stands still. */
    private int owed;

    /** Whether other threads may hold this loop and call it at any time, so that no wait of it is hopeless. */
    private volatile boolean reachable;

    /** Whether the loop is there for other threads' submissions, and waits for them under a virtual clock too. */
    private boolean open;

    /** How many tasks wait for nothing but their cancellation, and want to. */
    private int sleepingForever;

    Outsiders(Clock clock) {
        this.virtualTime = clock instanceof VirtualClock;
    }

    void owe() {
        owed++;
    }

    void paid() {
        owed--;
    }

    boolean owesResults() {
        return owed > 0;
    }

    boolean canReachLoop() {
        return reachable;
    }

    /** Other threads have got hold of the loop, or of what cancels or completes something of it. */
    void reachLoop() {
        reachable = true;
    }

    /** The loop is there for what other threads submit: to wait for that is no deadlock. */
    void keepOpen() {
        open = true;
        reachable = true;
    }

    /** A task begins (+1), or ends (-1), to wait for nothing but its cancellation. */
    void sleepsForever(int more) {
        sleepingForever += more;
    }

    /** Whether nobody outside can end a wait in which nothing is ready, set, under way or owed. */
    boolean hopeless() {
        return virtualTime ? !open : !reachable && sleepingForever == 0;
    }
}
