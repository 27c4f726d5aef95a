package ayatori.async.file;

import ayatori.async.Async;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's own disk with a gate: each work waits at the gate until the test lets it pass. */
final class GatedDisk implements AutoCloseable {
    private final SystemDisk real = new SystemDisk();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger insideMax = new AtomicInteger();
    private volatile boolean open = true;

    /** The disk to install. */
    final Disk disk = (Disk) Proxy.newProxyInstance(
            Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (_, method, arguments) -> {
                if (method.getName().equals("work")) {
                    return real.work(() -> pass((Disk.Calls<?>) arguments[0]));
                }
                try {
                    return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    private Object pass(Disk.Calls<?> calls) throws java.io.IOException {
        insideMax.accumulateAndGet(inside.incrementAndGet(), Math::max);
        arrived.release();
        try {
            if (!open) {
                gate.acquireUninterruptibly();
            }
            return calls.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Closes the gate. */
    void shut() {
        open = false;
        arrived.drainPermits();
    }

    /** Waits until a work has arrived at the gate. */
    void awaitArrival() throws Exception {
        Async.toThread(() -> {
            arrived.acquire();
            return true;
        });
    }

    /** Lets one work pass. */
    void letOnePass() {
        gate.release();
    }

    /** Opens the gate. */
    void open() {
        open = true;
        gate.release(1_000);
    }

    /** The largest number of works that were inside at the same time. */
    int insideMax() {
        return insideMax.get();
    }

    @Override
    public void close() {
        open();
        real.close();
    }
}
