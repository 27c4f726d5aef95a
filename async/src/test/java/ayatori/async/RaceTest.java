package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code race} and {@code staggeredRace}: what asyncio has only inside its connections. */
final class RaceTest {
    @OnBothCarriers
    void firstSuccessWinsAndTheLosersAreCancelledAndAwaited(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        List<ExceptionContext> heard = new ArrayList<>();
        var options = RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add);
        new Simulated(options).run(() -> {
            String winner = Async.race(
                    () -> failAfter(1, new IOException("early")),
                    () -> {
                        try {
                            return after(60, "slow");
                        } finally {
                            Async.sleep(seconds(1));
                            run.log("loser ended");
                        }
                    },
                    () -> after(2, "fast"));
            run.log(winner);
        });
        assertThat(run.log()).containsExactly("loser ended", "fast");
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void firstFailureInTimeIsThrownWithTheOthers(CarrierKind carrier) throws Exception {
        var late = new IOException("late");
        var early = new IOException("early");
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.race(() -> failAfter(2, late), () -> failAfter(1, early)))
                        .isSameAs(early));
        assertThat(early.getSuppressed()).containsExactly(late);
    }

    @OnBothCarriers
    void cancellingTheRaceCancelsAllRunnersAndEndsWithThem(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> race = Async.createTask(() -> Async.race(() -> {
                try {
                    return after(60, "never");
                } finally {
                    Async.sleep(seconds(1));
                    run.log("runner ended");
                }
            }));
            Async.sleep(seconds(1));
            race.cancel();
            assertThatThrownBy(race::await).isInstanceOf(CancelledError.class);
        });
        assertThat(run.log()).containsExactly("runner ended");
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void runnersCancelledFromOutsideLose(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> cancelled = Async.createTask(() -> after(60, "never"));
            cancelled.cancel();
            assertThat(Async.<String>race(cancelled, () -> after(1, "x"))).isEqualTo("x");
            assertThatThrownBy(() -> Async.race(cancelled)).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void nothingToRaceIsAnError(CarrierKind carrier) throws Exception {
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.race(List.<Awaitable<String>>of()))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @OnBothCarriers
    void staggeredRaceGivesEachItsHeadStart(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            String winner = Async.staggeredRace(
                    List.<Awaitable<String>>of(
                            () -> logged(run, "a", 60), () -> logged(run, "b", 2), () -> logged(run, "c", 60)),
                    seconds(1));
            assertThat(winner).isEqualTo("b");
        });
        assertThat(run.log()).containsExactly("a@0", "b@1", "c@2");
        assertThat(run.elapsed()).isEqualTo(seconds(3));
    }

    @OnBothCarriers
    void staggeredRaceStartsTheNextAtOnceWhenOneFailsAndNoMoreAfterASuccess(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            @Nullable String winner = Async.staggeredRace(
                    List.<Awaitable<String>>of(
                            () -> failAfter(1, new IOException("refused")),
                            () -> logged(run, "b", 3),
                            () -> logged(run, "c", 1)),
                    seconds(10));
            assertThat(winner).isEqualTo("b");
        });
        assertThat(run.log()).containsExactly("b@1");
        assertThat(run.elapsed()).isEqualTo(seconds(4));
    }

    private static String logged(Simulated run, String name, int seconds) {
        run.log(name + "@" + run.elapsed().toSeconds());
        return after(seconds, name);
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
