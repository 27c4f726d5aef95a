package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InstrumentTest {
    /** Logs all events except polls: how often a loop polls depends on its carrier. */
    private static class Recorder implements Instrument {
        final List<String> told = new ArrayList<>();

        @Override
        public void taskCreated(Task<?> task) {
            told.add("created");
        }

        @Override
        public void stepBegins(Task<?> task) {
            told.add("> " + task.name());
        }

        @Override
        public void stepEnds(Task<?> task) {
            told.add("< " + task.name());
        }

        @Override
        public void taskParked(Task<?> task, Promise<?> awaited) {
            told.add("parked " + task.name());
        }

        @Override
        public void taskUnparked(Task<?> task, Promise<?> awaited) {
            told.add("unparked " + task.name());
        }

        @Override
        public void cancelRequested(Task<?> task, @Nullable String reason) {
            told.add("cancel " + task.name() + ": " + reason);
        }

        @Override
        public void taskDone(Task<?> task) {
            told.add("done " + task.name());
        }
    }

    @OnBothCarriers
    void reportsTheStepsOfATaskInOrder(CarrierKind carrier) throws Exception {
        var recorder = new Recorder();
        new Simulated(RunOptions.defaults().withCarrier(carrier).withInstrument(recorder)).run(() -> {
            Task<String> task = Async.createTask(Async.coroutine("a", () -> {
                Async.sleep(Duration.ZERO);
                Async.sleep(seconds(1));
                return "";
            }));
            task.await();
        });
        assertThat(recorder.told)
                .containsExactly(
                        "created",
                        "> main",
                        "created",
                        "parked main",
                        "< main",
                        "> a",
                        "< a",
                        "> a",
                        "parked a",
                        "< a",
                        "> a",
                        "unparked a",
                        "done a",
                        "< a",
                        "> main",
                        "unparked main",
                        "done main",
                        "< main");
    }

    @OnBothCarriers
    void reportsCancellations(CarrierKind carrier) throws Exception {
        var recorder = new Recorder();
        new Simulated(RunOptions.defaults().withCarrier(carrier).withInstrument(recorder)).run(() -> {
            Task<@Nullable Void> task = Async.createTask(() -> Async.sleep(seconds(1)));
            task.withName("a");
            Async.sleep(Duration.ZERO);
            task.cancel("no need");
            task.cancel("no need at all");
            Async.wait(List.of(task));
            task.cancel("too late");
        });
        assertThat(recorder.told)
                .filteredOn(line -> line.startsWith("cancel"))
                .containsExactly("cancel a: no need", "cancel a: no need at all");
    }

    @OnBothCarriers
    void reportsPolls(CarrierKind carrier) throws Exception {
        var polls = new ArrayList<String>();
        Instrument instrument = new Instrument() {
            @Override
            public void pollBegins(long timeoutNanos) {
                polls.add(timeoutNanos > 0 ? "waits" : "looks");
            }

            @Override
            public void pollEnds() {
                polls.add("goes on");
            }
        };
        Async.run(RunOptions.defaults().withCarrier(carrier).withInstrument(instrument), () -> {
            EventLoop loop = EventLoop.here();
            Async.toThread(() -> waitUntilPolling(loop));
        });
        assertThat(polls.getFirst()).isIn("waits", "looks"); // the result may come just before the loop waits for it
        assertThat(polls.get(1)).isEqualTo("goes on");
        assertThat(polls.size()).isEven();
    }

    /** Not a sleep: on a busy machine it may end before the loop polls. */
    static boolean waitUntilPolling(EventLoop loop) {
        while (!loop.metrics().waiting()) {
            Thread.onSpinWait();
        }
        return true;
    }

    @OnBothCarriers
    void isDroppedAndReportedWhenItThrows(CarrierKind carrier) throws Exception {
        var reports = new ArrayList<ExceptionContext>();
        var broken = new Instrument() {
            int told;

            @Override
            public void stepBegins(Task<?> task) {
                told++;
                throw new IllegalStateException("broken");
            }
        };
        var recorder = new Recorder();
        new Simulated(RunOptions.defaults()
                        .withCarrier(carrier)
                        .withInstrument(broken)
                        .withInstrument(recorder)
                        .withExceptionHandler(reports::add))
                .run(() -> Async.sleep(seconds(1)));
        assertThat(broken.told).isEqualTo(1);
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst().exception()).hasMessage("broken");
        assertThat(recorder.told).startsWith("created", "> main").endsWith("done main", "< main");
    }
}
