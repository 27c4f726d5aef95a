package ayatori.async.file;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads that make a loop's disk calls, started when needed.
 *
 * <p>Virtual threads would not do. A virtual thread that waits for the disk keeps its carrier thread, and there is one carrier
 * per core. A few slow files would stop every loop on the baton carrier.
 */
final class DiskThreads implements AutoCloseable {
    private static final int THREADS_MAX = 64;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    DiskThreads() {
        // Work goes to a free thread, else to a new thread up to the bound, else it waits.
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

    /**
     * Makes the calls and waits for their end, even if the task is cancelled meanwhile. The cancellation is thrown then,
     * with what the calls threw suppressed in it.
     */
    <T extends @Nullable Object> T work(Disk.Calls<T> calls) throws IOException {
        var done = new CompletableFuture<T>();
        threads.execute(() -> {
            try {
                done.complete(calls.run());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        CancelledError cancelled = awaitEnd(done);
        Throwable failure = done.isCompletedExceptionally() ? done.exceptionNow() : null;
        if (cancelled != null) {
            if (failure != null) {
                cancelled.addSuppressed(failure);
            }
            throw cancelled;
        }
        return switch (failure) {
            case null -> done.resultNow();
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError("disk calls throw no other checked exception", failure);
        };
    }

    /** Waits until the calls have ended, and returns the last cancellation of the task meanwhile. */
    private static @Nullable CancelledError awaitEnd(CompletableFuture<?> done) {
        CancelledError cancelled = null;
        while (!done.isDone()) {
            // Cancelling a promise cancels its stage, so this awaits a dependent stage. The calls cannot be stopped.
            CompletableFuture<Boolean> ended = done.handle((_, _) -> true);
            try {
                Async.promise(ended).await();
            } catch (CancelledError e) {
                cancelled = e;
            } catch (Exception e) {
                throw new AssertionError("the end of the calls is no exception", e);
            }
        }
        return cancelled;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
