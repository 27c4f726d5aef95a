package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Cancelling chains of tasks that await each other. asyncio recurses here and fails at a depth of a few hundred. */
@Timeout(60)
final class CancelChainTest {
    private static Simulated quiet(CarrierKind carrier) {
        return new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(context -> {}));
    }

    @OnBothCarriers
    void reachesTheEndOfALongChain(CarrierKind carrier) throws Exception {
        quiet(carrier).run(() -> {
            var chain = new ArrayList<Task<?>>();
            chain.add(Async.createTask(() -> Async.sleep(seconds(1))));
            for (int i = 0; i < 20_000; i++) {
                chain.add(Async.createTask(Async.coroutine("link", chain.getLast())));
            }
            Async.sleep(Duration.ZERO);
            chain.getLast().cancel("enough");
            assertThat(chain).allMatch(task -> task.cancelling() == 1);
            Async.wait(chain);
            assertThat(chain).allMatch(Promise::cancelled);
        });
    }

    @OnBothCarriers
    void endsTasksThatAwaitEachOther(CarrierKind carrier) throws Exception {
        quiet(carrier).run(() -> {
            Promise<Task<?>> second = Async.createPromise();
            Task<?> first = Async.createTask(() -> second.await().await());
            Task<?> other = Async.createTask(first::await);
            second.setResult(other);
            Task<?> outside = Async.createTask(first::await); // awaits one of the cycle, and is in none
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO);
            outside.cancel();
            Async.wait(List.of(first, other, outside));
            assertThat(List.of(first, other, outside)).allMatch(Promise::cancelled);
        });
    }

    @OnBothCarriers
    void endsAChildThatAwaitsItsCanceller(CarrierKind carrier) throws Exception {
        quiet(carrier).run(() -> {
            Task<?> main = Async.currentTask();
            Task<?> child = Async.createTask(main::await);
            Async.sleep(Duration.ZERO);
            child.cancel();
            Async.wait(List.of(child));
            assertThat(child.cancelled()).isTrue();
            assertThat(main.cancelling()).isZero();
        });
    }
}
