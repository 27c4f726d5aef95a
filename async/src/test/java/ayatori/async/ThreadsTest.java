package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ThreadsTest {
    @OnBothCarriers
    void toThreadRunsBesideTheLoop(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var latch = new CountDownLatch(1);
            Task<String> task = Async.createTask(() -> Async.toThread(() -> {
                latch.await();
                return Thread.currentThread().getName();
            }));
            Async.sleep(java.time.Duration.ZERO);
            latch.countDown();
            assertThat(task.await()).contains("compute");
            assertThat(run.elapsed()).isZero(); // virtual time does not pass during real work
        });
    }

    @OnBothCarriers
    void toThreadThrowsTheSameException(CarrierKind carrier) throws Exception {
        var boom = new IOException("boom");
        new Simulated(carrier)
                .run(() -> assertThatThrownBy(() -> Async.toThread(() -> {
                            throw boom;
                        }))
                        .isSameAs(boom));
    }

    @OnBothCarriers
    void blockingGivesTheLoopUpMeanwhile(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var latch = new CountDownLatch(1);
            Task<String> blocked = Async.createTask(() -> Async.blocking(() -> {
                latch.await();
                return "unblocked";
            }));
            Async.sleep(java.time.Duration.ZERO);
            Async.sleep(java.time.Duration.ZERO);
            run.log("loop runs");
            latch.countDown();
            assertThat(blocked.await()).isEqualTo("unblocked");
        });
        assertThat(run.log()).containsExactly("loop runs");
    }

    @OnBothCarriers
    void blockingDeliversACancellationWhenTheCallHasEnded(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var latch = new CountDownLatch(1);
            Task<String> blocked = Async.createTask(() -> Async.blocking(() -> {
                latch.await();
                return "unblocked";
            }));
            Async.sleep(java.time.Duration.ZERO);
            blocked.cancel();
            assertThat(blocked.done()).isFalse();
            latch.countDown();
            assertThatThrownBy(blocked::await).isInstanceOf(CancelledError.class);
        });
    }

    @OnBothCarriers
    void otherThreadsCallTheLoop(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            EventLoop loop = EventLoop.current();
            Promise<String> promise = loop.createPromise();
            Thread.ofPlatform().start(() -> loop.callSoonThreadsafe(() -> promise.setResult("from afar")));
            assertThat(promise.await()).isEqualTo("from afar");
        });
    }

    @OnBothCarriers
    void stagesOfOtherThreadsBecomePromises(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            assertThat(Async.promise(CompletableFuture.supplyAsync(() -> 42)).await())
                    .isEqualTo(42);
            var boom = new IOException("boom");
            Promise<String> failing = Async.promise(CompletableFuture.failedFuture(boom));
            assertThatThrownBy(failing::await).isSameAs(boom);
        });
    }

    @OnBothCarriers
    void loopGroupKeepsAKeyOnItsLoop(CarrierKind carrier) {
        try (LoopGroup group = LoopGroup.start(3, RunOptions.defaults().withCarrier(carrier))) {
            Set<EventLoop> used = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                String key = "host" + i;
                EventLoop loop = group.forKey(key);
                assertThat(group.forKey(key)).isSameAs(loop);
                assertThat(loop.runCoroutineThreadsafe(EventLoop::current).join())
                        .isSameAs(loop);
                used.add(loop);
            }
            assertThat(used).hasSize(3);
        }
    }

    @OnBothCarriers
    void closingALoopGroupCancelsItsTasks(CarrierKind carrier) {
        CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();
        try (LoopGroup group = LoopGroup.start(1, RunOptions.defaults().withCarrier(carrier))) {
            CompletableFuture<String> running = new CompletableFuture<>();
            var _ = group.loop(0).runCoroutineThreadsafe(() -> {
                running.complete("runs");
                try {
                    Async.sleep(seconds(3600));
                } finally {
                    cancelled.complete(null);
                }
                return "never";
            });
            running.join();
        }
        assertThat(cancelled).isCompleted();
    }

    /** On the loop carrier a foreign blocking call suspends only its own task. */
    @org.junit.jupiter.api.Test
    @SuppressWarnings("LockNotBeforeTry") // nothing can fail between lock and unlock
    void foreignLockSuspendsOnlyItsTaskOnTheLoopCarrier() throws Exception {
        var run = new Simulated(CarrierKind.LOOP);
        var lock = new ReentrantLock();
        run.run(() -> {
            var locked = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            Thread holder = Thread.ofPlatform().start(() -> {
                lock.lock();
                locked.countDown();
                awaitLatch(release);
                lock.unlock();
            });
            locked.await();
            Task<@Nullable Void> blocked = Async.createTask(() -> {
                lock.lock();
                lock.unlock();
                run.log("got the lock");
            });
            Async.sleep(java.time.Duration.ZERO);
            run.log("others run");
            release.countDown();
            Async.toThread(() -> {
                holder.join();
                return List.of();
            });
            blocked.await();
        });
        assertThat(run.log()).containsExactly("others run", "got the lock");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
