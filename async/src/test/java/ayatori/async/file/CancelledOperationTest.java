package ayatori.async.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.async.testing.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling a task that waits for the machine's own disk affects that task only. */
@Timeout(60)
final class CancelledOperationTest {
    @TempDir
    private Path directory;

    /** The body of a test that uses a gated disk. */
    private interface Program {
        void run(GatedDisk gated) throws Exception;
    }

    private static void run(CarrierKind carrier, Program program) throws Exception {
        try (var gated = new GatedDisk()) {
            Async.run(RunOptions.defaults().withCarrier(carrier), () -> {
                Disk.install(gated.disk);
                try {
                    program.run(gated);
                } finally {
                    gated.open();
                }
            });
        }
    }

    private static Task<Throwable[]> suppressedInCancellation(Awaitable<?> body) {
        return Async.createTask(() -> {
            try {
                body.await();
                throw new AssertionError("not cancelled");
            } catch (CancelledError e) {
                return e.getSuppressed();
            }
        });
    }

    @OnBothCarriers
    void cancellingOneAppendLeavesTheOthersAlone(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("records.txt");
        run(carrier, gated -> {
            AsyncFile file = AsyncFile.open(path, FileMode.APPEND);
            gated.shut();
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (String record : List.of("a", "b", "c", "d", "e")) {
                tasks.add(Async.createTask(() -> file.append(record)));
            }
            gated.awaitArrival(); // a's append has begun, the others are queued
            gated.letOnePass();
            gated.awaitArrival(); // the other appends have begun, handed over by b's task
            tasks.get(1).cancel();
            Async.sleep(Duration.ZERO);
            Async.sleep(Duration.ZERO);
            assertThat(tasks.get(1).done()).isFalse(); // its append is running
            tasks.add(Async.createTask(() -> file.append("f")));
            Async.sleep(Duration.ZERO);
            gated.open();
            Async.wait(tasks);
            assertThat(tasks).extracting(Task::cancelled).containsExactly(false, true, false, false, false, false);
            file.close();
            assertThat(path).hasContent("abcdef");
            assertThat(gated.insideMax()).isEqualTo(1);
        });
    }

    @OnBothCarriers
    void queuedOperationIsRemoved(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("records.txt");
        run(carrier, gated -> {
            AsyncFile file = AsyncFile.open(path, FileMode.APPEND);
            gated.shut();
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (String record : List.of("a", "b", "c")) {
                tasks.add(Async.createTask(() -> file.append(record)));
            }
            gated.awaitArrival();
            tasks.get(1).cancel();
            assertThatThrownBy(tasks.get(1)::await).isInstanceOf(CancelledError.class);
            gated.open();
            Async.wait(tasks);
            file.close();
            assertThat(path).hasContent("ac");
        });
    }

    @OnBothCarriers
    void cancelledCallRunsToItsEndFirst(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("whole.txt");
        run(carrier, gated -> {
            gated.shut();
            Task<?> writing = Async.createTask(() -> AsyncFiles.writeString(path, "whole"));
            gated.awaitArrival();
            for (int i = 0; i < 3; i++) {
                writing.cancel();
                Async.sleep(Duration.ZERO);
                Async.sleep(Duration.ZERO);
            }
            assertThat(writing.done()).isFalse();
            gated.open();
            assertThatThrownBy(writing::await).isInstanceOf(CancelledError.class);
            assertThat(path).hasContent("whole");
        });
    }

    @OnBothCarriers
    void failureOfACancelledCallIsSuppressedInTheCancellation(CarrierKind carrier) throws Exception {
        run(carrier, gated -> {
            AsyncFile file = AsyncFile.open(directory.resolve("log.txt"), FileMode.APPEND);
            gated.shut();
            Task<Throwable[]> reading =
                    suppressedInCancellation(() -> AsyncFiles.readString(directory.resolve("missing")));
            gated.awaitArrival();
            Task<Throwable[]> misused = suppressedInCancellation(file::readBytes);
            gated.awaitArrival();
            reading.cancel();
            misused.cancel();
            gated.open();
            assertThat(reading.await()).singleElement().isInstanceOf(NoSuchFileException.class);
            assertThat(misused.await()).singleElement().isInstanceOf(IllegalStateException.class);
            file.close();
        });
    }

    @OnBothCarriers
    void cancelledCreationLeavesNothingBehind(CarrierKind carrier) throws Exception {
        var created = new ArrayList<Path>();
        run(carrier, gated -> {
            Disk disk = gated.disk;
            gated.shut();
            Task<TempPath> temporary = Async.createTask(() -> TempPath.create(disk, () -> {
                Path path = Files.createTempFile(directory, "temporary", "");
                created.add(path);
                return path;
            }));
            gated.awaitArrival();
            temporary.cancel();
            Task<Throwable[]> failing = suppressedInCancellation(() -> TempPath.create(disk, () -> {
                throw new IOException("no room");
            }));
            gated.awaitArrival();
            failing.cancel();
            gated.open();
            assertThatThrownBy(temporary::await).isInstanceOf(CancelledError.class);
            assertThat(created).hasSize(1).allSatisfy(path -> assertThat(path).doesNotExist());
            assertThat(failing.await()).singleElement().hasFieldOrPropertyWithValue("message", "no room");
        });
    }

    /** The disk fails as a whole while the task that handed the operations over is cancelled. */
    @OnBothCarriers
    void bystandersOfACancelledTaskGetTheDisksFailure(CarrierKind carrier) throws Exception {
        var options = RunOptions.defaults().withCarrier(carrier).withClock(new VirtualClock());
        Async.run(options, () -> {
            var disk = new SimulatedDisk(1);
            Disk.install(disk);
            AsyncFile file = AsyncFile.open(Path.of("records.txt"), FileMode.APPEND);
            disk.delay(Duration.ofSeconds(1), Duration.ofSeconds(1));
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (String record : List.of("a", "b", "c")) {
                tasks.add(Async.createTask(() -> file.append(record)));
            }
            Async.sleep(Duration.ofMillis(1_500)); // a is written, b's task has handed over b and c
            tasks.get(1).cancel();
            disk.crash();
            Async.wait(tasks);
            assertThat(tasks).extracting(Task::cancelled).containsExactly(false, true, false);
            assertThat(tasks.get(2).exception()).isInstanceOf(IOException.class);
            disk.restart();
            assertThatThrownBy(file::close).isInstanceOf(IOException.class);
        });
    }
}
