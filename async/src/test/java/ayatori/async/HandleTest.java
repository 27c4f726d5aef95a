package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cancelled callback is never called, even if its time has come. A limit that has passed is due at once. */
final class HandleTest {
    @OnBothCarriers
    void timerCancelledByAnotherOfTheSamePassIsNotCalled(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            EventLoop loop = EventLoop.current();
            var second = new ArrayList<TimerHandle>();
            loop.callLater(seconds(1), () -> {
                run.log("first");
                second.getFirst().cancel();
            });
            second.add(loop.callLater(seconds(1), () -> run.log("second")));
            Async.sleep(seconds(2));
            assertThat(second.getFirst().cancelled()).isTrue();
        });
        assertThat(run.log()).containsExactly("first");
    }

    @OnBothCarriers
    void readyCallbackThatIsCancelledIsNotCalled(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Handle never = EventLoop.current().callSoon(() -> run.log("never"));
            Handle called = EventLoop.current().callSoon(() -> run.log("called"));
            never.cancel();
            Async.sleep(Duration.ZERO);
            assertThat(never.cancelled()).isTrue();
            assertThat(called.cancelled()).isFalse();
            assertThat(never).hasToString("cancelled callback");
        });
        assertThat(run.log()).containsExactly("called");
    }

    /** The time is up while the body keeps the loop busy; the body goes on before the timer, in the same pass. */
    @OnBothCarriers
    void bodyThatEndsAsItsTimeIsUpIsNotCancelledLater(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Timeout.Body<String> slow = limit -> {
                run.clock.jumpTo(limit.when() + 1);
                Async.sleep(Duration.ZERO);
                return "in time";
            };
            String first = Async.timeout(seconds(1), slow);
            assertThat(first).isEqualTo("in time");
            assertThat(Async.currentTask().cancelling()).isZero();
            Async.sleep(seconds(1));
            Awaitable<String> busy = () -> {
                run.clock.jumpTo(run.clock.nanoTime() + seconds(2).toNanos());
                Async.sleep(Duration.ZERO);
                return "in time";
            };
            assertThat(Async.waitFor(busy, seconds(1))).isEqualTo("in time");
            Async.sleep(seconds(1));
        });
    }

    @OnBothCarriers
    void limitThatIsMovedAsItsTimeIsUpDoesNotExpire(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> Async.timeout(seconds(1), limit -> {
            run.clock.jumpTo(limit.when() + 1);
            Async.sleep(Duration.ZERO);
            limit.reschedule(seconds(5));
            Async.sleep(seconds(4));
        }));
    }

    @OnBothCarriers
    void limitOfZeroExpiresAtTheFirstAwait(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            assertThatThrownBy(() -> Async.timeout(Duration.ZERO, () -> Async.sleep(Duration.ZERO)))
                    .isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Async.timeout(seconds(-1), () -> Async.sleep(Duration.ZERO)))
                    .isInstanceOf(TimeoutException.class);
            long past = EventLoop.current().nanoTime() - 1;
            assertThatThrownBy(() -> Async.timeoutAt(past, () -> Async.sleep(Duration.ZERO)))
                    .isInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Async.timeout(seconds(9), limit -> {
                        limit.reschedule(Duration.ZERO);
                        Async.sleep(Duration.ZERO);
                    }))
                    .isInstanceOf(TimeoutException.class);
            Async.timeout(Duration.ZERO, () -> run.log("no await, no time-out"));
        });
        assertThat(run.log()).containsExactly("no await, no time-out");
    }

    @OnBothCarriers
    void limitThatHasPassedGoesBeforeWhatBecomesReadyLater(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Promise<@Nullable Void> promise = Async.createPromise();
            assertThatThrownBy(() -> Async.timeout(Duration.ZERO, () -> {
                        EventLoop.current().callSoon(() -> {
                            if (!promise.done()) {
                                promise.setResult(null);
                            }
                        });
                        promise.await();
                        run.log("never");
                    }))
                    .isInstanceOf(TimeoutException.class);
        });
        assertThat(run.log()).isEmpty();
    }

    /** Against a sorted list; cancelled timers are dropped in bulk now and then. */
    @Test
    void timerQueueGivesWhatIsDueInOrderWhateverIsCancelled() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            var queue = new TimerQueue();
            List<TimerHandle> expected = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                int choice = random.nextInt(10);
                if (choice < 5) {
                    expected.add(queue.add(random.nextInt(50), () -> {}));
                } else if (choice < 9 && !expected.isEmpty()) {
                    TimerHandle cancelled = expected.remove(random.nextInt(expected.size()));
                    cancelled.cancel();
                    cancelled.cancel();
                } else {
                    TimerHandle soonest = null;
                    for (TimerHandle timer : expected) {
                        if (timer.when() <= 20 && (soonest == null || timer.before(soonest))) {
                            soonest = timer;
                        }
                    }
                    assertThat(queue.pollDue(20)).isSameAs(soonest);
                    if (soonest != null) {
                        expected.remove(soonest);
                        soonest.cancel(); // too late: it must not count as one in the queue
                    }
                }
                assertThat(queue.size()).isEqualTo(expected.size());
            }
        }
    }
}
