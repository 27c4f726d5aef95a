package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoopMetricsTest {
    @OnBothCarriers
    void countsTasksTimersAndWhatIsReady(CarrierKind carrier) throws Exception {
        new Simulated(RunOptions.defaults().withCarrier(carrier).withName("counted")).run(() -> {
            for (int i = 0; i < 3; i++) {
                Async.createTask(() -> Async.sleep(seconds(1)));
            }
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO);
            LoopMetrics metrics = EventLoop.current().metrics();
            assertThat(metrics.loop()).isEqualTo("counted");
            assertThat(metrics.tasks()).isEqualTo(4);
            assertThat(metrics.timers()).isEqualTo(3);
            assertThat(metrics.ready()).isEqualTo(1); // this task
            assertThat(metrics.waiting()).isFalse();
            long passes = metrics.passes();
            Async.sleep(Duration.ZERO);
            assertThat(EventLoop.current().metrics().passes()).isEqualTo(passes + 1);
        });
    }

    /** A clock that tests move by hand. */
    private static final class HandClock implements Clock {
        volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    @OnBothCarriers
    void tellsHowLateTheLoopIs(CarrierKind carrier) throws Exception {
        var clock = new HandClock();
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(clock), () -> {
            EventLoop loop = EventLoop.current();
            loop.callLater(Duration.ofMillis(10), () -> {});
            Async.sleep(Duration.ZERO);
            assertThat(loop.metrics().lag()).isZero();
            clock.nanos = Duration.ofMillis(250).toNanos(); // as if this step took so long
            assertThat(loop.metrics().lag()).isEqualTo(Duration.ofMillis(240));
            Async.sleep(Duration.ZERO);
            assertThat(loop.metrics().lag()).isEqualTo(Duration.ofMillis(240));
            loop.callLater(Duration.ZERO, () -> {});
            Async.sleep(Duration.ZERO);
            assertThat(loop.metrics().lag()).isZero(); // that timer was in time
        });
    }

    @OnBothCarriers
    void isReadByOtherThreadsWhileTheLoopWaits(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
            EventLoop loop = EventLoop.current();
            var asked = new CountDownLatch(1);
            Promise<String> enough = loop.createPromise();
            Thread watcher = Thread.ofPlatform().start(() -> {
                while (!loop.metrics().waiting()) {
                    Thread.onSpinWait();
                }
                asked.countDown();
                loop.callSoonThreadsafe(() -> enough.setResult("seen"));
            });
            assertThat(enough.await()).isEqualTo("seen");
            asked.await();
            watcher.join();
        });
    }
}
