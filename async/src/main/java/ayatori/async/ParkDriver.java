package ayatori.async;

import java.util.concurrent.locks.LockSupport;

/** The driver of a loop without I/O: it waits for timers and other threads only. */
final class ParkDriver implements IoDriver {
    private final Thread loopThread;

    ParkDriver(Thread loopThread) {
        this.loopThread = loopThread;
    }

    @Override
    public void poll(long timeoutNanos) {
        if (timeoutNanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (timeoutNanos > 0) {
            LockSupport.parkNanos(this, timeoutNanos);
        }
    }

    @Override
    public boolean idle() {
        return true;
    }

    @Override
    public void wakeup() {
        LockSupport.unpark(loopThread);
    }

    @Override
    public boolean makeRoom() {
        return true;
    }

    @Override
    public void close() {}
}
