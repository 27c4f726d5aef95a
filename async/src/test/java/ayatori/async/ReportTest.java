package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Exceptions never retrieved, and tasks destroyed while they are pending, reach the exception handler. */
@Timeout(60)
final class ReportTest {
    private final List<ExceptionContext> heard = new ArrayList<>();
    private final IOException boom = new IOException("boom");

    private Simulated simulated(CarrierKind carrier) {
        return new Simulated(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add));
    }

    @OnBothCarriers
    void exceptionNeverRetrievedIsReportedWhenTheLoopEnds(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Async.createTask("forgotten", () -> failWith(boom));
            Async.sleep(seconds(1));
            assertThat(heard).isEmpty();
        });
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().message()).isEqualTo("the exception of task forgotten was never retrieved");
        assertThat(heard.getFirst().exception()).isSameAs(boom);
    }

    @OnBothCarriers
    void exceptionOfAForgottenTaskIsReportedWhileTheLoopRuns(CarrierKind carrier) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withExceptionHandler(heard::add), () -> {
            forget();
            Async.sleep(Duration.ZERO);
            for (int i = 0; i < 1000 && heard.isEmpty(); i++) {
                System.gc(); // the collector is asked until it has found the task, which nobody holds
                Async.sleep(Duration.ofMillis(1));
            }
            assertThat(heard).hasSize(1);
        });
        assertThat(heard).hasSize(1);
    }

    private void forget() {
        Async.createTask("forgotten", () -> failWith(boom));
    }

    @OnBothCarriers
    void retrievingSilencesIt(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(Async.createTask(() -> failWith(boom)));
            }
            Promise<String> promise = EventLoop.current().createPromise();
            promise.setException(boom);
            assertThatThrownBy(tasks.get(0)::await).isSameAs(boom);
            assertThat(tasks.get(1).exception()).isSameAs(boom);
            assertThatThrownBy(tasks.get(2)::result).isSameAs(boom);
            assertThatThrownBy(promise::await).isSameAs(boom);
            assertThatThrownBy(() -> Async.gather(() -> failWith(boom))).isSameAs(boom);
            Async.gatherOutcomes(List.<Awaitable<@Nullable Void>>of(() -> {
                throw boom;
            }));
        });
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void failureOfACancelledGathersChildLeavesTheGather(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Task<@Nullable Void> gather = Async.createTask(() -> Async.gather(
                    () -> {
                        try {
                            Async.sleep(seconds(3600));
                        } finally {
                            failWith(boom);
                        }
                    },
                    () -> Async.sleep(seconds(3600))));
            Async.sleep(seconds(1));
            gather.cancel();
            assertThatThrownBy(gather::await).isSameAs(boom);
        });
        assertThat(heard).isEmpty();
    }

    @OnBothCarriers
    void waitDoesNotRetrieve(CarrierKind carrier) throws Exception {
        simulated(carrier).run(() -> {
            Async.wait(List.<Awaitable<String>>of(() -> {
                throw boom;
            }));
        });
        assertThat(heard).extracting(ExceptionContext::exception).containsExactly(boom);
    }

    @OnBothCarriers
    void taskDestroyedWhileItIsPendingIsReported(CarrierKind carrier) {
        assertThatThrownBy(() -> simulated(carrier).run(() -> {
                    Async.createTask("stubborn", () -> {
                        for (; ; ) {
                            try {
                                EventLoop.current().<String>createPromise().await();
                            } catch (CancelledError e) {
                                heard.clear(); // it goes on for ever
                            }
                        }
                    });
                    Async.sleep(seconds(1));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stubborn");
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().message()).isEqualTo("a task was destroyed while it was pending");
        assertThat(heard.getFirst().promise()).hasToString("task stubborn (pending)");
    }

    @OnBothCarriers
    void leftoversOfLeftoversAreEndedToo(CarrierKind carrier) throws Exception {
        List<String> log = new ArrayList<>();
        simulated(carrier).run(() -> {
            Async.createTask(() -> {
                try {
                    Async.sleep(seconds(3600));
                } finally {
                    Async.createTask(() -> {
                        try {
                            Async.sleep(seconds(3600));
                        } finally {
                            log.add("second ended");
                        }
                    });
                    Async.sleep(seconds(1));
                    log.add("first ended");
                }
            });
            Async.sleep(seconds(1));
        });
        assertThat(log).containsExactly("first ended", "second ended");
        assertThat(heard).isEmpty();
    }

    private static void failWith(IOException e) throws IOException {
        throw e;
    }
}
