package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SemaphoreTest {
    @OnBothCarriers
    void givesItsPermitsInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var semaphore = new Semaphore(2);
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int number = i;
                tasks.add(Async.createTask(() -> {
                    try (var _ = semaphore.acquire()) {
                        run.log(number + "@" + run.elapsed().toSeconds());
                        Async.sleep(seconds(1));
                    }
                }));
            }
            Async.gather(tasks);
            assertThat(semaphore).hasToString("semaphore (2 free, 0 waiting)");
        });
        assertThat(run.log()).containsExactly("0@0", "1@0", "2@1", "3@1", "4@2", "5@2");
    }

    @OnBothCarriers
    void waiterWokenAndThenCancelledPassesItsTurnOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var semaphore = new Semaphore(0);
            Task<?> first = Async.createTask(() -> semaphore.acquire());
            Task<@Nullable Void> second = Async.createTask(() -> {
                semaphore.acquire();
                run.log("second");
            });
            Async.sleep(seconds(1));
            semaphore.release();
            first.cancel(); // woken already, not run yet
            second.await();
            assertThat(first.cancelled()).isTrue();
            assertThat(semaphore.locked()).isTrue();
        });
        assertThat(run.log()).containsExactly("second");
    }

    /** A waiter that is cancelled but has not run yet must not block a newcomer. */
    @OnBothCarriers
    void releaseAfterTheOnlyWaiterWasCancelledLeavesThePermitToNewcomers(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var semaphore = new Semaphore(0);
            Task<?> waiter = Async.createTask(() -> semaphore.acquire());
            Async.sleep(seconds(1));
            waiter.cancel();
            semaphore.release();
            assertThat(semaphore.locked()).isFalse();
            semaphore.acquire();
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void newcomersDoNotOvertakeWaiters(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var semaphore = new Semaphore(0);
            Async.createTask(() -> {
                semaphore.acquire();
                run.log("waiter");
                semaphore.release();
            });
            Async.sleep(seconds(1));
            semaphore.release();
            semaphore.acquire(); // the permit is the waiter's
            run.log("newcomer");
        });
        assertThat(run.log()).containsExactly("waiter", "newcomer");
    }

    @OnBothCarriers
    void permitClosedTwiceGoesBackOnce(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var semaphore = new BoundedSemaphore(1);
            Semaphore.Permit permit = semaphore.acquire();
            permit.close();
            permit.close();
            assertThat(semaphore).hasToString("semaphore (1 free, 0 waiting)");
        });
    }

    @OnBothCarriers
    void boundedSemaphoreRefusesOneReleaseTooMany(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var semaphore = new BoundedSemaphore(2);
            semaphore.acquire();
            semaphore.release();
            assertThatThrownBy(semaphore::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("all 2 permits");
            assertThat(semaphore).hasToString("semaphore (2 free, 0 waiting)");
        });
    }

    @OnBothCarriers
    void belongsToTheLoopWhereTasksFirstWaited(CarrierKind carrier) throws Exception {
        var semaphore = new Semaphore(0);
        var options = RunOptions.defaults().withCarrier(carrier);
        Async.run(options.withName("one"), () -> Async.createTask(() -> semaphore.acquire()));
        Async.run(options.withName("one"), () -> {
            Async.createTask(() -> semaphore.acquire());
            Async.sleep(java.time.Duration.ZERO);
        });
        assertThatThrownBy(() -> Async.run(options.withName("two"), () -> {
                    semaphore.acquire();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loop one")
                .hasMessageContaining("loop two");
    }

    @Test
    void refusesANegativeNumberOfPermits() {
        assertThatThrownBy(() -> new Semaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
