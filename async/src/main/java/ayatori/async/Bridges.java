package ayatori.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Results that cross between a loop and other threads. */
final class Bridges {
    private Bridges() {}

    /** Starts a coroutine on a loop, from any thread. */
    static <T extends @Nullable Object> CompletableFuture<T> submit(EventLoop loop, Awaitable<T> body) {
        var future = new CompletableFuture<T>();
        loop.callSoonThreadsafe(() -> {
            if (future.isDone()) {
                return; // cancelled before it started
            }
            Task<T> task = loop.createTask(body);
            task.addDoneCallback(done -> transfer(done, future));
            var _ = future.whenComplete((result, exception) -> {
                if (future.isCancelled()) {
                    loop.callSoonThreadsafe(task::cancel);
                }
            });
        });
        return future;
    }

    /** A promise of the current loop for a stage that other threads complete. */
    static <T extends @Nullable Object> Promise<T> promise(EventLoop loop, CompletionStage<T> stage) {
        Promise<T> promise = new Wait<>(loop, Wait.OTHER_THREAD);
        loop.owedByThread();
        stage.whenComplete((result, exception) -> loop.callSoonThreadsafe(() -> {
            loop.paidByThread();
            if (!promise.done()) {
                transfer(result, exception, promise);
            }
        }));
        return promise;
    }

    private static <T extends @Nullable Object> void transfer(Promise<T> done, CompletableFuture<T> future) {
        if (done.cancelled()) {
            future.cancel(false);
            return;
        }
        try {
            future.complete(done.result());
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    private static <T extends @Nullable Object> void transfer(
            T result, @Nullable Throwable exception, Promise<T> promise) {
        Throwable cause = exception instanceof CompletionException && exception.getCause() != null
                ? exception.getCause()
                : exception;
        switch (cause) {
            case null -> promise.setResult(result);
            case CancellationException cancelled -> promise.cancel(cancelled.getMessage());
            default -> promise.setException(cause);
        }
    }
}
