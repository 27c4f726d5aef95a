package ayatori.async.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class SequencerTest {
    private final Sequencer order = new Sequencer();
    private final List<String> log = new ArrayList<>();

    @AsyncTest(seeds = 20)
    void runsStepsInTheirOrderUnderAnySchedule() throws Exception {
        Async.gather(
                () -> {
                    step(2);
                    step(3);
                },
                () -> {
                    step(0);
                    step(4);
                },
                () -> step(1));
        assertThat(log).containsExactly("0", "1", "2", "3", "4");
    }

    @AsyncTest
    void nextStepWaitsForTheEndOfTheOneBefore() throws Exception {
        Task<?> next = Async.createTask(() -> step(1));
        try (var _ = order.at(0)) {
            Async.sleep(Duration.ofSeconds(1));
            assertThat(next.done()).isFalse();
        }
        next.await();
    }

    @AsyncTest
    void numberIsUsedOnce() {
        order.at(0).close();
        assertThatThrownBy(() -> order.at(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("step 0");
        assertThatThrownBy(() -> order.at(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @AsyncTest
    void cancelledStepBreaksTheOrderInsteadOfHanging() {
        Task<?> second = Async.createTask(() -> step(1));
        Task<?> third = Async.createTask(() -> step(2));
        Async.sleep(Duration.ofSeconds(1));
        second.cancel();
        assertThatThrownBy(third::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("step 2");
        assertThatThrownBy(() -> order.at(3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(second::await).isInstanceOf(CancelledError.class);
    }

    private void step(int number) {
        try (var _ = order.at(number)) {
            Async.sleep(Duration.ZERO);
            log.add("" + number);
        }
    }
}
