package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An eager task runs to the first suspension before {@code createEagerTask} returns. */
final class EagerTaskTest {
    @OnBothCarriers
    void runsToItsFirstSuspensionBeforeAnythingElse(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<?> me = Async.currentTask();
            Async.createTask(() -> run.log("ready before"));
            Task<@Nullable Void> eager = Async.createEagerTask(() -> {
                run.log("eager begins");
                assertThat(Async.currentTask()).isNotSameAs(me);
                Async.sleep(Duration.ZERO);
                run.log("eager goes on");
            });
            run.log("created");
            assertThat(Async.currentTask()).isSameAs(me);
            eager.await();
        });
        assertThat(run.log()).containsExactly("eager begins", "created", "ready before", "eager goes on");
    }

    @OnBothCarriers
    void isDoneAtOnceIfItNeverSuspends(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> done = Async.createEagerTask(() -> "done");
            assertThat(done.done()).isTrue();
            assertThat(done.result()).isEqualTo("done");
            Task<String> nested = Async.createEagerTask(
                    () -> Async.createEagerTask(() -> "inner").result() + " and outer");
            assertThat(nested.result()).isEqualTo("inner and outer");
            Task<@Nullable Void> failed = Async.createEagerTask(() -> {
                throw new IllegalStateException("boom");
            });
            assertThat(failed.exception()).hasMessage("boom");
            assertThat(Async.allTasks()).containsExactly(Async.currentTask());
        });
    }

    @OnBothCarriers
    void creatingOneIsNoAwaitSoNoCancellationIsDelivered(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<?> me = Async.currentTask();
            me.cancel();
            assertThat(Async.createEagerTask(() -> "ran").result()).isEqualTo("ran");
            assertThatThrownBy(() -> Async.sleep(seconds(1))).isInstanceOf(CancelledError.class);
            me.uncancel();
        });
    }
}
