package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that hold locks of the JDK must not stop the loop (docs/adr/0011, the deadlock of netty #13204). */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // nothing can fail between lock and unlock
final class ForeignLocksTest {
    @OnBothCarriers
    void taskThatParksWithALockDoesNotStopItsLoop(CarrierKind carrier) throws Exception {
        var lock = new ReentrantLock();
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> holder = Async.createTask(() -> {
                lock.lock();
                Async.sleep(seconds(1));
                lock.unlock();
            });
            Async.sleep(Duration.ZERO);
            Thread contender = contend(lock, () -> {
                lock.lock();
                lock.unlock();
            });
            run.log("others run");
            holder.await();
            Async.blocking(() -> contender.join(Duration.ofSeconds(30)));
        });
        assertThat(run.log()).containsExactly("others run");
    }

    @OnBothCarriers
    void taskThatParksWithAMonitorDoesNotStopItsLoop(CarrierKind carrier) throws Exception {
        var monitor = new Object();
        var left = new CountDownLatch(1);
        var run = new Simulated(carrier);
        run.run(() -> {
            Task<@Nullable Void> holder = Async.createTask(() -> {
                synchronized (monitor) {
                    Async.sleep(seconds(1));
                }
            });
            Async.sleep(Duration.ZERO);
            Thread contender = Thread.ofPlatform().start(() -> {
                synchronized (monitor) {
                    left.countDown();
                }
            });
            while (contender.getState() != Thread.State.BLOCKED) {
                Async.sleep(Duration.ZERO);
            }
            run.log("others run");
            holder.await();
            Async.blocking(() -> {
                left.await();
                return "";
            });
        });
        assertThat(run.log()).containsExactly("others run");
    }

    private static Thread contend(ReentrantLock lock, Runnable body) {
        Thread contender = Thread.ofPlatform().start(body);
        while (!lock.hasQueuedThread(contender)) {
            Async.sleep(Duration.ZERO);
        }
        return contender;
    }

    /**
     * A foreign thread holds the lock of the log; a task waits for that lock, which on the loop carrier suspends only the
     * task; then a callback fails, which is logged. If the loop's thread logged that itself, it would queue for the lock
     * behind the task, which only the loop's thread can let go on.
     */
    @Test
    void reportOfTheLoopDoesNotWaitForALogsLock() throws Exception {
        var lock = new ReentrantLock();
        List<String> logged = new CopyOnWriteArrayList<>();
        var log = java.util.logging.Logger.getLogger("ayatori.async");
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord line) {
                lock.lock();
                logged.add(line.getMessage());
                lock.unlock();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            var held = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            Thread holder = Thread.ofPlatform().start(() -> {
                lock.lock();
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                lock.unlock();
            });
            held.await();
            Async.run(RunOptions.defaults().withCarrier(CarrierKind.LOOP), () -> {
                Task<@Nullable Void> task = Async.createTask(() -> log.warning("of the task"));
                Async.sleep(Duration.ZERO);
                EventLoop.current().callSoon(() -> {
                    throw new IllegalStateException("of the loop");
                });
                Async.sleep(Duration.ZERO);
                Async.sleep(Duration.ZERO);
                release.countDown(); // reached only if the loop goes on
                task.await();
            });
            holder.join();
        } finally {
            log.removeHandler(handler);
        }
        assertThat(logged).containsExactlyInAnyOrder("of the task", "a callback of the event loop failed");
    }
}
