package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
    @OnBothCarriers
    void burstComesAtOnceAndThenTurnsEvenlyInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var limiter = new RateLimiter(10, Duration.ofSeconds(1), 3);
            Async.gather(takers(run, limiter, 6));
        });
        assertThat(run.log()).containsExactly("0@0", "1@0", "2@0", "3@100000000", "4@200000000", "5@300000000");
    }

    /** Three a second is a turn every 333,333,333 nanoseconds and a third. */
    @OnBothCarriers
    void doesNotDrift(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var limiter = new RateLimiter(3, Duration.ofSeconds(1), 1);
            for (int i = 0; i < 3001; i++) {
                limiter.acquire();
                run.log("" + run.elapsed().toNanos());
            }
        });
        assertThat(run.log())
                .containsExactlyElementsOf(LongStream.rangeClosed(0, 3000)
                        .mapToObj(turn -> "" + Math.ceilDiv(turn * 1_000_000_000L, 3L))
                        .toList());
    }

    @OnBothCarriers
    void pauseEarnsNoMoreThanTheBurst(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var limiter = new RateLimiter(2, Duration.ofSeconds(1));
            Async.sleep(Duration.ofDays(300_000));
            assertThat(limiter.tryAcquire()).isTrue();
            assertThat(limiter.tryAcquire()).isTrue();
            assertThat(limiter.tryAcquire()).isFalse();
            Async.sleep(Duration.ofMillis(499));
            assertThat(limiter.tryAcquire()).isFalse();
            Async.sleep(Duration.ofMillis(1));
            assertThat(limiter.tryAcquire()).isTrue();
        });
    }

    @OnBothCarriers
    void newcomersDoNotOvertake(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var limiter = new RateLimiter(1, Duration.ofSeconds(1));
            List<Task<?>> tasks = takers(run, limiter, 3);
            Async.sleep(Duration.ofSeconds(1)); // in the pass of the first waiter's turn
            assertThat(limiter.tryAcquire()).isFalse();
            limiter.acquire();
            run.log("newcomer@" + run.elapsed().toNanos());
            Async.gather(tasks);
        });
        assertThat(run.log()).containsExactly("0@0", "1@1000000000", "2@2000000000", "newcomer@3000000000");
    }

    @OnBothCarriers
    void turnOfACancelledWaiterGoesToTheNext(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var limiter = new RateLimiter(1, Duration.ofSeconds(1));
            List<Task<?>> tasks = takers(run, limiter, 4);
            Async.sleep(Duration.ofMillis(500));
            tasks.get(1).cancel(); // still waits
            Task<?> third = tasks.get(2);
            EventLoop.current().callLater(Duration.ofMillis(500), third::cancel); // has its turn, but has not run
            assertThatThrownBy(third::await).isInstanceOf(CancelledError.class);
            tasks.get(3).await();
        });
        assertThat(run.log()).containsExactly("0@0", "3@1000000000");
    }

    @OnBothCarriers
    void keepsNoTimerWhenTheLastWaiterIsCancelled(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        assertThatThrownBy(() -> run.run(() -> {
                    var limiter = new RateLimiter(1, Duration.ofHours(1));
                    List<Task<?>> tasks = takers(run, limiter, 2);
                    Async.sleep(seconds(1));
                    tasks.get(1).cancel();
                    EventLoop.current().createPromise().await(); // with no timer left, this is a deadlock at once
                }))
                .hasMessageContaining("deadlock");
        assertThat(run.elapsed()).isEqualTo(seconds(1));
    }

    @Test
    void refusesInvalidRates() {
        assertThatThrownBy(() -> new RateLimiter(0, seconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0, PT1S");
        assertThatThrownBy(() -> new RateLimiter(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimiter(1, seconds(1), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimiter(1, Duration.ofDays(300), 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("146 years");
    }

    private static List<Task<?>> takers(Simulated run, RateLimiter limiter, int count) {
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks.add(Async.createTask(() -> {
                limiter.acquire();
                run.log(number + "@" + run.elapsed().toNanos());
            }));
        }
        return tasks;
    }
}
