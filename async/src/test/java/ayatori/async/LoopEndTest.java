package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A loop that ends or dies leaves no future pending. */
@Timeout(60)
final class LoopEndTest {
    @OnBothCarriers
    void coroutineSubmittedInTheLastPassesIsSettled(CarrierKind carrier) throws Exception {
        for (int passes = 0; passes < 6; passes++) {
            int last = passes;
            List<CompletableFuture<String>> futures = new ArrayList<>();
            var run = new Simulated(carrier);
            run.run(() -> {
                EventLoop loop = EventLoop.current();
                Runnable submit = () -> futures.add(loop.runCoroutineThreadsafe(() -> {
                    for (int i = 0; i < last; i++) {
                        Async.sleep(seconds(0));
                    }
                    return "x";
                }));
                submit.run();
                loop.callSoon(() -> loop.callSoon(submit));
                Async.currentTask().addDoneCallback(done -> submit.run());
            });
            assertThat(futures).hasSizeGreaterThan(1).allMatch(CompletableFuture::isDone);
        }
    }

    @OnBothCarriers
    void callHandedOverInTheLastPassIsMade(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            EventLoop loop = EventLoop.current();
            Async.currentTask().addDoneCallback(done -> {
                loop.callSoonThreadsafe(() -> run.log("called"));
                loop.callSoon(() -> run.log("ready"));
            });
        });
        assertThat(run.log()).containsExactlyInAnyOrder("called", "ready");
    }

    /** Calls from another thread, at every stage of the end of the loop. */
    @OnBothCarriers
    void futuresOfOtherThreadsAreAllSettled(CarrierKind carrier) throws Exception {
        for (int round = 0; round < 50; round++) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            var known = new CompletableFuture<EventLoop>();
            Thread submitting = Thread.ofPlatform().start(() -> {
                EventLoop loop = known.join();
                while (futures.size() < 2000) {
                    CompletableFuture<String> future = loop.runCoroutineThreadsafe(() -> "x");
                    futures.add(future);
                    if (future.isCompletedExceptionally() && future.exceptionNow() instanceof IllegalStateException) {
                        return; // refused: the loop has ended
                    }
                }
            });
            Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
                known.complete(EventLoop.current());
                Async.sleep(seconds(0));
            });
            submitting.join();
            for (CompletableFuture<String> future : futures) {
                assertThat(future.handle((result, exception) -> "settled").get(10, TimeUnit.SECONDS))
                        .isEqualTo("settled");
            }
        }
    }

    @OnBothCarriers
    void futureOfAPromiseThatIsNeverCompletedFails(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        CompletableFuture<String> future =
                run.call(() -> Async.<String>createPromise().toCompletableFuture());
        assertThat(future.exceptionNow())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @OnBothCarriers
    void loopOfAGroupThatTheJvmKilledRefusesCallsAndSaysWhy(CarrierKind carrier) throws Exception {
        var killer = new OutOfMemoryError("on purpose");
        LoopGroup group = LoopGroup.start(2, RunOptions.defaults().withCarrier(carrier));
        EventLoop dying = group.loop(0);
        CompletableFuture<@Nullable Void> waiting = dying.runCoroutineThreadsafe(() -> Async.sleep(seconds(3600)));
        var underWay = new CountDownLatch(1);
        dying.callSoonThreadsafe(() -> dying.callSoon(underWay::countDown));
        underWay.await();
        dying.callSoonThreadsafe(() -> {
            throw killer;
        });
        dying.thread().join();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasCause(killer);
        CompletableFuture<String> late = dying.runCoroutineThreadsafe(() -> "answer");
        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS)).cause().hasCause(killer);
        assertThatThrownBy(() -> dying.callSoonThreadsafe(() -> {})).hasCause(killer);
        assertThat(group.loop(1).runCoroutineThreadsafe(() -> "alive").get(10, TimeUnit.SECONDS))
                .isEqualTo("alive");
        assertThatThrownBy(group::close).isSameAs(killer);
        assertThat(group.loop(1).thread().join(java.time.Duration.ofSeconds(10)))
                .isTrue();
    }

    @OnBothCarriers
    void runnerThatTheJvmKilledRefusesCalls(CarrierKind carrier) throws Exception {
        var killer = new OutOfMemoryError("on purpose");
        try (Runner runner = new Runner(RunOptions.defaults().withCarrier(carrier))) {
            assertThatThrownBy(() -> runner.run(() -> {
                        EventLoop.current().callSoon(() -> {
                            throw killer;
                        });
                        Async.sleep(seconds(3600));
                    }))
                    .isSameAs(killer);
            assertThatThrownBy(() ->
                            runner.loop().runCoroutineThreadsafe(() -> "x").get(10, TimeUnit.SECONDS))
                    .cause()
                    .hasCause(killer);
            assertThatThrownBy(() -> runner.run(() -> "x")).hasCause(killer);
        }
    }

    @OnBothCarriers
    void groupIsNotClosedInsideOneOfItsLoops(CarrierKind carrier) throws Exception {
        try (LoopGroup group = LoopGroup.start(1, RunOptions.defaults().withCarrier(carrier))) {
            assertThatThrownBy(() ->
                            group.loop(0).runCoroutineThreadsafe(group::close).get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside one of its loops");
        }
    }
}
