package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wait}. */
final class WaitTest {
    @OnBothCarriers
    void waitsForAllAndThrowsNoFailures(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            WaitResult<String> result = Async.wait(List.<Awaitable<String>>of(() -> after(1, "x"), () -> {
                throw new IOException("boom");
            }));
            assertThat(result.done()).hasSize(2);
            assertThat(result.pending()).isEmpty();
        });
    }

    @OnBothCarriers
    void firstCompletedReturnsWithTheFirst(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> slow = Async.createTask(() -> after(2, "slow"));
            Task<String> fast = Async.createTask(() -> after(1, "fast"));
            WaitResult<String> result = Async.wait(List.of(slow, fast), ReturnWhen.FIRST_COMPLETED);
            assertThat(result.done()).containsExactly(fast);
            assertThat(result.pending()).containsExactly(slow);
        });
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void firstExceptionIgnoresCancelledTasks(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> cancelled = Async.createTask(() -> after(9, "never"));
            Task<String> failing = Async.createTask(() -> {
                Async.sleep(seconds(2));
                throw new IOException("boom");
            });
            Task<String> slow = Async.createTask(() -> after(5, "slow"));
            cancelled.cancel();
            WaitResult<String> result = Async.wait(List.of(cancelled, failing, slow), ReturnWhen.FIRST_EXCEPTION);
            assertThat(result.done()).containsExactly(cancelled, failing);
            assertThat(result.pending()).containsExactly(slow);
            assertThat(run.elapsed()).isEqualTo(seconds(2));
        });
    }

    @OnBothCarriers
    void timeoutCancelsNothing(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> slow = Async.createTask(() -> after(5, "slow"));
            WaitResult<String> result = Async.wait(List.of(slow), ReturnWhen.ALL_COMPLETED, seconds(1));
            assertThat(result.pending()).containsExactly(slow);
            assertThat(slow.await()).isEqualTo("slow");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void cancellingAWaitCancelsNoTask(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> slow = Async.createTask(() -> after(5, "slow"));
            Task<@Nullable Void> waiting = Async.createTask(() -> {
                Async.wait(List.of(slow));
            });
            Async.sleep(seconds(1));
            waiting.cancel();
            assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class);
            assertThat(slow.await()).isEqualTo("slow");
        });
    }

    @OnBothCarriers
    void nothingToWaitForIsAnError(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.wait(List.<Task<String>>of()))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }
}
