package ayatori.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class JfrInstrumentTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @OnBothCarriers
    void recordsStepsParksCancelsAndPolls(CarrierKind carrier) throws Exception {
        Path file = folder.resolve(carrier + ".jfr");
        Async.run(RunOptions.defaults().withCarrier(carrier).withName("recorded"), () -> {
            try (var recording = new Recording()) {
                recording.enable("ayatori.async.Step").withThreshold(Duration.ZERO);
                recording.enable("ayatori.async.Park").withThreshold(Duration.ZERO);
                recording.enable("ayatori.async.Poll").withThreshold(Duration.ZERO);
                recording.enable("ayatori.async.Cancel");
                recording.start(); // the loop sees it at the next pass
                Async.sleep(Duration.ZERO);
                Task<String> task = Async.createTask(Async.coroutine("sleeper", () -> {
                    Async.sleep(Duration.ofSeconds(100));
                    return "";
                }));
                Async.sleep(Duration.ofMillis(50)); // long enough to be recorded, also on a busy machine
                task.cancel("enough");
                Async.wait(List.of(task));
                recording.dump(file);
            }
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO); // no recording any more: the loop drops its recorder
        });
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("ayatori."))
                .toList();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getString("loop")).isEqualTo("recorded"));
        assertThat(of(events, "Step"))
                .extracting(event -> event.getString("task"))
                .contains("sleeper", "main");
        RecordedEvent park = of(events, "Park").stream()
                .filter(event -> event.getString("task").equals("sleeper"))
                .findFirst()
                .orElseThrow();
        assertThat(park.getDuration()).isGreaterThanOrEqualTo(Duration.ofNanos(500_000));
        assertThat(park.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getName().contains("recordsStepsParksCancelsAndPolls"));
        assertThat(of(events, "Cancel")).singleElement().satisfies(event -> {
            assertThat(event.getString("task")).isEqualTo("sleeper");
            assertThat(event.getString("reason")).isEqualTo("enough");
        });
        assertThat(of(events, "Poll")).isNotEmpty();
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String kind) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("ayatori.async." + kind))
                .toList();
    }
}
