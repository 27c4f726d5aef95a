package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

final class EventTest {
    @OnBothCarriers
    void setWakesAllInOrderAndLetsNewcomersThrough(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var event = new Event();
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                tasks.add(Async.createTask(() -> {
                    event.await();
                    run.log(number + "@" + run.elapsed().toSeconds());
                }));
            }
            Async.sleep(seconds(1));
            assertThat(event).hasToString("event (3 waiting)");
            event.set();
            event.set();
            event.await();
            run.log("newcomer");
            Async.gather(tasks);
            assertThat(event.isSet()).isTrue();
        });
        assertThat(run.log()).containsExactly("newcomer", "0@1", "1@1", "2@1");
    }

    @OnBothCarriers
    void clearedBeforeTheWokenRunStillLetsThemGo(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var event = new Event();
            Task<String> waiter = Async.createTask(() -> {
                event.await();
                return "through";
            });
            Async.sleep(seconds(1));
            event.set();
            event.clear();
            assertThat(waiter.await()).isEqualTo("through");
            Task<?> next = Async.createTask(event::await);
            Async.sleep(seconds(1));
            assertThat(next.done()).isFalse();
            next.cancel();
            assertThatThrownBy(next::await).isInstanceOf(CancelledError.class);
            assertThat(event).hasToString("event (0 waiting)");
        });
    }
}
