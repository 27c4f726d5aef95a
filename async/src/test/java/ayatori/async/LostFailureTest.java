package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** No failure is lost: the first in time is thrown, and the others are suppressed in it. */
final class LostFailureTest {
    private final IOException first = new IOException("first");
    private final IOException second = new IOException("second");
    private final List<ExceptionContext> heard = new ArrayList<>();

    private Simulated simulated(CarrierKind carrier) {
        return new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add));
    }

    private static Action failing(int afterSeconds, Exception failure) {
        return () -> {
            Async.sleep(seconds(afterSeconds));
            throw failure;
        };
    }

    /** Fails when it is cancelled. */
    private static Awaitable<String> failingInCleanUp(Exception failure) {
        return () -> {
            try {
                Async.sleep(seconds(3600));
            } catch (CancelledError e) {
                throw failure;
            }
            return "never";
        };
    }

    @OnBothCarriers
    void gatherThrowsTheFirstInTimeAndNotTheFirstInPlace(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Promise<String> late = Async.createPromise();
            Promise<String> early = Async.createPromise();
            Async.createTask(
                    () -> { // both fail in one pass
                        Async.sleep(Duration.ZERO);
                        early.setException(first);
                        late.setException(second);
                    });
            assertThatThrownBy(() -> Async.gather(late, early)).isSameAs(first);
        });
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void gatherPrefersAFailureToACancellation(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Task<@Nullable Void> sleeping = Async.createTask(() -> Async.sleep(seconds(3600)));
            Async.sleep(Duration.ZERO);
            Awaitable<@Nullable Void> cancelling = () -> {
                sleeping.cancel();
                throw first;
            };
            assertThatThrownBy(() -> Async.gather(List.of(sleeping, cancelling)))
                    .isSameAs(first);
            assertThatThrownBy(() -> Async.gatherLeavingOthers(List.of(sleeping, cancelling)))
                    .isInstanceOf(CancelledError.class); // asyncio's own: whatever was first
        });
    }

    @OnBothCarriers
    void failureInTheCleanUpOfACancelledGatherLeavesIt(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            for (Awaitable<?> gathering : List.<Awaitable<?>>of(
                    () -> Async.gather(failingInCleanUp(first), failingInCleanUp(second)),
                    () -> Async.gatherLeavingOthers(failingInCleanUp(first), failingInCleanUp(second)),
                    Async.gatherPromise(failingInCleanUp(first), failingInCleanUp(second)),
                    () -> Async.race(failingInCleanUp(first), failingInCleanUp(second)),
                    () -> Async.staggeredRace(
                            List.of(failingInCleanUp(first), failingInCleanUp(second)), Duration.ofMillis(1)))) {
                Promise<?> promise = Async.ensureFuture(gathering);
                Async.sleep(seconds(1));
                promise.cancel();
                assertThatThrownBy(promise::await).isSameAs(first);
            }
        });
        assertThat(first.getSuppressed()).containsExactly(second);
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void cancelledGatherOfOutcomesCarriesTheFailures(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Task<?> gather = Async.createTask(() -> Async.gatherOutcomes(failingInCleanUp(first)));
            Async.sleep(seconds(1));
            gather.cancel();
            assertThatThrownBy(gather::await)
                    .isInstanceOf(CancelledError.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(first));
        });
        assertThat(heard).isEmpty();
    }

    /** Code that catches the failure must not swallow the cancellation. */
    @OnBothCarriers
    void taskWhoseGatherWasCancelledStaysCancelled(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> {
                assertThatThrownBy(() -> Async.gather(failingInCleanUp(first))).isSameAs(first);
                Async.sleep(seconds(3600));
            });
            Async.sleep(seconds(1));
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void cancelledBeforeItsFirstStepAGatherPromiseCancelsItsChildren(CarrierKind carrier) throws Exception {
        var run = simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> child = Async.createTask(() -> Async.sleep(seconds(3600)));
            Promise<?> gather = Async.gatherPromise(child);
            assertThat(gather.cancel()).isTrue();
            assertThatThrownBy(gather::await).isInstanceOf(CancelledError.class);
            assertThat(child.cancelled()).isTrue();
        });
        assertThat(run.elapsed()).isZero();
    }

    @OnBothCarriers
    void loserThatFailsInItsCleanUpIsReported(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Awaitable<String> winner = () -> {
                Async.sleep(seconds(2));
                return "won";
            };
            Awaitable<String> lost = () -> {
                Async.sleep(seconds(1));
                throw second; // an attempt that failed: that is what a race is for
            };
            assertThat(Async.<String>race(lost, failingInCleanUp(first), winner))
                    .isEqualTo("won");
        });
        assertThat(heard).extracting(ExceptionContext::exception).containsExactly(first);
    }

    @OnBothCarriers
    void groupThrowsTheFirstInTime(CarrierKind carrier) throws Exception {
        simulated(carrier)
                .run(() -> assertThatThrownBy(() -> TaskGroup.run(group -> {
                            group.createTask(failing(2, second));
                            group.createTask(failingInCleanUp(second));
                            Async.sleep(seconds(1));
                            throw first;
                        }))
                        .isSameAs(first));
        assertThat(first.getSuppressed()).containsExactly(second);
    }

    @OnBothCarriers
    void blockingCallThatFailsAfterItsTaskWasCancelledThrowsItsFailure(CarrierKind carrier) throws Exception {
        var going = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        RunOptions options = RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add);
        Async.run(options, () -> {
            Task<String> task = Async.createTask(() -> Async.blocking(() -> {
                going.countDown();
                cancelled.await();
                throw first;
            }));
            Async.sleep(Duration.ZERO);
            Async.toThread(() -> {
                going.await();
                return "";
            });
            task.cancel();
            cancelled.countDown();
            assertThatThrownBy(task::await).isSameAs(first);
        });
    }

    @OnBothCarriers
    void bodyOnAThreadThatFailsAfterItsTaskWasCancelledIsReported(CarrierKind carrier) throws Exception {
        var going = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        var reported = new CompletableFuture<Throwable>();
        RunOptions options = RunOptions.defaults().withCarrier(carrier).withExceptionHandler(context -> {
            if (context.exception() != null) {
                reported.complete(context.exception());
            }
        });
        Async.run(options, () -> {
            Task<String> task = Async.createTask(() -> Async.toThread(() -> {
                going.countDown();
                cancelled.await();
                throw first;
            }));
            Async.toThread(() -> {
                going.await();
                return "";
            });
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
            cancelled.countDown();
            assertThat(Async.promise(reported).await()).isSameAs(first);
        });
    }

    @OnBothCarriers
    void taskThatFailsAfterItsFutureWasCancelledIsReported(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Promise<String> promise = Async.createPromise();
            promise.toCompletableFuture().cancel(false);
            promise.setException(first);
            Async.sleep(Duration.ZERO);
        });
        assertThat(heard).extracting(ExceptionContext::exception).containsExactly(first);
    }

    @OnBothCarriers
    void cancelOnAFailedTaskOrPromiseCountsAsSeen(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Task<@Nullable Void> task = Async.createTask(failing(0, first));
            Promise<String> promise = Async.createPromise();
            promise.setException(second);
            Async.sleep(seconds(1));
            assertThat(task.cancel()).isFalse();
            assertThat(promise.cancel("too late")).isFalse();
        });
        assertThat(heard).isEmpty();
    }
}
