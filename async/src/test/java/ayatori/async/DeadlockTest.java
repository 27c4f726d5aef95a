package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DeadlockTest {
    private final List<ExceptionContext> reports = new ArrayList<>();

    /** Uses the real clock, where a deadlock that is not found hangs. */
    private void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(reports::add), main);
    }

    private DeadlockException deadlock(CarrierKind carrier, Action main) {
        return catchThrowableOfType(DeadlockException.class, () -> run(carrier, main));
    }

    @OnBothCarriers
    void namesAPromiseThatNobodyCanComplete(CarrierKind carrier) {
        DeadlockException e = deadlock(carrier, () -> Async.createPromise().await());
        assertThat(e.causes()).containsExactly("main waits for a promise, which nobody is left to end");
        assertThat(e)
                .hasMessageContaining("deadlock on loop")
                .hasMessageContaining("namesAPromiseThatNobodyCanComplete");
    }

    @OnBothCarriers
    void namesTheCycleOfLocks(CarrierKind carrier) {
        DeadlockException e = deadlock(carrier, () -> {
            var first = new Lock();
            var second = new Lock();
            Async.gather(inOrder("a", first, second), inOrder("b", second, first));
        });
        assertThat(e.causes()).singleElement().asString().startsWith("a cycle: a waits for lock (held by task b");
        assertThat(e.causes().getFirst()).contains(", b waits for lock (held by task a");
        assertThat(e.tree().toString()).contains("main: waits for 2 of 2 promises");
        assertThat(reports)
                .extracting(ExceptionContext::message)
                .singleElement()
                .asString()
                .startsWith("tasks wait for each other");
    }

    private static Coroutine<String> inOrder(String name, Lock first, Lock second) {
        return Async.coroutine(name, () -> {
            try (var _ = first.acquire()) {
                Async.sleep(Duration.ZERO);
                try (var _ = second.acquire()) {
                    return "both";
                }
            }
        });
    }

    @OnBothCarriers
    void namesACycleThroughAGather(CarrierKind carrier) {
        DeadlockException e = deadlock(carrier, () -> {
            Task<?> main = Async.currentTask();
            Async.gather(Async.coroutine("child", () -> main.await()));
        });
        assertThat(e.causes()).containsExactly("a cycle: main waits for 1 of 1 promise, child waits for task main");
    }

    @OnBothCarriers
    void endsAllTasks(CarrierKind carrier) {
        var ended = new ArrayList<String>();
        DeadlockException e = deadlock(carrier, () -> {
            Async.createTask(() -> {
                try {
                    new Event().await();
                } finally {
                    ended.add("other");
                }
            });
            try {
                new Event().await();
            } finally {
                ended.add("main");
            }
        });
        assertThat(e.causes()).hasSize(2);
        assertThat(ended).containsExactlyInAnyOrder("main", "other");
    }

    @OnBothCarriers
    void isFoundInVirtualTimeToo(CarrierKind carrier) {
        DeadlockException e = catchThrowableOfType(
                DeadlockException.class,
                () -> new Simulated(carrier).run(() -> {
                    EventLoop.current(); // in virtual time only threads that owe a result count
                    Queue.unbounded().get();
                }));
        assertThat(e.causes()).singleElement().asString().startsWith("main waits for queue");
    }

    @OnBothCarriers
    void reportsACycleWhileOthersRun(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var first = new Lock();
            var second = new Lock();
            Task<String> a = Async.createTask(inOrder("a", first, second));
            Task<String> b = Async.createTask(inOrder("b", second, first));
            for (int i = 0; i < 5; i++) {
                Async.sleep(Duration.ZERO);
            }
            assertThat(reports)
                    .extracting(ExceptionContext::message)
                    .singleElement()
                    .asString()
                    .contains("b waits for lock (held by task a");
            a.cancel();
            assertThat(b.await()).isEqualTo("both");
        });
    }

    // ---- no false alarms

    @OnBothCarriers
    void waitsForThreadsThatHoldTheLoop(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            EventLoop loop = EventLoop.current();
            Promise<String> promise = Async.createPromise();
            Thread.ofPlatform().start(() -> {
                waitUntilWaiting(loop);
                loop.callSoonThreadsafe(() -> promise.setResult("from afar"));
            });
            assertThat(promise.await()).isEqualTo("from afar");
        });
    }

    /** Waits until the loop has nothing else to do. */
    private static void waitUntilWaiting(EventLoop loop) {
        while (!loop.metrics().waiting()) {
            Thread.onSpinWait();
        }
    }

    @OnBothCarriers
    void waitsForResultsOfOtherThreads(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            EventLoop loop = EventLoop.here();
            assertThat(Async.toThread(() -> {
                        waitUntilWaiting(loop);
                        return 1;
                    }))
                    .isEqualTo(1);
            assertThat(Async.blocking(() -> {
                        waitUntilWaiting(loop);
                        return 2;
                    }))
                    .isEqualTo(2);
            var stage = new CompletableFuture<Integer>();
            Promise<Integer> promise = Async.promise(stage);
            Thread.ofPlatform().start(() -> {
                waitUntilWaiting(loop);
                stage.complete(3);
            });
            assertThat(promise.await()).isEqualTo(3);
        });
    }

    @OnBothCarriers
    void waitsForTasksThatSleepForever(CarrierKind carrier) throws Exception {
        var sleeping = new CompletableFuture<EventLoop>();
        var outcome = new CompletableFuture<Throwable>();
        Thread caller = Thread.ofPlatform()
                .start(() -> outcome.complete(catchThrowableOfType(
                        CancelledError.class,
                        () -> run(carrier, () -> {
                            sleeping.complete(EventLoop.here());
                            Async.sleepForever();
                        }))));
        waitUntilWaiting(sleeping.get());
        caller.interrupt();
        assertThat(outcome.get()).isInstanceOf(CancelledError.class);
    }

    @OnBothCarriers
    void waitsForWhatIsSubmittedToAGroup(CarrierKind carrier) {
        for (Clock clock : List.of(Clock.system(), new VirtualClock())) {
            try (LoopGroup group = LoopGroup.start(
                    1, RunOptions.defaults().withCarrier(carrier).withClock(clock))) {
                EventLoop loop = group.loop(0);
                var event = new CompletableFuture<Event>();
                CompletableFuture<@Nullable Void> waiter = loop.runCoroutineThreadsafe(() -> {
                    var waited = new Event();
                    event.complete(waited);
                    waited.await();
                    return null;
                });
                event.join();
                waitUntilWaiting(loop);
                loop.callSoonThreadsafe(event.join()::set);
                waiter.join();
            }
        }
    }

    /** On the loop carrier a task in a foreign blocking call continues by itself. */
    @Test
    @SuppressWarnings("LockNotBeforeTry") // nothing can fail between lock and unlock
    void waitsForTasksThatBlockInForeignCode() throws Exception {
        var lock = new ReentrantLock();
        var held = new CountDownLatch(1);
        var loop = new CompletableFuture<EventLoop>();
        Thread holder = Thread.ofPlatform().start(() -> {
            lock.lock();
            held.countDown();
            waitUntilWaiting(loop.join());
            lock.unlock();
        });
        held.await();
        run(CarrierKind.LOOP, () -> {
            loop.complete(EventLoop.here());
            lock.lock();
            lock.unlock();
        });
        holder.join();
    }

    /** A virtual thread that a task starts runs on the loop carrier's loop too, and may continue at any time. */
    @Test
    void waitsForThreadsThatATaskStarts() throws Exception {
        run(CarrierKind.LOOP, () -> {
            Promise<String> promise = Async.createPromise();
            EventLoop loop = EventLoop.here();
            var go = new CountDownLatch(1);
            Thread.startVirtualThread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                promise.setResult("from a thread of its own");
            });
            Async.sleep(Duration.ZERO);
            Thread.ofPlatform().start(() -> {
                waitUntilWaiting(loop);
                go.countDown();
            });
            assertThat(promise.await()).isEqualTo("from a thread of its own");
        });
    }

    @OnBothCarriers
    void timeLimitIsNoDeadlock(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            try {
                Async.waitFor(
                        () -> {
                            new Event().await();
                            return "";
                        },
                        seconds(5));
            } catch (java.util.concurrent.TimeoutException e) {
                run.log("timed out");
            }
        });
        assertThat(run.log()).containsExactly("timed out");
    }
}
