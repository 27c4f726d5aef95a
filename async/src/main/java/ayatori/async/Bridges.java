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
    static <T extends @Nullable Object> CompletableFuture<T> start(EventLoop loop, Awaitable<T> body) {
        var future = new CompletableFuture<T>();
        Awaitable<T> inheriting = loop.inheriting(body);
        ContextVar.Values values = ContextVar.current();
        boolean taken = loop.offer(() -> {
            if (loop.closed()) {
                future.completeExceptionally(loop.hasEnded());
            } else if (!future.isDone()) { // else it was cancelled before it started
                Task<T> task = loop.createTask(inheriting);
                task.contextValues = values;
                connect(task, future);
            }
        });
        if (!taken) {
            future.completeExceptionally(loop.hasEnded());
        }
        return future;
    }

    /** A future for a promise of the current loop. */
    static <T extends @Nullable Object> CompletableFuture<T> future(Promise<T> promise) {
        var future = new CompletableFuture<T>();
        connect(promise, future);
        return future;
    }

    private static <T extends @Nullable Object> void connect(Promise<T> promise, CompletableFuture<T> future) {
        promise.addDoneCallback(done -> transfer(done, future));
        var _ = future.whenComplete((result, exception) -> {
            if (future.isCancelled()) {
                promise.loop.offer(promise::cancel);
            }
        });
    }

    /** A promise of a loop for a stage that other threads complete; cancelling it cancels the stage. */
    static <T extends @Nullable Object> Promise<T> promise(EventLoop loop, CompletionStage<T> stage) {
        Promise<T> promise = new Wait<>(loop, Wait.OTHER_THREAD);
        loop.outsiders().owe();
        stage.whenComplete((result, exception) -> loop.offer(() -> {
            loop.outsiders().paid();
            if (!promise.done()) {
                transfer(result, exception, promise);
            }
        }));
        promise.addDoneCallback(done -> {
            if (done.cancelled()) {
                cancel(stage);
            }
        });
        return promise;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException e) {
            // This stage goes on, and nobody waits for it.
        }
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
