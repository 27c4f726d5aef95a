package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code shield}. */
final class ShieldTest {
    @OnBothCarriers
    void cancellingTheOuterRaisesInTheCallerAndTheInnerRunsOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> inner = Async.createTask(() -> after(5, "inner"));
            Task<String> caller = Async.createTask(() -> Async.shield(inner).await());
            Async.sleep(seconds(1));
            caller.cancel("enough");
            assertThatThrownBy(caller::await).isInstanceOf(CancelledError.class).hasMessage("enough");
            assertThat(run.elapsed()).isEqualTo(seconds(1));
            assertThat(inner.await()).isEqualTo("inner");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void givesTheResultOfTheInner(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        new Simulated(carrier).run(() -> {
            assertThat(Async.<String>shield(() -> after(1, "x")).await()).isEqualTo("x");
            assertThatThrownBy(() -> Async.shield(() -> failAfter(1, boom)).await())
                    .isSameAs(boom);
            Task<String> done = Async.createTask(() -> "done");
            done.await();
            assertThat(Async.shield(done).await()).isEqualTo("done");
        });
    }

    @OnBothCarriers
    void laterFailureOfTheInnerIsReported(CarrierKind carrier) throws Exception {
        List<ExceptionContext> heard = new ArrayList<>();
        var boom = new IOException("boom");
        new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add)).run(() -> {
            Task<String> inner = Async.createTask(() -> failAfter(5, boom));
            Task<String> caller = Async.createTask(() -> Async.shield(inner).await());
            Async.sleep(seconds(1));
            caller.cancel();
            Async.sleep(seconds(10));
            assertThat(heard).hasSize(1);
            assertThat(heard.getFirst().exception()).isSameAs(boom);
            assertThat(heard.getFirst().promise()).isSameAs(inner);
        });
        assertThat(heard).hasSize(1);
    }

    @OnBothCarriers
    void innerCancelledCancelsTheOuter(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> inner = Async.createTask(() -> after(5, "inner"));
            Promise<String> outer = Async.shield(inner);
            inner.cancel("by hand");
            assertThatThrownBy(outer::await).isInstanceOf(CancelledError.class).hasMessage("by hand");
            assertThat(outer.cancelled()).isTrue();
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @OnBothCarriers
    void leavingRunStillCancelsTheInner(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> inner = Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } finally {
                    run.log("ended");
                }
            });
            Task<@Nullable Void> caller =
                    Async.createTask(() -> Async.shield(inner).await());
            Async.sleep(seconds(1));
            caller.cancel();
        });
        assertThat(run.log()).containsExactly("ended");
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void waitForOfAShieldedTaskTimesOutAndTheTaskRunsOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> inner = Async.createTask(() -> after(5, "inner"));
            assertThatThrownBy(() -> Async.waitFor(Async.shield(inner), seconds(1)))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            assertThat(inner.await()).isEqualTo("inner");
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }

    private static String failAfter(int seconds, IOException e) throws IOException {
        Async.sleep(seconds(seconds));
        throw e;
    }
}
