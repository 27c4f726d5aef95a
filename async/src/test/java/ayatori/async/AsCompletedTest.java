package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code asCompleted}. */
final class AsCompletedTest {
    @OnBothCarriers
    void yieldsInOrderOfCompletion(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> slow = Async.createTask(() -> after(3, "slow"));
            Task<String> fast = Async.createTask(() -> after(1, "fast"));
            Task<String> failing = Async.createTask(() -> {
                Async.sleep(seconds(2));
                throw new IllegalStateException("boom");
            });
            for (Promise<String> done : Async.asCompleted(List.of(slow, fast, failing))) {
                run.log(done.exception() == null ? done.result() : "failed");
                run.log("@" + run.elapsed().toSeconds());
            }
        });
        assertThat(run.log()).containsExactly("fast", "@1", "failed", "@2", "slow", "@3");
    }

    @OnBothCarriers
    void startsCoroutinesAtOnceAndTheSameOneOnce(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Awaitable<String> once = () -> {
                run.log("ran");
                return after(1, "x");
            };
            var promises = Async.asCompleted(List.of(once, once)).iterator();
            Async.sleep(seconds(5));
            assertThat(promises.next().result()).isEqualTo("x");
            assertThat(promises.hasNext()).isFalse();
            assertThatThrownBy(promises::next).isInstanceOf(NoSuchElementException.class);
        });
        assertThat(run.log()).containsExactly("ran");
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void timeoutRaisesAtTheIterationAndCancelsNothing(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> fast = Async.createTask(() -> after(1, "fast"));
            Task<String> slow = Async.createTask(() -> after(10, "slow"));
            assertThatThrownBy(() -> {
                        for (Promise<String> done : Async.asCompleted(List.of(slow, fast), seconds(2))) {
                            run.log(done.result());
                        }
                    })
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("timed out after 2s");
            assertThat(run.elapsed()).isEqualTo(seconds(2));
            assertThat(slow.await()).isEqualTo("slow");
        });
        assertThat(run.log()).containsExactly("fast");
    }

    @OnBothCarriers
    void cancellingTheIterationCancelsNoTask(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> slow = Async.createTask(() -> after(5, "slow"));
            Task<@Nullable Void> iterating = Async.createTask(() -> {
                for (Promise<String> done : Async.asCompleted(List.of(slow))) {
                    done.result();
                }
            });
            Async.sleep(seconds(1));
            iterating.cancel();
            assertThatThrownBy(iterating::await).isInstanceOf(CancelledError.class);
            assertThat(slow.await()).isEqualTo("slow");
        });
    }

    @OnBothCarriers
    void nothingYieldsNothing(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() ->
                        assertThat(Async.asCompleted(List.<Task<String>>of())).isEmpty());
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }
}
