package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class PrimitivesTest {
    @OnBothCarriers
    void semaphoreLetsSoManyInAtATimeInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var semaphore = new Semaphore(2);
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int number = i;
                tasks.add(Async.createTask(() -> {
                    try (var permit = semaphore.acquire()) {
                        run.log(number + "@" + run.elapsed().toSeconds());
                        Async.sleep(seconds(1));
                        assertThat(permit).isNotNull();
                    }
                }));
            }
            Async.gather(tasks);
        });
        assertThat(run.log()).containsExactly("0@0", "1@0", "2@1", "3@1", "4@2", "5@2");
    }

    @OnBothCarriers
    void semaphoreWaiterWokenAndThenCancelledPassesItsTurnOn(CarrierKind carrier) throws Exception {
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

    @OnBothCarriers
    void semaphoreDoesNotLetNewcomersBargeIn(CarrierKind carrier) throws Exception {
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
    void queueHandsElementsOverInOrderWithinItsBound(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Queue<Integer> queue = Queue.bounded(2);
            Async.createTask(() -> {
                for (int i = 0; i < 5; i++) {
                    queue.put(i);
                    run.log("put " + i);
                }
            });
            Async.sleep(seconds(1));
            assertThat(queue.full()).isTrue();
            assertThat(run.log()).containsExactly("put 0", "put 1");
            for (int i = 0; i < 5; i++) {
                assertThat(queue.get()).isEqualTo(i);
                queue.taskDone();
            }
            queue.join();
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(queue::getNowait).isInstanceOf(Queue.EmptyException.class);
        });
    }

    @OnBothCarriers
    void queueGetterCancelledAfterItsWakeUpPassesItOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.unbounded();
            Task<String> first = Async.createTask(queue::get);
            Task<String> second = Async.createTask(queue::get);
            Async.sleep(seconds(1));
            queue.putNowait("x");
            first.cancel();
            assertThat(second.await()).isEqualTo("x");
            assertThat(first.cancelled()).isTrue();
        });
    }

    @OnBothCarriers
    void queueShutdownFailsPutsAtOnceAndGetsWhenEmpty(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.unbounded();
            queue.put("last");
            queue.shutdown();
            assertThatThrownBy(() -> queue.put("more")).isInstanceOf(Queue.ShutDownException.class);
            assertThat(queue.get()).isEqualTo("last");
            assertThatThrownBy(queue::get).isInstanceOf(Queue.ShutDownException.class);
        });
    }

    @OnBothCarriers
    void queueShutdownWakesThoseWhoWait(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.bounded(1);
            Task<String> getter = Async.createTask(queue::get);
            Async.sleep(Duration.ZERO);
            queue.shutdownNow();
            assertThatThrownBy(getter::await).isInstanceOf(Queue.ShutDownException.class);
            queue.join();
        });
    }
}
