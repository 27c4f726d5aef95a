package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

final class ConditionTest {
    @OnBothCarriers
    void signalWakesInOrderOneByOneWithTheLock(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            List<Task<?>> waiters = waiters(run, condition, 4);
            try (var _ = condition.acquire()) {
                condition.signal();
                condition.signal(2);
                run.log("signalled");
                Async.sleep(seconds(1));
                run.log("released");
            }
            Async.sleep(seconds(9));
            run.log("more");
            try (var _ = condition.acquire()) {
                condition.signal();
            }
            Async.gather(waiters);
            assertThat(condition).hasToString("condition (0 waiting) of lock (free)");
        });
        assertThat(run.log()).containsExactly("signalled", "released", "0@2", "1@3", "2@4", "more", "3@11");
    }

    @OnBothCarriers
    void signalAllWakesAllInOrderBeforeLaterRequestsForTheLock(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            List<Task<?>> waiters = waiters(run, condition, 3);
            Lock.Held held = condition.acquire();
            condition.signalAll();
            held.close();
            try (var _ = condition.acquire()) {
                run.log("newcomer@" + run.elapsed().toSeconds());
            }
            Async.gather(waiters);
        });
        assertThat(run.log()).containsExactly("0@1", "1@2", "2@3", "newcomer@4");
    }

    @OnBothCarriers
    void waitForTestsAfterEachSignal(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            int[] value = {0};
            Task<?> waiter = Async.createTask(() -> {
                try (var _ = condition.acquire()) {
                    condition.waitFor(() -> {
                        run.log("looks at " + value[0]);
                        return value[0] == 2;
                    });
                }
            });
            for (int i = 0; i < 2; i++) {
                Async.sleep(seconds(1));
                try (var _ = condition.acquire()) {
                    value[0]++;
                    condition.signal();
                }
            }
            waiter.await();
        });
        assertThat(run.log()).containsExactly("looks at 0", "looks at 1", "looks at 2");
    }

    @OnBothCarriers
    void cancelledWaiterHoldsTheLockAgainEvenIfCancelledSeveralTimes(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            Task<?> waiter = Async.createTask(() -> {
                try (var _ = condition.acquire()) {
                    try {
                        condition.await();
                    } finally {
                        assertThat(condition.lock().owner()).isSameAs(Async.currentTask());
                        run.log("holds it again @" + run.elapsed().toSeconds());
                    }
                }
            });
            Async.sleep(seconds(1));
            try (var _ = condition.acquire()) {
                for (int i = 0; i < 3; i++) {
                    waiter.cancel("try " + i);
                    Async.sleep(seconds(1));
                    assertThat(waiter.done()).isFalse();
                }
            }
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class).hasMessage("try 2");
            assertThat(condition.lock().locked()).isFalse();
        });
        assertThat(run.log()).containsExactly("holds it again @4");
    }

    @OnBothCarriers
    void signalledWaiterCancelledBeforeItHasTheLockPassesTheSignalOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            List<Task<?>> waiters = waiters(run, condition, 2);
            try (var _ = condition.acquire()) {
                condition.signal();
                waiters.getFirst().cancel(); // in the lock's queue now
            }
            waiters.getLast().await();
            assertThat(waiters.getFirst().cancelled()).isTrue();
            assertThat(condition.lock().locked()).isFalse();
        });
        assertThat(run.log()).containsExactly("1@1");
    }

    @OnBothCarriers
    void signalledWaiterCancelledWithTheLockPassesTheSignalOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            List<Task<?>> waiters = waiters(run, condition, 2);
            Lock.Held held = condition.acquire();
            condition.signal();
            held.close();
            waiters.getFirst().cancel(); // it owns the lock, and has not run
            waiters.getLast().await();
            assertThat(waiters.getFirst().cancelled()).isTrue();
            assertThat(condition.lock().locked()).isFalse();
        });
        assertThat(run.log()).containsExactly("1@1");
    }

    /** A waiter cancelled without a signal has none to pass on. */
    @OnBothCarriers
    void cancelledWaiterDoesNotWakeAnother(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var condition = new Condition();
            List<Task<?>> waiters = waiters(run, condition, 2);
            waiters.getFirst().cancel();
            Async.sleep(seconds(10));
            assertThat(waiters.getLast().done()).isFalse();
            try (var _ = condition.acquire()) {
                condition.signal();
            }
            waiters.getLast().await();
        });
        assertThat(run.log()).containsExactly("1@11");
    }

    @OnBothCarriers
    void waitingAndSignallingWithoutTheLockAreErrors(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var condition = new Condition();
            assertThatThrownBy(condition::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task main (pending) waits on the condition of a lock that nobody holds");
            assertThatThrownBy(condition::signal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task main (pending) signals the condition of a lock that nobody holds");
            assertThatThrownBy(() -> condition.waitFor(() -> true)).isInstanceOf(IllegalStateException.class);
        });
    }

    /** Tasks that wait on the condition; each holds the lock for a second afterwards and logs when it got it. */
    private static List<Task<?>> waiters(Simulated run, Condition condition, int count) {
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(Async.createTask(() -> {
                try (var _ = condition.acquire()) {
                    condition.await();
                    run.log(number + "@" + run.elapsed().toSeconds());
                    Async.sleep(seconds(1));
                }
            }));
        }
        Async.sleep(seconds(1));
        return tasks;
    }
}
