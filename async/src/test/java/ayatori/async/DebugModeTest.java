package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DebugModeTest {
    private final List<ExceptionContext> reports = new ArrayList<>();

    private Simulated debugging(CarrierKind carrier) {
        return new Simulated(
                RunOptions.defaults().withCarrier(carrier).withDebug(true).withExceptionHandler(reports::add));
    }

    @OnBothCarriers
    void reportsCoroutinesThatAreNeverAwaited(CarrierKind carrier) throws Exception {
        debugging(carrier).run(() -> {
            Coroutine<String> kept = Async.coroutine("forgotten", () -> "");
            Async.coroutine("awaited", () -> "").await();
            Async.createTask(Async.coroutine("task", () -> "")).await();
            Task<String> cancelled = Async.createTask(Async.coroutine("cancelled before it ran", () -> ""));
            cancelled.cancel();
            Async.wait(List.of(cancelled));
            assertThat(kept.name()).isEqualTo("forgotten");
            assertThat(reports).isEmpty(); // it might still be awaited
        });
        assertThat(reports)
                .extracting(ExceptionContext::message)
                .singleElement()
                .asString()
                .startsWith("the coroutine forgotten was never awaited; it was created\n\tat ayatori.async.")
                .contains("reportsCoroutinesThatAreNeverAwaited");
    }

    @OnBothCarriers
    void reportsACoroutineAsSoonAsNobodyCanAwaitIt(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withDebug(true).withExceptionHandler(reports::add), () -> {
            createAndForget();
            while (reports.isEmpty()) {
                System.gc();
                Async.sleep(Duration.ofMillis(1));
            }
        });
        assertThat(reports)
                .singleElement()
                .satisfies(
                        report -> assertThat(report.message()).startsWith("the coroutine forgotten was never awaited"));
    }

    private static void createAndForget() {
        Async.coroutine("forgotten", () -> "");
    }

    @OnBothCarriers
    void reportsNothingWithoutDebugMode(CarrierKind carrier) throws Exception {
        new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(reports::add)).run(() -> {
            Async.coroutine("forgotten", () -> "");
            assertThat(Async.taskTree().roots().getFirst().created()).isEmpty();
        });
        assertThat(reports).isEmpty();
    }

    @OnBothCarriers
    void refusesCallsFromAWrongThread(CarrierKind carrier) throws Exception {
        debugging(carrier).run(() -> {
            EventLoop loop = EventLoop.current();
            Promise<String> promise = Async.createPromise();
            Task<@Nullable Void> task = Async.createTask(() -> Async.sleep(seconds(1)));
            var event = new Event();
            Task<@Nullable Void> waiter = Async.createTask(() -> event.await());
            Async.sleep(Duration.ZERO);
            for (Runnable wrong : List.<Runnable>of(
                    () -> loop.callSoon(() -> {}),
                    () -> loop.callLater(seconds(1), () -> {}),
                    () -> promise.setResult(""),
                    () -> promise.setException(new IllegalStateException()),
                    () -> promise.cancel(),
                    () -> promise.addDoneCallback(done -> {}),
                    () -> task.cancel(),
                    event::set)) {
                assertThatThrownBy(() -> Async.toThread(() -> {
                            wrong.run();
                            return "";
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("other threads use EventLoop.callSoonThreadsafe");
            }
            assertThat(promise.done()).isFalse();
            assertThat(task.cancelling()).isZero();
            waiter.cancel();
        });
    }

    @OnBothCarriers
    void keepsWhereATaskWasCreated(CarrierKind carrier) throws Exception {
        debugging(carrier).run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> Async.sleep(seconds(1)));
            TaskTree.Node node = Async.taskTree().roots().getLast();
            assertThat(node.created().getFirst().getMethodName()).isEqualTo("createTask");
            assertThat(node.created()).anyMatch(frame -> frame.getMethodName().contains("keepsWhereATaskWasCreated"));
            assertThat(Async.taskTree().toString()).contains("created\n");
            task.cancel();
        });
    }

    private static final class HandClock implements Clock {
        volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    @OnBothCarriers
    void reportsASlowStepWhileItRunsAndWhenItHasEnded(CarrierKind carrier) throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        var clock = new HandClock();
        var slow = new SlowSteps("l", Duration.ofMillis(100), clock, lines::add);
        new Simulated(RunOptions.defaults().withCarrier(carrier).withInstrument(slow)).run(() -> {
            slow.check();
            clock.nanos = Duration.ofMillis(101).toNanos();
            var checked = Thread.ofPlatform().start(slow::check);
            while (checked.isAlive()) {
                Thread.onSpinWait(); // a join would end the step on the loop carrier
            }
            slow.check(); // once is enough
            clock.nanos = Duration.ofMillis(250).toNanos();
            Async.sleep(Duration.ZERO);
            clock.nanos = Duration.ofMillis(350).toNanos(); // just within the bound
            Async.sleep(Duration.ZERO);
        });
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .startsWith("on loop l task main has kept control for 101 ms")
                .contains("reportsASlowStepWhileItRunsAndWhenItHasEnded");
        assertThat(lines.getLast()).isEqualTo("on loop l task main kept control for 250 ms");
    }

    @OnBothCarriers
    void logsSlowStepsAndCallbacks(CarrierKind carrier) throws Exception {
        var logged = new AtomicReference<>("");
        var log = java.util.logging.Logger.getLogger("ayatori.async");
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord line) {
                logged.accumulateAndGet(line.getMessage(), String::concat);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            var options =
                    RunOptions.defaults().withCarrier(carrier).withDebug(true).withSlowStep(Duration.ofMillis(5));
            Async.run(options, () -> {
                while (!logged.get().contains("task main has kept control")) {
                    Thread.onSpinWait();
                }
                Promise<String> seen = Async.createPromise();
                EventLoop.current().callSoon(() -> {
                    while (!logged.get().contains("callback ")) {
                        Thread.onSpinWait();
                    }
                    seen.setResult("");
                });
                seen.await();
            });
        } finally {
            log.removeHandler(handler);
        }
    }
}
