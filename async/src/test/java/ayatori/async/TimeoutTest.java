package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code waitFor}, {@code timeout} and {@code timeoutAt}. */
final class TimeoutTest {
    @OnBothCarriers
    void timeoutAtIsSharedBySeveralSteps(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            long deadline = EventLoop.current().nanoTime() + seconds(5).toNanos();
            String first = Async.timeoutAt(deadline, limit -> {
                assertThat(limit.when()).isEqualTo(deadline);
                Async.sleep(seconds(3));
                return "in time";
            });
            assertThat(first).isEqualTo("in time");
            assertThatThrownBy(() -> Async.timeoutAt(deadline, limit -> {
                        Async.sleep(seconds(3));
                        return "late";
                    }))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("timed out after 2s");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void expiredLimitCannotBeMoved(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var escaped = new java.util.concurrent.atomic.AtomicReference<@Nullable Timeout>();
            Async.timeout(seconds(1), limit -> {
                escaped.set(limit);
                return "x";
            });
            Timeout over = java.util.Objects.requireNonNull(escaped.get());
            assertThatThrownBy(() -> over.reschedule(seconds(9))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Async.timeout(Duration.ZERO, limit -> {
                        try {
                            Async.sleep(seconds(1));
                        } catch (CancelledError e) {
                            assertThatThrownBy(() -> limit.reschedule(seconds(9)))
                                    .isInstanceOf(IllegalStateException.class);
                            assertThat(limit.expired()).isTrue();
                            throw e;
                        }
                        return "never";
                    }))
                    .isInstanceOf(TimeoutException.class);
        });
    }

    @OnBothCarriers
    void waitForCancelsAndWaitsForTheCancellation(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> assertThatThrownBy(() -> Async.waitFor(
                        () -> {
                            try {
                                Async.sleep(seconds(3600));
                            } finally {
                                Async.sleep(seconds(2));
                                run.log("cleaned up");
                            }
                            return "never";
                        },
                        seconds(10)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out after 10s"));
        assertThat(run.log()).containsExactly("cleaned up");
        assertThat(run.elapsed()).isEqualTo(seconds(12));
    }

    @OnBothCarriers
    void waitForGivesAResultThatComesDuringTheCancellation(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            String result = Async.waitFor(
                    () -> {
                        try {
                            Async.sleep(seconds(3600));
                        } catch (CancelledError e) {
                            return "after all";
                        }
                        return "never";
                    },
                    seconds(1));
            assertThat(result).isEqualTo("after all");
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @OnBothCarriers
    void waitForPassesAnotherExceptionOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.waitFor(
                                () -> {
                                    throw new IOException("boom");
                                },
                                seconds(1)))
                        .isInstanceOf(IOException.class));
    }

    @OnBothCarriers
    void waitForZeroNeverStartsACoroutineButGivesAFinishedResult(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Awaitable<String> body = () -> {
                run.log("started");
                return "x";
            };
            assertThatThrownBy(() -> Async.waitFor(body, Duration.ZERO)).isInstanceOf(TimeoutException.class);
            Task<String> done = Async.createTask(() -> "done");
            done.await();
            assertThat(Async.waitFor(done, Duration.ZERO)).isEqualTo("done");
            Task<@Nullable Void> pending = Async.createTask(() -> Async.sleep(seconds(5)));
            assertThatThrownBy(() -> Async.waitFor(pending, Duration.ZERO)).isInstanceOf(TimeoutException.class);
            assertThat(pending.cancelled()).isTrue();
        });
        assertThat(run.log()).isEmpty();
    }

    @OnBothCarriers
    void cancelFromOutsideReplacesTheTimeout(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> task = Async.createTask(() -> Async.timeout(seconds(10), limit -> {
                Async.sleep(seconds(3600));
                return "never";
            }));
            Async.sleep(seconds(10)); // both fall on the same instant
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void innerLimitLeavesTheOuterLimitsCancellationAlone(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> assertThatThrownBy(() -> Async.timeout(seconds(1), outer -> {
                    try {
                        return Async.timeout(seconds(5), inner -> {
                            Async.sleep(seconds(3600));
                            return "never";
                        });
                    } catch (TimeoutException e) {
                        run.log("inner");
                        throw e;
                    }
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("timed out after 1s"));
        assertThat(run.log()).isEmpty();
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void limitCanBeMoved(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            String result = Async.timeout(seconds(1), limit -> {
                limit.reschedule(seconds(10));
                Async.sleep(seconds(5));
                assertThat(limit.expired()).isFalse();
                return "in time";
            });
            assertThat(result).isEqualTo("in time");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void limitCanBeLiftedAndSetAgain(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> assertThatThrownBy(() -> Async.timeout(seconds(1), limit -> {
                    limit.lift();
                    assertThat(limit.when()).isEqualTo(Long.MAX_VALUE);
                    Async.sleep(seconds(5));
                    limit.reschedule(seconds(2));
                    Async.sleep(seconds(3600));
                    return "never";
                }))
                .isInstanceOf(TimeoutException.class));
        assertThat(run.elapsed()).isEqualTo(seconds(7));
    }

    @OnBothCarriers
    void bodiesWithoutResultHaveLimitsToo(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Action longSleep = () -> Async.sleep(seconds(3600));
            long deadline = EventLoop.current().nanoTime() + seconds(3).toNanos();
            assertThatThrownBy(() -> Async.waitFor(longSleep, seconds(1))).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Async.timeout(seconds(1), longSleep)).isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Async.timeoutAt(deadline, longSleep)).isInstanceOf(TimeoutException.class);
            Async.timeout(seconds(1), () -> Async.sleep(Duration.ofMillis(500)));
        });
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(3500));
    }

    /** The outside cancel is requested before the limit begins, and delivered inside it. The stress program found this. */
    @OnBothCarriers
    void pendingCancelIsNotTakenForTheLimitsOwn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> task = Async.createTask(() -> {
                Task<?> slowToEnd = Async.createTask(() -> {
                    try {
                        Async.sleep(seconds(3600));
                    } finally {
                        Async.sleep(seconds(2));
                    }
                });
                Async.sleep(seconds(1));
                Async.currentTask().cancel("from outside");
                return Async.timeout(seconds(1), limit -> {
                    slowToEnd.await();
                    return "ended";
                });
            });
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    }
}
