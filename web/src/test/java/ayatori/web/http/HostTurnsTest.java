package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.EventLoop;
import ayatori.async.Promise;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.async.testing.AsyncTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The turns of large bodies: which host may have them, and for how long a task waits. */
final class HostTurnsTest {
    private final HostTurns turns = new HostTurns(8);
    private final List<HostTurns.Turn> held = new ArrayList<>();

    private HostTurns.Turn acquire(String host) throws IOException {
        HostTurns.Turn turn = turns.acquire(host, () -> 0, Duration.ZERO, () -> {});
        held.add(turn);
        return turn;
    }

    private void acquire(String host, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            acquire(host);
        }
    }

    private HostTurns.Turn slow(String host) throws IOException {
        long[] waited = {0};
        HostTurns.Turn turn = turns.acquire(host, () -> waited[0], Duration.ZERO, () -> {});
        waited[0] = HostTurns.SLOW.toNanos();
        return turn;
    }

    @AsyncTest
    void oneHostHoldsAQuarterOfThemAndOne() throws Exception {
        acquire("greedy", 3);
        Task<?> fourth = Async.createTask(() -> acquire("greedy"));
        acquire("a", 1);
        acquire("b", 1);
        Async.sleep(Duration.ofSeconds(1));
        assertThat(fourth.done()).isFalse();
        List.copyOf(held).forEach(HostTurns.Turn::close);
        fourth.await();
    }

    @AsyncTest
    void aHostThatWaitsForItsShareHoldsUpNoOther() throws Exception {
        acquire("greedy", 3);
        List<Task<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(Async.createTask(() -> acquire("greedy")));
        }
        Async.sleep(Duration.ZERO);
        acquire("a", 1);
        acquire("b", 1);
        for (Task<?> task : waiting) {
            task.cancel();
        }
        Async.wait(waiting);
    }

    @AsyncTest
    void slowHostsNeverHoldMoreThanHalf() throws Exception {
        for (int i = 0; i < 8; i++) {
            slow("slow" + i).close();
        }
        List<HostTurns.Turn> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(slow("slow" + i));
        }
        Task<HostTurns.Turn> fifth = Async.createTask(() -> slow("slow5"));
        acquire("fast", 1);
        Async.sleep(Duration.ofSeconds(1));
        assertThat(fifth.done()).isFalse();
        slow.getFirst().close();
        fifth.await().close();
    }

    /** A task that holds a turn until it is given up, or for a time of which the whole is the server's. */
    private Task<Boolean> drip(String host, HostTurns from, Duration time) {
        EventLoop loop = EventLoop.current();
        return Async.createTask(() -> {
            Promise<Boolean> end = loop.createPromise();
            long[] start = {Long.MAX_VALUE};
            LongSupplier serverNanos = () -> Math.max(0, loop.nanoTime() - start[0]);
            try (var _ = from.acquire(host, serverNanos, Duration.ZERO, () -> end.setResult(false))) {
                start[0] = loop.nanoTime();
                loop.callLater(time, () -> {
                    if (!end.done()) {
                        end.setResult(true);
                    }
                });
                return end.await();
            }
        });
    }

    @AsyncTest
    void aHostThatTurnsOutToBeSlowLosesItsTurnToAnother(VirtualClock clock) throws Exception {
        List<Task<Boolean>> drippers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            drippers.add(drip("dripper" + i, turns, Duration.ofSeconds(30)));
        }
        Async.sleep(Duration.ZERO);
        acquire("fast").close();
        assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(3));
        assertThat(drippers.getFirst().await()).isFalse();
        for (Task<Boolean> dripper : drippers.subList(1, 8)) {
            assertThat(dripper.await()).as("nobody else waits").isTrue();
        }
    }

    @AsyncTest
    void slowHostsKeepHalfOfTheTurns(VirtualClock clock) throws Exception {
        List<Task<Boolean>> drippers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            drippers.add(drip("dripper" + i, turns, Duration.ofSeconds(30)));
        }
        Async.sleep(Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            acquire("held" + i);
        }
        acquire("fast").close();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
        for (Task<Boolean> dripper : drippers) {
            assertThat(dripper.await()).isTrue();
        }
    }

    @AsyncTest(seeds = 20)
    void tenDrippersNeitherStarveOthersNorGoEmpty(VirtualClock clock) throws Exception {
        var few = new HostTurns(4);
        List<Task<?>> drippers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String host = "dripper" + i;
            drippers.add(Async.createTask(() -> {
                int tries = 1;
                while (!drip(host, few, Duration.ofSeconds(30)).await()) {
                    tries++;
                }
                assertThat(tries).isLessThanOrEqualTo(2);
                return host;
            }));
        }
        Async.sleep(Duration.ofSeconds(1));
        for (int i = 0; i < 50; i++) {
            few.acquire("good" + i % 3, () -> 0, Duration.ZERO, () -> {}).close();
        }
        assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(12));
        for (Task<?> dripper : drippers) {
            dripper.await();
        }
    }

    @AsyncTest
    void aHostThatHasBecomeFastIsNoLongerSlow() throws Exception {
        for (int i = 0; i < 5; i++) {
            slow("host" + i).close();
        }
        acquire("host4").close();
        for (int i = 0; i < 5; i++) {
            acquire("host" + i);
        }
        assertThat(turns).hasToString("5 of 8 turns are held, 0 tasks wait");
    }

    @AsyncTest
    void aWaitHasALimit(VirtualClock clock) throws Exception {
        acquire("greedy", 3);
        assertThatThrownBy(() -> turns.acquire("greedy", () -> 0, Duration.ofSeconds(30), () -> {}))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.LOCAL_SHORTAGE));
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(turns).hasToString("3 of 8 turns are held, 0 tasks wait");
    }

    @AsyncTest
    void aTurnThatComesTogetherWithACancellationIsGivenBack() throws Exception {
        acquire("a", 3);
        Task<HostTurns.Turn> task = Async.createTask(() -> turns.acquire("a", () -> 0, Duration.ZERO, () -> {}));
        Async.sleep(Duration.ZERO);
        held.getFirst().close();
        task.cancel();
        assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
        assertThat(turns).hasToString("2 of 8 turns are held, 0 tasks wait");
    }

    @AsyncTest(seeds = 200)
    void allAreServedInTheEnd() throws Exception {
        var few = new HostTurns(3);
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String host = "host" + i % 4;
            tasks.add(Async.createTask(() -> {
                try (var _ = few.acquire(host, () -> 0, Duration.ZERO, () -> {})) {
                    Async.sleep(Duration.ofMillis(10));
                }
                return host;
            }));
        }
        for (Task<?> task : tasks) {
            task.await();
        }
        assertThat(few).hasToString("0 of 3 turns are held, 0 tasks wait");
    }
}
