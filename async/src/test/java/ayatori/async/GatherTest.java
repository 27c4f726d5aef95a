package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code gather}, its typed forms and its options. */
final class GatherTest {
    @OnBothCarriers
    void typedGatherKeepsEachType(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Gathered2<String, Integer> two = Async.gatherTyped(() -> after(2, "x"), () -> 2);
            assertThat(two.first() + two.second()).isEqualTo("x2");
            if (Async.gatherTyped(() -> 1, () -> after(2, "y"), Async.createTask(() -> 3.0))
                    instanceof Gathered3(Integer a, String b, Double c)) {
                assertThat(a + b + c).isEqualTo("1y3.0");
            }
            var four = Async.gatherTyped(() -> 1, () -> after(1, "y"), () -> 3.0, () -> 'd');
            assertThat(four).isEqualTo(new Gathered4<>(1, "y", 3.0, 'd'));
        });
        assertThat(run.elapsed()).isEqualTo(seconds(5));
    }

    @OnBothCarriers
    void typedGatherFailsFast(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        var boom = new IOException("boom");
        run.run(() -> assertThatThrownBy(() -> Async.gatherTyped(() -> after(3600, "x"), () -> {
                    Async.sleep(seconds(1));
                    throw boom;
                }))
                .isSameAs(boom));
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @OnBothCarriers
    void givesResultsInInputOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        List<String> results = run.call(() -> Async.gather(() -> after(2, "slow"), () -> after(1, "fast")));
        assertThat(results).containsExactly("slow", "fast");
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void nothingGivesAnEmptyList(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            assertThat(Async.gather()).isEmpty();
            assertThat(Async.<String>gather(List.of())).isEmpty();
        });
    }

    @OnBothCarriers
    void theSameAwaitableTwiceRunsOnce(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        Awaitable<String> once = () -> {
            run.log("ran");
            return after(1, "x");
        };
        assertThat(run.call(() -> Async.gather(once, once))).containsExactly("x", "x");
        assertThat(run.log()).containsExactly("ran");
    }

    @OnBothCarriers
    void firstFailureCancelsTheSiblingsAndCarriesLaterOnes(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        var first = new IOException("first");
        var later = new IllegalStateException("while cleaning up");
        run.run(() -> {
            assertThatThrownBy(() -> Async.gather(
                            () -> {
                                Async.sleep(seconds(1));
                                throw first;
                            },
                            () -> {
                                try {
                                    Async.sleep(seconds(3600));
                                } finally {
                                    Async.sleep(seconds(1));
                                    run.log("sibling ended");
                                    failWith(later);
                                }
                            }))
                    .isSameAs(first);
            run.log("thrown");
        });
        assertThat(first.getSuppressed()).containsExactly(later);
        assertThat(run.log()).containsExactly("sibling ended", "thrown");
        assertThat(run.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void leavingOthersThrowsAtOnceAndTheyRunOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<String> sibling = Async.createTask(() -> after(5, "done"));
            Awaitable<String> failing = () -> {
                Async.sleep(seconds(1));
                throw new IOException("boom");
            };
            assertThatThrownBy(() -> Async.gatherLeavingOthers(List.of(failing, sibling)))
                    .isInstanceOf(IOException.class);
            assertThat(run.elapsed()).isEqualTo(seconds(1));
            assertThat(sibling.await()).isEqualTo("done");
        });
    }

    @OnBothCarriers
    void mapRunsOneCoroutineForEachItem(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            List<String> results = Async.gatherMap(List.of(3, 1, 2), number -> after(number, "after " + number));
            assertThat(results).containsExactly("after 3", "after 1", "after 2");
            assertThat(run.elapsed()).isEqualTo(seconds(3));
        });
    }

    @OnBothCarriers
    void eachFailsFast(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            assertThatThrownBy(() -> Async.gatherEach(List.of(3, 1, 2), number -> {
                        run.log(after(number, "after " + number));
                        if (number == 2) {
                            throw new IOException("two");
                        }
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(run.log()).containsExactly("after 1", "after 2");
            assertThat(run.elapsed()).isEqualTo(seconds(2));
        });
    }

    @OnBothCarriers
    void outcomesHoldFailuresAndCancellations(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        new Simulated(carrier).run(() -> {
            Task<String> cancelled = Async.createTask(() -> after(10, "never"));
            cancelled.cancel();
            List<Outcome<String>> outcomes = Async.gatherOutcomes(List.<Awaitable<String>>of(
                    () -> after(1, "ok"),
                    () -> {
                        throw boom;
                    },
                    cancelled));
            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.Success<>("ok"), new Outcome.Failure<>(boom), new Outcome.Cancelled<>());
        });
    }

    @OnBothCarriers
    void cancellingTheGatherCancelsAllChildrenAndEndsWithThem(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> gather = Async.createTask(() -> Async.gather(
                    () -> {
                        try {
                            Async.sleep(seconds(100));
                        } finally {
                            Async.sleep(seconds(2));
                            run.log("child ended");
                        }
                    },
                    () -> Async.sleep(seconds(100))));
            Async.sleep(seconds(1));
            gather.cancel();
            assertThatThrownBy(gather::await).isInstanceOf(CancelledError.class);
        });
        assertThat(run.log()).containsExactly("child ended");
        assertThat(run.elapsed()).isEqualTo(seconds(3));
    }

    @OnBothCarriers
    void childCancelledFromOutsideIsSeenByTheAwaiterOnly(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Task<String> child = Async.createTask(() -> after(10, "never"));
            Task<String> awaiter = Async.createTask(() -> {
                try {
                    return String.join(",", Async.gather(child));
                } catch (CancelledError e) {
                    return "saw it";
                }
            });
            Async.sleep(seconds(1));
            child.cancel();
            assertThat(awaiter.await()).isEqualTo("saw it");
            assertThat(awaiter.cancelling()).isZero();
        });
    }

    private static String after(int seconds, String result) {
        Async.sleep(seconds(seconds));
        return result;
    }

    private static void failWith(RuntimeException e) {
        throw e;
    }
}
