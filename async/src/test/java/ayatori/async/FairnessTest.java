package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** While a woken waiter has not run yet, newcomers queue behind it. */
final class FairnessTest {
    @OnBothCarriers
    void semaphoreServesNewcomersAfterWokenWaiters(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var semaphore = new Semaphore(0);
            Promise<@Nullable Void> go = Async.createPromise();
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                String name = "waiter " + i;
                tasks.add(Async.createTask(() -> {
                    semaphore.acquire();
                    run.log(name);
                }));
            }
            Async.sleep(Duration.ZERO);
            tasks.add(Async.createTask(() -> {
                go.await();
                semaphore.acquire();
                run.log("newcomer");
            }));
            Async.sleep(Duration.ZERO);
            go.setResult(null); // the newcomer becomes ready before the waiters do
            for (int i = 0; i < 4; i++) {
                semaphore.release();
            }
            assertThat(semaphore.locked()).isTrue();
            Async.gather(tasks);
            assertThat(semaphore.locked()).isTrue();
        });
        assertThat(run.log()).containsExactly("waiter 1", "waiter 2", "waiter 3", "newcomer");
    }

    @OnBothCarriers
    void newcomerThatIsCancelledWhileItQueuesPassesItsTurnOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var semaphore = new Semaphore(0);
            Task<?> waiter = Async.createTask(() -> semaphore.acquire());
            Promise<@Nullable Void> go = Async.createPromise();
            Task<?> newcomer = Async.createTask(() -> {
                go.await();
                semaphore.acquire();
            });
            Async.sleep(Duration.ZERO);
            go.setResult(null);
            semaphore.release();
            semaphore.release();
            Async.createTask(() -> newcomer.cancel()).await();
            waiter.await();
            Async.sleep(Duration.ZERO);
            assertThat(newcomer.cancelled()).isTrue();
            assertThat(semaphore.locked()).isFalse();
            semaphore.acquire();
            assertThat(semaphore.locked()).isTrue();
        });
    }

    @OnBothCarriers
    void lockIsHandedOnInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var lock = new Lock();
            lock.acquire();
            Promise<@Nullable Void> go = Async.createPromise();
            Task<?> waiter = Async.createTask(() -> {
                try (var _ = lock.acquire()) {
                    run.log("waiter");
                }
            });
            Task<?> newcomer = Async.createTask(() -> {
                go.await();
                assertThat(lock.locked()).isTrue();
                try (var _ = lock.acquire()) {
                    run.log("newcomer");
                }
            });
            Async.sleep(Duration.ZERO);
            go.setResult(null);
            lock.release();
            Async.gather(waiter, newcomer);
        });
        assertThat(run.log()).containsExactly("waiter", "newcomer");
    }

    @OnBothCarriers
    void rateLimiterGivesTurnsInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var limiter = new RateLimiter(2, seconds(1), 2);
            limiter.acquire();
            limiter.acquire();
            Task<?> waiter = Async.createTask(() -> {
                limiter.acquire();
                run.log("waiter");
            });
            Async.sleep(Duration.ZERO);
            Task<?>[] newcomer = new Task<?>[1];
            EventLoop.current()
                    .callLater(
                            Duration.ofMillis(500),
                            () -> newcomer[0] = Async.createTask(() -> {
                                limiter.acquire();
                                run.log("newcomer");
                            }));
            waiter.await();
            Async.sleep(seconds(1));
            newcomer[0].await();
        });
        assertThat(run.log()).containsExactly("waiter", "newcomer");
    }
}
