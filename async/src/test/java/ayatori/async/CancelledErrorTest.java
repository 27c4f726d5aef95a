package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The cancellation that leaves a task is the same object for every awaiter, and which cancellations have a stack trace. */
final class CancelledErrorTest {
    private final CancelledError error = new CancelledError("on purpose");

    /** A task that ends cancelled, with {@link #error}. */
    private Task<String> cancelled() {
        error.initCause(new IOException("the cause"));
        error.addSuppressed(new IOException("in cleanup"));
        return Async.createTask(() -> {
            Async.sleep(seconds(1));
            throw error;
        });
    }

    @OnBothCarriers
    void everyAwaiterGetsTheSameObject(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> task = cancelled();
            Task<String> outer = Async.createTask(() -> Async.createTask(task).await());
            assertThatThrownBy(task::await)
                    .isSameAs(error)
                    .hasMessage("on purpose")
                    .hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(outer::await).isSameAs(error);
            assertThatThrownBy(task::result).isSameAs(error);
            assertThatThrownBy(task::exception).isSameAs(error);
            assertThatThrownBy(task::resultNow)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(error);
            assertThat(error.getSuppressed()).hasSize(1);
            assertThat(task.cancelled() && outer.cancelled()).isTrue();
        });
    }

    @OnBothCarriers
    void gatherRaceShieldAndRunPassItOn(CarrierKind carrier) throws Exception {
        assertThatThrownBy(() -> new Simulated(carrier).run(() -> {
                    Task<String> task = cancelled();
                    assertThatThrownBy(() -> Async.gather(task, () -> "x")).isSameAs(error);
                    assertThatThrownBy(() -> Async.gatherLeavingOthers(task)).isSameAs(error);
                    assertThatThrownBy(() -> Async.gatherPromise(task).await()).isSameAs(error);
                    assertThatThrownBy(() -> Async.race(task)).isSameAs(error);
                    assertThatThrownBy(() -> Async.shield(task).await()).isSameAs(error);
                    assertThatThrownBy(() -> Async.waitFor(task, Duration.ZERO)).isSameAs(error);
                    assertThatThrownBy(() -> Async.waitFor(task, seconds(1))).isSameAs(error);
                    assertThatThrownBy(() -> TaskGroup.run(group -> task.await()))
                            .isSameAs(error);
                    task.await();
                }))
                .isSameAs(error);
    }

    @OnBothCarriers
    void shieldOfOneThatIsUnderWayPassesItOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<String> inner = Async.createPromise();
            Promise<String> outer = Async.shield(inner);
            inner.cancel("why");
            assertThatThrownBy(outer::await).hasMessage("why");
            CancelledError seen = assertCancelled(inner);
            assertThatThrownBy(outer::await).isSameAs(seen);
        });
    }

    private static CancelledError assertCancelled(Promise<?> promise) throws Exception {
        try {
            promise.result();
        } catch (CancelledError e) {
            return e;
        }
        throw new AssertionError(promise + " was not cancelled");
    }

    @OnBothCarriers
    void whatABodyAddsToItsCancellationIsSeenByTheAwaiter(CarrierKind carrier) throws Exception {
        var cleanUp = new IOException("clean-up");
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } catch (CancelledError e) {
                    e.addSuppressed(cleanUp);
                    throw e;
                }
            });
            Async.sleep(seconds(1));
            task.cancel("enough");
            assertThatThrownBy(task::await)
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("enough")
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(cleanUp))
                    .satisfies(e -> assertThat(e.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().contains("whatABodyAdds")));
        });
    }

    /** Cancels tasks in one pass; each adds a cause and a suppressed exception to its error. Gives the errors. */
    private static List<CancelledError> cancelAtOnce(RunOptions options, int count) throws Exception {
        var errors = new ArrayList<CancelledError>();
        new Simulated(options).run(() -> {
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tasks.add(Async.createTask(() -> {
                    try {
                        Async.sleep(seconds(3600));
                    } catch (CancelledError e) {
                        e.initCause(new IOException("the cause"));
                        e.addSuppressed(new IOException("in cleanup"));
                        throw e;
                    }
                }));
            }
            Async.sleep(seconds(1));
            tasks.forEach(task -> task.cancel("enough"));
            Async.wait(tasks);
            for (Task<?> task : tasks) {
                errors.add(assertCancelled(task));
            }
            Async.sleep(Duration.ZERO);
            errors.add(new CancelledError("in another pass"));
        });
        return errors;
    }

    @OnBothCarriers
    void manyThatAreCancelledAtOnceHaveAFewStackTraces(CarrierKind carrier) throws Exception {
        int traced = Passes.CANCELLATION_TRACES_MAX;
        List<CancelledError> errors = cancelAtOnce(RunOptions.defaults().withCarrier(carrier), traced + 20);
        assertThat(errors.subList(0, traced))
                .allSatisfy(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().contains("cancelAtOnce")));
        assertThat(errors.subList(traced, traced + 20))
                .allSatisfy(e -> assertThat(e.getStackTrace()).isEmpty())
                .allSatisfy(e -> assertThat(e).hasMessage("enough").hasCauseInstanceOf(IOException.class))
                .allSatisfy(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(errors.getLast().getStackTrace()).isNotEmpty();
        assertThat(new CancelledError().getStackTrace()).isNotEmpty();
    }

    @OnBothCarriers
    void inDebugModeAllHaveAStackTrace(CarrierKind carrier) throws Exception {
        var options = RunOptions.defaults().withCarrier(carrier).withDebug(true);
        assertThat(cancelAtOnce(options, 2 * Passes.CANCELLATION_TRACES_MAX))
                .allSatisfy(e -> assertThat(e.getStackTrace()).isNotEmpty());
    }

    @OnBothCarriers
    void timeOutsHaveTheCancellationAsCause(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            assertThatThrownBy(() -> Async.timeout(seconds(1), () -> Async.sleep(seconds(9))))
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(CancelledError.class);
            Task<@Nullable Void> task = Async.createTask(() -> Async.sleep(seconds(9)));
            Async.sleep(Duration.ZERO);
            assertThatThrownBy(() -> Async.waitFor(task, Duration.ZERO))
                    .isInstanceOf(TimeoutException.class)
                    .hasCause(assertCancelled(task));
            assertThatThrownBy(() -> Async.waitFor(() -> "never started", Duration.ZERO))
                    .isInstanceOf(TimeoutException.class)
                    .hasCauseInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void bridgesKeepItAsCause(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<String> promise = Async.createPromise();
            CompletableFuture<String> future = promise.toCompletableFuture();
            promise.cancel("why");
            Async.sleep(Duration.ZERO);
            assertThat(future.isCancelled()).isTrue();
            assertThat(future.handle((result, exception) -> exception).join())
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("why")
                    .hasCause(assertCancelled(promise));
        });
    }
}
