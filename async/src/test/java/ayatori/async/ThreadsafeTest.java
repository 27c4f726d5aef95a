package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Calls from other threads, and the bridges to {@link CompletableFuture} in both directions. */
@Timeout(60)
final class ThreadsafeTest {
    @OnBothCarriers
    void runCoroutineThreadsafeGivesAFutureToAnotherThread(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        new Simulated(carrier).run(() -> {
            EventLoop loop = EventLoop.current();
            assertThat(Async.toThread(() -> loop.runCoroutineThreadsafe(() -> {
                                Async.sleep(seconds(0));
                                return EventLoop.current();
                            })
                            .get()))
                    .isSameAs(loop);
            Async.toThread(() -> {
                assertThatThrownBy(() -> loop.runCoroutineThreadsafe(() -> failWith(boom))
                                .join())
                        .isInstanceOf(CompletionException.class)
                        .hasCause(boom);
                return "";
            });
        });
    }

    @OnBothCarriers
    void cancellingTheFutureCancelsTheTask(CarrierKind carrier) throws Exception {
        try (LoopGroup group = LoopGroup.start(1, RunOptions.defaults().withCarrier(carrier))) {
            var running = new CountDownLatch(1);
            var cancelled = new CountDownLatch(1);
            CompletableFuture<@Nullable Void> future = group.loop(0).runCoroutineThreadsafe(() -> {
                running.countDown();
                try {
                    Async.sleep(seconds(3600));
                } catch (CancelledError e) {
                    cancelled.countDown();
                    throw e;
                }
            });
            running.await();
            future.cancel(true);
            cancelled.await();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        }
    }

    @OnBothCarriers
    void loopThatHasEndedRefusesCalls(CarrierKind carrier) throws Exception {
        EventLoop loop = Async.run(RunOptions.defaults().withCarrier(carrier), EventLoop::current);
        assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> loop.runCoroutineThreadsafe(() -> "late").join())
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @OnBothCarriers
    void promiseBecomesACompletableFuture(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        new Simulated(carrier).run(() -> {
            Task<String> task = Async.createTask(() -> after(1, "x"));
            CompletableFuture<String> result = task.toCompletableFuture();
            CompletableFuture<@Nullable Void> failure =
                    Async.createTask(() -> failWith(boom)).toCompletableFuture();
            Task<String> cancelledTask = Async.createTask(() -> after(60, "never"));
            CompletableFuture<String> cancelled = cancelledTask.toCompletableFuture();
            task.await();
            Async.sleep(seconds(0));
            assertThat(result).isCompletedWithValue("x");
            assertThatThrownBy(failure::join).hasCause(boom);
            cancelled.cancel(true);
            Async.sleep(seconds(1));
            assertThat(cancelledTask.cancelled()).isTrue();
        });
    }

    @OnBothCarriers
    void cancellingThePromiseOfAStageCancelsTheStage(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Task<String> awaiting = Async.createTask(Async.promise(stage));
            Async.sleep(java.time.Duration.ZERO);
            awaiting.cancel();
            assertThatThrownBy(awaiting::await).isInstanceOf(CancelledError.class);
            Async.sleep(java.time.Duration.ZERO);
            assertThat(stage).isCancelled();
            CompletableFuture<String> cancelledStage = new CompletableFuture<>();
            Promise<String> promise = Async.promise(cancelledStage);
            cancelledStage.cancel(false);
            assertThatThrownBy(promise::await).isInstanceOf(CancelledError.class);
            assertThat(promise.cancelled()).isTrue();
        });
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }

    private static void failWith(IOException e) throws IOException {
        throw e;
    }
}
