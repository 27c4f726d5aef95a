package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tasks, their cancellation, and the end of a run. */
final class TaskTest {
    @OnBothCarriers
    void cancelCountsUpAndReachesARunningTaskAtItsNextAwait(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> {
                Task<?> me = Async.currentTask();
                me.cancel("first");
                me.cancel("second");
                assertThat(me.cancelling()).isEqualTo(2);
                run.log("runs on");
                try {
                    Async.sleep(seconds(3600));
                } catch (CancelledError e) {
                    run.log(String.valueOf(e.getMessage()));
                }
                assertThat(me.uncancel()).isEqualTo(1);
                assertThat(me.uncancel()).isZero();
                assertThat(me.uncancel()).isZero();
                Async.sleep(seconds(1));
            });
            task.await();
            assertThat(task.cancel()).isFalse();
            assertThat(task.cancelling()).isZero();
        });
        assertThat(run.log()).containsExactly("runs on", "second");
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void bodyThatThrowsCancelledErrorIsCancelled(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> raising = Async.createTask(() -> {
                throw new CancelledError("my own");
            });
            assertThatThrownBy(raising::await)
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("my own");
            assertThat(raising.cancelled()).isTrue();
            assertThat(raising.cancelling()).isZero();
            Task<@Nullable Void> transforming = Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } catch (CancelledError e) {
                    throw new IOException("instead");
                }
            });
            Async.sleep(seconds(1));
            transforming.cancel();
            assertThatThrownBy(transforming::await).isInstanceOf(IOException.class);
            assertThat(transforming.cancelled()).isFalse();
        });
    }

    @OnBothCarriers
    void tasksHaveNames(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            assertThat(Async.currentTask().name()).isEqualTo("main");
            assertThat(Async.createTask("fetch", () -> "x")).hasToString("task fetch (pending)");
            assertThat(Async.createTask(Async.coroutine("coroutine", () -> "x")).name())
                    .isEqualTo("coroutine");
            assertThat(Async.createTask(() -> "x").withName("later").name()).isEqualTo("later");
            assertThat(Async.createTask(() -> "x").name()).isEqualTo("task-1");
            TaskGroup.run(group ->
                    assertThat(group.createTask("grouped", () -> {}).name()).isEqualTo("grouped"));
        });
    }

    @OnBothCarriers
    void coroutineRunsNothingUntilAwaited(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Coroutine<String> coroutine = Async.coroutine("hello", () -> {
                run.log("ran");
                return "Hello";
            });
            run.log("made");
            assertThat(coroutine.await()).isEqualTo("Hello");
        });
        assertThat(run.log()).containsExactly("made", "ran");
    }

    @OnBothCarriers
    void createTaskStartsOnALaterPassFirstInFirstOut(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> first = Async.createTask(() -> run.log("first"));
            Task<@Nullable Void> second = Async.createTask(() -> run.log("second"));
            run.log("created");
            second.await();
            assertThat(first.done()).isTrue();
        });
        assertThat(run.log()).containsExactly("created", "first", "second");
    }

    @OnBothCarriers
    void sleepOfZeroYieldsExactlyOnePass(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            for (String name : new String[] {"a", "b"}) {
                Async.createTask(() -> {
                    for (int i = 1; i <= 3; i++) {
                        run.log(name + i);
                        Async.sleep(Duration.ZERO);
                    }
                });
            }
            Async.sleep(seconds(1));
        });
        assertThat(run.log()).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
    }

    @OnBothCarriers
    void tasksSleepSideBySide(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> one = Async.createTask(() -> Async.sleep(seconds(2)));
            Task<@Nullable Void> two = Async.createTask(() -> Async.sleep(seconds(1)));
            one.await();
            two.await();
        });
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void awaitThrowsTheSameCheckedException(CarrierKind carrier) throws Exception {
        var thrown = new IOException("disk");
        var caught = new AtomicReference<@Nullable Object>();
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> {
                throw thrown;
            });
            try {
                task.await();
            } catch (IOException e) {
                caught.set(e);
            }
        });
        assertThat(caught).hasValue(thrown);
        assertThatThrownBy(() -> new Simulated(carrier).run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @OnBothCarriers
    void cancelEndsTheAwaitOfATask(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } catch (CancelledError e) {
                    run.log("cancelled: " + e.getMessage());
                    throw e;
                }
            });
            Async.sleep(seconds(1));
            assertThat(task.cancel("enough")).isTrue();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("enough");
            assertThat(task.cancelled()).isTrue();
            assertThat(task.cancel()).isFalse();
        });
        assertThat(run.log()).containsExactly("cancelled: enough");
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void cancelledBeforeItsFirstStepNeverRuns(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> run.log("ran"));
            task.cancel();
            Async.sleep(seconds(1));
            assertThat(task.cancelled()).isTrue();
        });
        assertThat(run.log()).isEmpty();
    }

    @OnBothCarriers
    void cancelReplacesAResultThatWasNotDelivered(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<String> promise = EventLoop.current().createPromise();
            Task<String> task = Async.createTask(promise);
            Async.sleep(seconds(1));
            promise.setResult("ready");
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void bodyThatEndsBeforeAnUndeliveredCancelIsCancelled(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> task = Async.createTask(() -> {
                Async.currentTask().cancel();
                return "ended";
            });
            Async.sleep(seconds(1));
            assertThat(task.cancelled()).isTrue();
        });
    }

    @OnBothCarriers
    void swallowedCancellationIsNotRaisedAgain(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> task = Async.createTask(() -> {
                try {
                    Async.sleep(seconds(10));
                } catch (CancelledError e) {
                    run.log("swallowed");
                }
                Async.sleep(seconds(5));
                return "went on";
            });
            Async.sleep(seconds(1));
            task.cancel();
            assertThat(task.await()).isEqualTo("went on");
            assertThat(task.cancelling()).isEqualTo(1);
        });
        assertThat(run.elapsed()).isEqualTo(seconds(6));
    }

    @OnBothCarriers
    void uncancelAtZeroClearsAnUndeliveredCancel(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<?> me = Async.currentTask();
            me.cancel();
            assertThat(me.cancelling()).isEqualTo(1);
            assertThat(me.uncancel()).isZero();
            Async.sleep(seconds(1)); // does not throw
        });
    }

    @OnBothCarriers
    void cancellingTheAwaiterCancelsTheAwaitedTask(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<@Nullable Void> inner = Async.createTask(() -> Async.sleep(seconds(10)));
            Task<@Nullable Void> outer = Async.createTask(inner);
            Async.sleep(seconds(1));
            outer.cancel();
            assertThatThrownBy(outer::await).isInstanceOf(CancelledError.class);
            assertThat(inner.cancelled()).isTrue();
        });
    }

    @OnBothCarriers
    void doneCallbacksRunFromTheLoopNeverInline(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Promise<String> promise = EventLoop.current().createPromise();
            promise.addDoneCallback(done -> run.log("callback"));
            promise.setResult("x");
            promise.addDoneCallback(done -> run.log("late callback"));
            run.log("set");
            Async.sleep(Duration.ZERO);
            run.log("next pass");
        });
        assertThat(run.log()).containsExactly("set", "callback", "late callback", "next pass");
    }

    @OnBothCarriers
    void awaitingItselfIsAnErrorAtOnce(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            AtomicReference<@Nullable Task<@Nullable Void>> self = new AtomicReference<>();
            Task<@Nullable Void> task = Async.createTask(() -> {
                Task<@Nullable Void> me = java.util.Objects.requireNonNull(self.get());
                me.await();
            });
            self.set(task);
            assertThatThrownBy(task::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot await itself");
        });
    }

    @OnBothCarriers
    void awaitingAnotherLoopsPromiseIsAnErrorAtOnce(CarrierKind carrier) throws Exception {
        var foreign = new AtomicReference<@Nullable Promise<String>>();
        new Simulated(carrier).run(() -> foreign.set(EventLoop.current().createPromise()));
        Promise<String> promise = java.util.Objects.requireNonNull(foreign.get());
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(promise::await)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("across loops"));
        assertThatThrownBy(promise::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside an event loop");
    }

    @OnBothCarriers
    void nestedRunIsAnError(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.run(() -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside a running loop"));
    }

    @OnBothCarriers
    void leavingRunCancelsWhatIsLeftAndWaitsForIt(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } finally {
                    Async.sleep(seconds(2));
                    run.log("cleaned up");
                }
            });
            Async.sleep(seconds(1));
        });
        assertThat(run.log()).containsExactly("cleaned up");
        assertThat(run.elapsed()).isEqualTo(seconds(3));
    }

    @OnBothCarriers
    void deadlockUnderTheVirtualClockIsAnErrorThatNamesTheTasks(CarrierKind carrier) {
        assertThatThrownBy(() -> new Simulated(carrier).run(() -> {
                    Async.createTask(
                            Async.coroutine("stuck", EventLoop.current().<String>createPromise()));
                    EventLoop.current().<String>createPromise().await();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("deadlock")
                .hasMessageContaining("stuck");
    }

    @OnBothCarriers
    void seedShufflesTheScheduleAndReplaysIt(CarrierKind carrier) throws Exception {
        String plain = schedule(RunOptions.defaults().withCarrier(carrier));
        assertThat(plain).isEqualTo("01234567");
        String seeded = schedule(RunOptions.defaults().withCarrier(carrier).withSeed(42));
        assertThat(seeded).isNotEqualTo(plain).hasSize(8);
        assertThat(schedule(RunOptions.defaults().withCarrier(carrier).withSeed(42)))
                .isEqualTo(seeded);
    }

    private static String schedule(RunOptions options) throws Exception {
        var order = new StringBuilder();
        new Simulated(options).run(() -> {
            for (int i = 0; i < 8; i++) {
                int number = i;
                Async.createTask(() -> {
                    order.append(number);
                });
            }
            Async.sleep(seconds(1));
        });
        return order.toString();
    }
}
