package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BarrierTest {
    @OnBothCarriers
    void lastPartyOpensItAndEachGetsItsIndex(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var barrier = new Barrier(3);
            List<Task<Integer>> tasks = arrivals(barrier, 6);
            Async.sleep(seconds(2));
            assertThat(tasks).allMatch(Promise::done);
            assertThat(Async.gather(tasks)).containsExactly(0, 1, 2, 0, 1, 2);
            assertThat(barrier.waiting()).isZero();
        });
    }

    @OnBothCarriers
    void waitsForTheLast(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var barrier = new Barrier(3);
            List<Task<Integer>> tasks = arrivals(barrier, 2);
            Async.sleep(seconds(9));
            assertThat(tasks).noneMatch(Promise::done);
            assertThat(barrier).hasToString("barrier (2 of 3 have come)");
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(Async.gather(tasks)).containsExactly(0, 1);
        });
    }

    @OnBothCarriers
    void cancelledPartyLeavesAndIndexesStayUnique(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var barrier = new Barrier(3);
            List<Task<Integer>> tasks = arrivals(barrier, 2);
            Async.sleep(seconds(1));
            tasks.getFirst().cancel();
            Task<Integer> third = Async.createTask(barrier::await);
            Async.sleep(seconds(1));
            assertThat(third.done()).isFalse();
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(tasks.getLast().await()).isEqualTo(0);
            assertThat(third.await()).isEqualTo(1);
        });
    }

    @OnBothCarriers
    void abortBreaksWaitersAndNewcomersUntilReset(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var barrier = new Barrier(2);
            Task<Integer> waiter = Async.createTask(barrier::await);
            Async.sleep(seconds(1));
            barrier.abort();
            assertThat(barrier.broken()).isTrue();
            assertThatThrownBy(waiter::await).isInstanceOf(Barrier.BrokenException.class);
            assertThatThrownBy(barrier::await).isInstanceOf(Barrier.BrokenException.class);
            barrier.reset();
            assertThat(barrier.broken()).isFalse();
            assertThat(Async.gather(arrivals(barrier, 2))).containsExactly(0, 1);
        });
    }

    @OnBothCarriers
    void resetBreaksOnlyWaiters(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var barrier = new Barrier(2);
            Task<Integer> waiter = Async.createTask(barrier::await);
            Async.sleep(seconds(1));
            barrier.reset();
            assertThatThrownBy(waiter::await)
                    .isInstanceOf(Barrier.BrokenException.class)
                    .hasMessageContaining("reset");
            assertThat(Async.gather(arrivals(barrier, 2))).containsExactly(0, 1);
        });
    }

    @Test
    void refusesNoParties() {
        assertThatThrownBy(() -> new Barrier(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private static List<Task<Integer>> arrivals(Barrier barrier, int count) {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(Async.createTask(barrier::await));
        }
        return tasks;
    }
}
