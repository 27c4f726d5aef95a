package ayatori.async;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads on which a loop's {@code toThread} and {@code blocking} bodies run, started when first needed.
 *
 * <p>{@code toThread} bodies compute, so there are as many threads as asyncio's default executor has: a few more than
 * cores, 32 at most. {@code blocking} bodies wait, so each gets a thread, up to a bound.
 */
final class WorkerThreads {
    private static final int COMPUTING_MAX = 32;
    private static final int BLOCKING_MAX = 512;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final String loopName;
    private @Nullable ThreadPoolExecutor computing;
    private @Nullable ThreadPoolExecutor blocking;

    WorkerThreads(String loopName) {
        this.loopName = loopName;
    }

    void compute(Runnable body) {
        if (computing == null) {
            int threads = Math.min(COMPUTING_MAX, Runtime.getRuntime().availableProcessors() + 4);
            computing = pool(threads, "compute");
        }
        computing.execute(body);
    }

    void blocking(Runnable body) {
        if (blocking == null) {
            blocking = pool(BLOCKING_MAX, "blocking");
        }
        blocking.execute(body);
    }

    /** Lets running bodies end, for so long at most, and interrupts what is left. */
    void close(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        close(computing, deadline);
        close(blocking, deadline);
    }

    private static void close(@Nullable ExecutorService pool, long deadline) {
        if (pool == null) {
            return;
        }
        pool.shutdown();
        try {
            if (!pool.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private ThreadPoolExecutor pool(int threads, String kind) {
        // A body goes to a thread that is free, else to a new one up to the bound, else it waits. (The executor's own
        // way
        // is a new thread for each body up to the bound, however many are free.)
        var waiting = new LinkedTransferQueue<Runnable>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean offer(Runnable body) {
                return tryTransfer(body);
            }
        };
        return new ThreadPoolExecutor(
                0,
                threads,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform()
                        .daemon()
                        .name(loopName + "-" + kind + "-", 1)
                        .factory(),
                (body, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException(
                                "the loop has ended: nothing runs in its threads any more");
                    }
                    waiting.put(body);
                });
    }
}
