package ayatori.async.file;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.Promise;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that wait for the disk in a loop's place, started when needed.
 *
 * <p>A virtual thread is no place for that: while the disk works it keeps its carrier, of which there is one for each
 * core, so a few slow files would stop every loop on the baton carrier.
 */
final class DiskThreads implements AutoCloseable {
    private static final int THREADS_MAX = 64;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    DiskThreads() {
        // A thread that is free takes the work, else a new one up to the bound, else it waits.
        var waiting = new LinkedTransferQueue<Runnable>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean offer(Runnable work) {
                return tryTransfer(work);
            }
        };
        threads = new ThreadPoolExecutor(
                0,
                THREADS_MAX,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                waiting,
                Thread.ofPlatform().daemon().name("ayatori-disk-", 1).factory(),
                (work, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("the loop has ended: no more disk work");
                    }
                    waiting.put(work);
                });
    }

    /** Makes the calls, waits for their end even if the task is cancelled, and then throws the cancellation. */
    <T extends @Nullable Object> T work(Disk.Calls<T> calls) throws IOException {
        var done = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                done.complete(calls.run());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        CancelledError cancelled = null;
        for (Promise<T> result = Async.promise(done); ; result = Async.promise(done)) {
            try {
                T value = result.await();
                if (cancelled == null) {
                    return value;
                }
            } catch (CancelledError e) {
                cancelled = e;
                if (!done.isDone()) {
                    continue;
                }
            } catch (IOException | RuntimeException e) {
                if (cancelled == null) {
                    throw e;
                }
            } catch (Exception e) {
                throw new AssertionError("disk calls throw no other checked exception", e);
            }
            throw cancelled;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
