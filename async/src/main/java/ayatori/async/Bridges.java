package ayatori.async;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Results that cross between a loop and other threads. Belongs to the loop, but for {@link #start}.
 *
 * <p>No future that was handed out stays pending: when the loop ends, it fails those whose promise never was completed.
 */
final class Bridges {
    private final EventLoop loop;

    /** A future that was handed out and is not done. */
    private static final class Open {
        final CompletableFuture<?> future;

        Open(CompletableFuture<?> future) {
            this.future = future;
        }
    }

    private final Set<Open> all = new LinkedHashSet<>();

    Bridges(EventLoop loop) {
        this.loop = loop;
    }

    /** Starts a coroutine on the loop, from any thread. */
    <T extends @Nullable Object> CompletableFuture<T> start(Awaitable<T> body) {
        Objects.requireNonNull(body, "body");
        var future = new CompletableFuture<T>();
        Awaitable<T> inheriting = loop.inheriting(body);
        ContextVar.Values values = ContextVar.current();
        boolean taken = loop.offer(() -> {
            if (loop.closed()) {
                future.completeExceptionally(loop.hasEnded());
            } else if (!future.isDone()) { // else it was cancelled before it started
                Task<T> task = loop.createTask(inheriting);
                task.context = values;
                connect(task, future);
            }
        });
        if (!taken) {
            future.completeExceptionally(loop.hasEnded());
        }
        return future;
    }

    /** A future for a promise of the loop. */
    <T extends @Nullable Object> CompletableFuture<T> future(Promise<T> promise) {
        var future = new CompletableFuture<T>();
        connect(promise, future);
        return future;
    }

    private <T extends @Nullable Object> void connect(Promise<T> promise, CompletableFuture<T> future) {
        var open = new Open(future);
        all.add(open);
        promise.addDoneCallback(done -> {
            all.remove(open);
            transfer(done, future);
        });
        var _ = future.whenComplete((result, exception) -> {
            if (future.isCancelled()) {
                loop.offer(() -> {
                    if (!promise.done()) { // else a failure would count as seen
                        promise.cancel();
                    }
                });
            }
        });
    }

    /** Fails the futures that are still pending: the loop has ended. */
    void failAll() {
        List<Open> pending = List.copyOf(all);
        all.clear();
        pending.forEach(open -> open.future.completeExceptionally(loop.hasEnded()));
    }

    /** A promise of the loop for a stage that other threads complete; cancelling it cancels the stage. */
    <T extends @Nullable Object> Promise<T> promise(CompletionStage<T> stage) {
        Objects.requireNonNull(stage, "stage");
        Promise<T> promise = new Wait<>(loop, Wait.OTHER_THREAD);
        loop.outsiders().owe();
        stage.whenComplete((result, exception) -> loop.offer(() -> {
            loop.outsiders().paid();
            if (!promise.done()) {
                transfer(result, exception, promise);
            } else if (exception != null && !(exception instanceof CancellationException)) {
                reportLate(exception);
            }
        }));
        promise.addDoneCallback(done -> {
            if (done.cancelled()) {
                cancel(stage);
            }
        });
        return promise;
    }

    /** Reports the failure of what another thread did for a task that was cancelled meanwhile. From any thread. */
    void reportLate(Throwable exception) {
        loop.offer(() -> loop.callExceptionHandler(new ExceptionContext(
                "what another thread did for a task failed after the task was cancelled", exception, null)));
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException e) {
            // The stage goes on, and nobody waits for it.
        }
    }

    private static <T extends @Nullable Object> void transfer(Promise<T> done, CompletableFuture<T> future) {
        if (future.isDone()) {
            return; // cancelled by its holder: a failure of the promise stays unretrieved, and is reported
        }
        if (done.cancelled()) {
            CancelledError error = done.cancelledError();
            var cancellation = new CancellationException(error.getMessage());
            cancellation.initCause(error);
            future.completeExceptionally(cancellation);
            return;
        }
        Throwable exception = done.exception();
        if (exception == null) {
            future.complete(done.resultNow());
        } else {
            future.completeExceptionally(exception);
        }
    }

    private static <T extends @Nullable Object> void transfer(
            T result, @Nullable Throwable exception, Promise<T> promise) {
        Throwable cause = exception instanceof CompletionException && exception.getCause() != null
                ? exception.getCause()
                : exception;
        // Not a switch on the type: its first use spins a class, which every program would pay for at its start.
        if (cause == null) {
            promise.setResult(result);
        } else if (cause instanceof CancellationException cancelled) {
            CancelledError error = CancelledError.because(cancelled.getMessage());
            error.initCause(cancelled);
            promise.completeCancelled(error);
        } else {
            promise.setException(cause);
        }
    }
}
