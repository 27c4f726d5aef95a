package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;

/** {@code Runner}: several programs on one loop, and its end. */
@Timeout(60)
final class RunnerTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<ExceptionContext> heard = new ArrayList<>();

    private Runner runner(CarrierKind carrier) {
        return new Runner(
                RunOptions.defaults().withCarrier(carrier).withClock(clock).withExceptionHandler(heard::add));
    }

    @OnBothCarriers
    void endsAtOnceWhenTheJvmFailsUnderTheLoop(CarrierKind carrier) {
        var simulated = new Simulated(carrier);
        EventLoop[] loop = new EventLoop[1];
        assertThatThrownBy(() -> simulated.run(() -> {
                    loop[0] = EventLoop.current();
                    Async.createTask(Async::sleepForever);
                    loop[0].callSoon(() -> {
                        throw new OutOfMemoryError("made up");
                    });
                    Async.sleepForever();
                }))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("made up");
        assertThatThrownBy(() -> loop[0].callSoonThreadsafe(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @OnBothCarriers
    void runsSeveralProgramsOnOneLoop(CarrierKind carrier) throws Exception {
        try (Runner runner = runner(carrier)) {
            EventLoop first = runner.run(EventLoop::current);
            assertThat(runner.run(EventLoop::current)).isSameAs(first).isSameAs(runner.loop());
        }
    }

    @OnBothCarriers
    void leftoversGoOnWithTheNextProgramAndAreCancelledAtTheEnd(CarrierKind carrier) throws Exception {
        List<String> log = new ArrayList<>();
        try (Runner runner = runner(carrier)) {
            runner.run(() -> {
                Async.createTask(() -> {
                    try {
                        Async.sleep(seconds(1));
                        log.add("went on");
                        Async.sleep(seconds(3600));
                    } finally {
                        log.add("ended");
                    }
                });
                Async.sleep(java.time.Duration.ZERO);
            });
            runner.run(() -> Async.sleep(seconds(2)));
            assertThat(log).containsExactly("went on");
        }
        assertThat(log).containsExactly("went on", "ended");
        assertThat(clock.elapsed()).isEqualTo(seconds(2));
    }

    @OnBothCarriers
    void failuresOfLeftoversAreReported(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        try (Runner runner = runner(carrier)) {
            runner.run(() -> {
                Async.createTask(() -> {
                    try {
                        Async.sleep(seconds(3600));
                    } finally {
                        failWith(boom);
                    }
                });
                Async.sleep(seconds(1));
            });
        }
        assertThat(heard).extracting(ExceptionContext::exception).contains(boom);
        assertThat(heard).extracting(ExceptionContext::promise).doesNotContainNull();
    }

    @OnBothCarriers
    void programThatFailsLeavesTheRunnerUsable(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        try (Runner runner = runner(carrier)) {
            assertThatThrownBy(() -> runner.run(() -> {
                        throw boom;
                    }))
                    .isSameAs(boom);
            assertThat(runner.run(() -> "fine")).isEqualTo("fine");
        }
    }

    @OnBothCarriers
    void closedRunnerRunsNothingAndClosesTwice(CarrierKind carrier) throws Exception {
        Runner runner = runner(carrier);
        runner.close();
        runner.close();
        assertThatThrownBy(() -> runner.run(() -> "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @OnBothCarriers
    void runsAndClosesOnlyOutsideALoop(CarrierKind carrier) throws Exception {
        try (Runner outer = runner(carrier);
                Runner inner = runner(carrier)) {
            outer.run(() -> {
                assertThatThrownBy(() -> inner.run(() -> "nested"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside a running loop");
                assertThatThrownBy(inner::close).isInstanceOf(IllegalStateException.class);
            });
        }
    }

    @OnBothCarriers
    void interruptOfTheCallerCancelsTheMainTaskOnly(CarrierKind carrier) throws Exception {
        List<String> log = new ArrayList<>();
        var running = new CountDownLatch(1);
        try (Runner runner = new Runner(RunOptions.defaults().withCarrier(carrier))) {
            Thread caller = Thread.currentThread();
            Thread.ofVirtual().start(() -> {
                awaitLatch(running);
                caller.interrupt();
            });
            assertThatThrownBy(() -> runner.run(() -> {
                        Async.createTask(() -> {
                            try {
                                Async.sleep(seconds(3600));
                            } finally {
                                log.add("leftover ended");
                            }
                        });
                        running.countDown();
                        Async.sleep(seconds(3600));
                    }))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log).isEmpty();
        }
        assertThat(log).containsExactly("leftover ended");
    }

    @OnBothCarriers
    void failuresOfCallbacksAndOfTheHandlerAreReported(CarrierKind carrier) throws Exception {
        var boom = new IllegalStateException("boom");
        RunOptions options = RunOptions.defaults().withCarrier(carrier).withExceptionHandler(context -> {
            heard.add(context);
            throw new IllegalArgumentException("the handler itself, on purpose");
        });
        Async.run(options, () -> {
            EventLoop.current().callSoon(() -> {
                throw boom;
            });
            Async.sleep(java.time.Duration.ZERO);
            Async.sleep(java.time.Duration.ZERO);
        });
        assertThat(heard).extracting(ExceptionContext::exception).containsExactly(boom);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void failWith(Exception e) throws Exception {
        throw e;
    }
}
