package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Passes of the loop, its callbacks, tasks and end, and errors of misuse. */
@Timeout(60)
final class EventLoopTest {
    /** A driver without I/O that counts polls. */
    private static final class CountingDriver implements IoDriver {
        int polls;

        @Override
        public void poll(long timeoutNanos) {
            polls++;
        }

        @Override
        public boolean idle() {
            return false;
        }

        @Override
        public void wakeup() {}

        @Override
        public void close() {}
    }

    @OnBothCarriers
    void onePassRunsOnlyWhatWasReadyWhenItBegan(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            EventLoop loop = EventLoop.current();
            var driver = new CountingDriver();
            loop.driver(CountingDriver.class, self -> driver);
            int begun = driver.polls;
            Consumer<String> log = name -> run.log(name + " in pass " + (driver.polls - begun));
            loop.callSoon(() -> {
                log.accept("first");
                loop.callSoon(() -> log.accept("added by first"));
                Async.createTask(() -> log.accept("task of first"));
            });
            loop.callSoon(() -> log.accept("second"));
            for (int i = 0; i < 3; i++) {
                Async.sleep(Duration.ZERO);
            }
        });
        assertThat(run.log())
                .containsExactly(
                        "first in pass 1", "second in pass 1", "added by first in pass 2", "task of first in pass 2");
    }

    @OnBothCarriers
    void timersRunInOrderOfTimeAndThenOfCreation(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            EventLoop loop = EventLoop.current();
            loop.callAt(loop.nanoTime() + seconds(2).toNanos(), () -> run.log("at two"));
            loop.callLater(seconds(1), () -> run.log("after one"));
            loop.callLater(seconds(2), () -> run.log("after two"));
            loop.callLater(seconds(1), () -> run.log("never")).cancel();
            loop.callLater(seconds(-1), () -> run.log("at once"));
            Async.sleep(seconds(3));
        });
        assertThat(run.log()).containsExactly("at once", "after one", "at two", "after two");
    }

    @OnBothCarriers
    void tasksWithoutReferencesGoOn(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Async.createTask(() -> {
                Async.sleep(seconds(1));
                run.log("ended");
            });
            Async.sleep(Duration.ZERO);
            System.gc();
            Async.sleep(seconds(2));
        });
        assertThat(run.log()).containsExactly("ended");
    }

    @OnBothCarriers
    void tasksAndCallbacksKeepTheOrderInWhichTheyCame(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Promise<String> promise = EventLoop.current().createPromise();
            List<Task<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                Task<String> task = Async.createTask("t" + i, promise);
                tasks.add(task);
                promise.addDoneCallback(done -> run.log("callback " + number));
            }
            assertThat(Async.allTasks().subList(1, 21)).containsExactlyElementsOf(tasks);
            WaitResult<String> result = Async.wait(tasks, ReturnWhen.ALL_COMPLETED, Duration.ZERO);
            assertThat(result.pending()).containsExactlyElementsOf(tasks);
            promise.setResult("x");
            assertThat(Async.wait(tasks).done()).containsExactlyElementsOf(tasks);
        });
        assertThat(run.log().getFirst()).isEqualTo("callback 0");
        assertThat(run.log().getLast()).isEqualTo("callback 19");
        assertThat(run.log()).hasSize(20);
    }

    @OnBothCarriers
    void removedCallbackIsNotCalled(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            Consumer<Promise<String>> unwanted = done -> run.log("unwanted");
            Promise<String> promise = EventLoop.current().createPromise();
            promise.addDoneCallback(unwanted);
            assertThat(promise.removeDoneCallback(unwanted)).isEqualTo(1);
            assertThat(promise.removeDoneCallback(unwanted)).isZero();
            promise.addDoneCallback(done -> run.log("wanted"));
            promise.addDoneCallback(unwanted);
            promise.addDoneCallback(unwanted);
            assertThat(promise.removeDoneCallback(unwanted)).isEqualTo(2);
            promise.setResult("x");
            Async.sleep(Duration.ZERO);
        });
        assertThat(run.log()).containsExactly("wanted");
    }

    @OnBothCarriers
    void endOfARunWaitsForWorkerThreadsWithinItsBound(CarrierKind carrier) throws Exception {
        var never = new CountDownLatch(1);
        var interrupted = new CompletableFuture<String>();
        var options = RunOptions.defaults().withCarrier(carrier).withCloseTimeout(Duration.ofMillis(1));
        Async.run(options, () -> {
            var running = new CountDownLatch(1);
            Async.createTask(() -> Async.toThread(() -> {
                running.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted.complete("interrupted");
                }
                return "";
            }));
            Async.sleep(Duration.ZERO);
            running.await();
        });
        assertThat(interrupted.join()).isEqualTo("interrupted");
    }

    @Test
    void callsOutsideALoopAreErrorsThatSaySo() {
        assertThatThrownBy(() -> Async.createTask(() -> "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no event loop runs here: call this inside Async.run");
        assertThatThrownBy(() -> Async.sleep(seconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Async.run");
        assertThatThrownBy(() -> Async.gather(() -> "x")).isInstanceOf(IllegalStateException.class);
    }

    @OnBothCarriers
    void awaitInACallbackIsAnError(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            Promise<@Nullable Throwable> told = EventLoop.current().createPromise();
            EventLoop.current().callSoon(() -> {
                try {
                    Async.sleep(seconds(1));
                    told.setResult(null);
                } catch (IllegalStateException e) {
                    told.setResult(e);
                }
            });
            assertThat(told.await()).hasMessageContaining("a callback cannot wait, let it create a task that does");
        });
    }
}
