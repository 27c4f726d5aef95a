package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueueTest {
    @OnBothCarriers
    void handsElementsOverInOrderWithinItsBound(CarrierKind carrier) throws Exception {
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
            assertThat(queue).hasToString("queue (2 of 2)");
            assertThat(run.log()).containsExactly("put 0", "put 1");
            for (int i = 0; i < 5; i++) {
                assertThat(queue.get()).isEqualTo(i);
                queue.taskDone();
            }
            queue.join();
        });
    }

    @OnBothCarriers
    void joinWaitsUntilEveryElementIsDone(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Queue<Integer> queue = Queue.unbounded();
            queue.join(); // nothing was put
            queue.put(1);
            queue.put(2);
            Async.createTask(() -> {
                while (true) {
                    queue.get();
                    Async.sleep(seconds(1));
                    queue.taskDone();
                }
            });
            queue.join();
            assertThat(run.elapsed()).isEqualTo(seconds(2));
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
        });
    }

    @OnBothCarriers
    void nowaitFailsWherePutAndGetWouldWait(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<Integer> queue = Queue.bounded(1);
            assertThatThrownBy(queue::getNowait).isInstanceOf(Queue.EmptyException.class);
            queue.putNowait(1);
            assertThatThrownBy(() -> queue.putNowait(2)).isInstanceOf(Queue.FullException.class);
            assertThat(queue.getNowait()).isEqualTo(1);
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @OnBothCarriers
    void newcomerDoesNotTakeWhatIsPromisedToAWokenGetter(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Queue<String> queue = Queue.unbounded();
            Task<String> waiter = Async.createTask(queue::get);
            Async.sleep(seconds(1));
            queue.putNowait("waiter's");
            assertThatThrownBy(queue::getNowait).isInstanceOf(Queue.EmptyException.class);
            queue.putNowait("newcomer's");
            assertThat(queue.get()).isEqualTo("waiter's"); // the waiter is promised one element, not a certain one
            assertThat(waiter.await()).isEqualTo("newcomer's");
        });
    }

    @OnBothCarriers
    void newcomerDoesNotTakeTheRoomPromisedToAWokenPutter(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.bounded(1);
            queue.put("a");
            Task<?> waiter = Async.createTask(() -> queue.put("b"));
            Async.sleep(seconds(1));
            assertThat(queue.get()).isEqualTo("a");
            assertThatThrownBy(() -> queue.putNowait("c")).isInstanceOf(Queue.FullException.class);
            Task<?> newcomer = Async.createTask(() -> queue.put("c"));
            waiter.await();
            assertThat(queue.get()).isEqualTo("b");
            newcomer.await();
            assertThat(queue.get()).isEqualTo("c");
        });
    }

    @OnBothCarriers
    void getterCancelledAfterItsWakeUpPassesItOn(CarrierKind carrier) throws Exception {
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
    void putterCancelledAfterItsWakeUpPassesItOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.bounded(1);
            queue.put("a");
            Task<?> first = Async.createTask(() -> queue.put("b"));
            Task<?> second = Async.createTask(() -> queue.put("c"));
            Async.sleep(seconds(1));
            queue.getNowait();
            first.cancel();
            second.await();
            assertThat(first.cancelled()).isTrue();
            assertThat(queue.getNowait()).isEqualTo("c");
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @OnBothCarriers
    void turnPassedOnByTheOnlyWaiterIsThereForNewcomers(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.unbounded();
            Task<String> waiter = Async.createTask(queue::get);
            Async.sleep(seconds(1));
            queue.putNowait("x");
            waiter.cancel();
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
            assertThat(queue.getNowait()).isEqualTo("x");
        });
    }

    @OnBothCarriers
    void shutdownFailsPutsAtOnceAndGetsWhenEmpty(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.unbounded();
            queue.put("last");
            queue.shutdown();
            assertThatThrownBy(() -> queue.put("more")).isInstanceOf(Queue.ShutDownException.class);
            assertThatThrownBy(() -> queue.putNowait("more")).isInstanceOf(Queue.ShutDownException.class);
            assertThat(queue.get()).isEqualTo("last");
            assertThatThrownBy(queue::get).isInstanceOf(Queue.ShutDownException.class);
            assertThatThrownBy(queue::getNowait).isInstanceOf(Queue.ShutDownException.class);
        });
    }

    @OnBothCarriers
    void shutdownFailsWaiters(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> empty = Queue.unbounded();
            Task<String> getter = Async.createTask(empty::get);
            Queue<String> full = Queue.bounded(1);
            full.put("a");
            Task<?> putter = Async.createTask(() -> full.put("b"));
            Async.sleep(Duration.ZERO);
            empty.shutdown();
            full.shutdown();
            assertThatThrownBy(getter::await).isInstanceOf(Queue.ShutDownException.class);
            assertThatThrownBy(putter::await).isInstanceOf(Queue.ShutDownException.class);
            assertThat(full.get()).isEqualTo("a");
        });
    }

    @OnBothCarriers
    void shutdownNowDropsElementsAndEndsJoins(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Queue<String> queue = Queue.unbounded();
            queue.put("in work");
            queue.put("dropped");
            queue.get();
            Task<?> joiner = Async.createTask(queue::join);
            Async.sleep(seconds(1));
            queue.shutdownNow();
            assertThatThrownBy(queue::get).isInstanceOf(Queue.ShutDownException.class);
            Async.sleep(seconds(1));
            assertThat(joiner.done()).isFalse();
            queue.taskDone();
            joiner.await();
        });
    }

    @OnBothCarriers
    void shutdownNowDoesNotCountAnElementTwice(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Queue<String> queue = Queue.unbounded();
            queue.put("a");
            queue.taskDone();
            queue.shutdownNow();
            queue.join();
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
        });
    }

    @OnBothCarriers
    void lifoQueueGivesTheYoungestFirst(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            LifoQueue<Integer> queue = LifoQueue.bounded(3);
            queue.put(1);
            queue.put(2);
            assertThat(queue.get()).isEqualTo(2);
            queue.put(3);
            assertThat(queue.get()).isEqualTo(3);
            assertThat(queue.get()).isEqualTo(1);
        });
    }

    @OnBothCarriers
    void priorityQueueGivesTheLeastFirstAndTheOldestOfEquals(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            PriorityQueue<String> queue = PriorityQueue.unbounded(Comparator.comparingInt(String::length));
            for (String word : List.of("three", "four", "a", "is", "it", "b", "five", "to")) {
                queue.put(word);
            }
            StringBuilder order = new StringBuilder();
            while (!queue.isEmpty()) {
                order.append(queue.get()).append(' ');
            }
            assertThat(order).hasToString("a b is it to four five three ");
        });
    }

    @OnBothCarriers
    void priorityQueueGivesAWokenGetterTheLeastThatIsThereWhenItRuns(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            PriorityQueue<Integer> queue = PriorityQueue.bounded(5);
            Task<Integer> getter = Async.createTask(queue::get);
            Async.sleep(seconds(1));
            queue.put(2);
            queue.put(1);
            assertThat(getter.await()).isEqualTo(1);
        });
    }

    @Test
    void refusesACapacityOfZero() {
        assertThatThrownBy(() -> Queue.bounded(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1")
                .hasMessageContaining("unbounded()");
    }
}
