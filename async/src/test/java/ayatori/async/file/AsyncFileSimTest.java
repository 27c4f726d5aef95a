package ayatori.async.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import ayatori.async.testing.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** Files on a disk that is slow, fails and crashes, under seeded schedules. */
@Timeout(120)
final class AsyncFileSimTest {
    private static final Path PATH = Path.of("records.txt");

    /** The body of a test that uses a simulated disk and a seed. */
    private interface Program {
        void run(SimulatedDisk disk, Random random) throws Exception;
    }

    private static void simulate(CarrierKind carrier, long seed, SimulatedDisk disk, Program program) {
        RunOptions options = RunOptions.defaults()
                .withCarrier(carrier)
                .withClock(new VirtualClock())
                .withSeed(seed);
        try {
            Async.run(options, () -> {
                Disk.install(disk);
                program.run(disk, new Random(seed));
            });
            assertThat(disk.openFiles()).isZero();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
    }

    private static SimulatedDisk slowDisk(long seed) {
        return new SimulatedDisk(seed).delay(Duration.ZERO, Duration.ofMillis(20));
    }

    private static void sleepUpTo(Random random, int millis) {
        Async.sleep(Duration.ofMillis(random.nextInt(millis + 1)));
    }

    /** The records that tasks append to one path through one or several files, and what became of each. */
    private static final class Records {
        /** The numbers of the records in the order of the calls. */
        private int called;

        private final Set<Integer> returned = new HashSet<>();
        private final Map<Integer, AsyncFile> files = new HashMap<>();

        void append(AsyncFile file, Random random) throws IOException {
            int number = called++;
            files.put(number, file);
            file.append("<" + number + ":" + "x".repeat(random.nextInt(200)) + ">\n");
            returned.add(number);
        }

        /** Every record is whole, those of one file are in the order of the calls, and none that was written is lost. */
        void check(String content) {
            Map<AsyncFile, Integer> last = new HashMap<>();
            Set<Integer> found = new HashSet<>();
            for (String line : content.lines().toList()) {
                assertThat(line).matches("<\\d+:x*>");
                int number = Integer.parseInt(line.substring(1, line.indexOf(':')));
                AsyncFile file = files.get(number);
                assertThat(number).isGreaterThan(last.getOrDefault(file, -1));
                last.put(file, number);
                found.add(number);
            }
            assertThat(found).containsAll(returned);
        }
    }

    @OnBothCarriers
    void appendsOfManyTasksNeverMixEvenWhenTasksAreCancelled(CarrierKind carrier) {
        for (long seed = 0; seed < 300; seed++) {
            simulate(carrier, seed, slowDisk(seed), (disk, random) -> {
                var records = new Records();
                int cancelled = 0;
                try (AsyncFile one = AsyncFile.open(PATH, FileMode.APPEND);
                        AsyncFile other = AsyncFile.open(PATH, FileMode.APPEND)) {
                    List<Task<@Nullable Void>> tasks = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        tasks.add(Async.createTask(() -> {
                            for (int record = 0; record < 10; record++) {
                                records.append(random.nextInt(3) == 0 ? other : one, random);
                                sleepUpTo(random, 5);
                            }
                        }));
                    }
                    for (int i = 0; i < 4; i++) {
                        sleepUpTo(random, 60);
                        cancelled += tasks.get(i).cancel() ? 1 : 0;
                    }
                    Async.wait(tasks);
                    for (Task<?> task : tasks) {
                        assertThat(task.cancelled() || task.exception() == null).isTrue();
                    }
                }
                records.check(new String(disk.content(PATH), UTF_8));
                assertThat(records.returned).hasSizeGreaterThan(39).hasSizeLessThanOrEqualTo(80 - cancelled);
            });
        }
    }

    @OnBothCarriers
    void shortWritesAreContinued(CarrierKind carrier) {
        for (long seed = 0; seed < 100; seed++) {
            simulate(carrier, seed, slowDisk(seed).shortWriteRate(0.5), (disk, random) -> {
                var records = new Records();
                try (AsyncFile file = AsyncFile.open(PATH, FileMode.APPEND)) {
                    List<Task<@Nullable Void>> tasks = new ArrayList<>();
                    for (int i = 0; i < 8; i++) {
                        tasks.add(Async.createTask(() -> records.append(file, random)));
                    }
                    Async.gather(tasks);
                }
                records.check(new String(disk.content(PATH), UTF_8));
                assertThat(records.returned).hasSize(8);
            });
        }
    }

    @OnBothCarriers
    void failuresReachTheirCallersOnly(CarrierKind carrier) {
        for (long seed = 0; seed < 100; seed++) {
            simulate(carrier, seed, slowDisk(seed), (disk, random) -> {
                AsyncFile file = AsyncFile.open(PATH, FileMode.APPEND);
                disk.errorRate(0.2);
                Set<String> returned = new HashSet<>();
                List<Task<@Nullable Void>> tasks = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    String record = "<" + i + ">";
                    tasks.add(Async.createTask(() -> {
                        file.append(record);
                        returned.add(record);
                    }));
                }
                Async.wait(tasks);
                disk.errorRate(0);
                file.close();
                assertThat(returned.size()).isBetween(15, 49);
                assertThat(new String(disk.content(PATH), UTF_8)).contains(returned);
                for (Task<?> task : tasks) {
                    assertThat(task.exception() == null || task.exception() instanceof IOException)
                            .isTrue();
                }
            });
        }
    }

    @OnBothCarriers
    void behavesAsAnArrayOfBytesDoes(CarrierKind carrier) {
        for (long seed = 0; seed < 300; seed++) {
            simulate(carrier, seed, new SimulatedDisk(seed).shortWriteRate(0.1), (disk, random) -> {
                var model = new FileModel();
                try (AsyncFile file = AsyncFile.open(PATH, FileMode.WRITE_READ)) {
                    for (int i = 0; i < 60; i++) {
                        step(file, model, random);
                    }
                }
                assertThat(disk.content(PATH)).isEqualTo(model.content());
            });
        }
    }

    private static void step(AsyncFile file, FileModel model, Random random) throws IOException {
        int scale = random.nextBoolean() ? 20 : 20_000;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                byte[] bytes = new byte[random.nextInt(scale)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (random.nextInt(10) == 0 ? '\n' : 'a' + random.nextInt(26));
                }
                model.write(bytes);
                file.write(bytes);
            }
            case 3 -> {
                int max = random.nextInt(scale);
                assertThat(file.readBytes(max)).isEqualTo(model.read(max));
            }
            case 4 -> assertThat(file.readLine()).isEqualTo(model.readLine());
            case 5 -> {
                int to = random.nextInt(model.size() + scale);
                model.seek(to);
                file.seek(to);
            }
            case 6 -> {
                int to = random.nextInt(model.size() + 10);
                model.truncate(to);
                file.truncate(to);
            }
            default -> {
                assertThat(file.tell()).isEqualTo(model.tell());
                assertThat(file.size()).isEqualTo(model.size());
            }
        }
    }

    @OnBothCarriers
    void whatWasSyncedSurvivesACrash(CarrierKind carrier) {
        Set<Boolean> lost = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            simulate(carrier, seed, slowDisk(seed).crashAfter(seed % 40), (disk, random) -> {
                var synced = new StringBuilder();
                var all = new StringBuilder();
                try (AsyncFile file = AsyncFile.open(PATH, FileMode.APPEND)) {
                    for (int i = 0; ; i++) {
                        String record = i + "\n";
                        all.append(record);
                        file.append(record);
                        if (random.nextInt(3) == 0) {
                            file.sync();
                            synced.setLength(0);
                            synced.append(all);
                        }
                    }
                } catch (IOException e) {
                    assertThat(disk.isDown()).isTrue();
                }
                disk.restart();
                byte[] content = disk.content(PATH);
                String survived = content == null ? "" : new String(content, UTF_8);
                assertThat(survived).startsWith(synced);
                lost.add(survived.length() < all.length());
            });
        }
        assertThat(lost).contains(true);
    }

    @OnBothCarriers
    void replaceLeavesTheOldOrTheNewAfterACrash(CarrierKind carrier) {
        String old = "old".repeat(1_000);
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            simulate(carrier, seed, slowDisk(seed), (disk, random) -> {
                AsyncFiles.replace(PATH, old);
                disk.crashAfter(random.nextInt(10));
                boolean returned = false;
                try {
                    AsyncFiles.replace(PATH, "new");
                    returned = true;
                    disk.crash();
                } catch (IOException e) {
                    assertThat(disk.isDown()).isTrue();
                }
                disk.restart();
                String survived = AsyncFiles.readString(PATH);
                assertThat(survived).isIn(returned ? Set.of("new") : Set.of(old, "new"));
                seen.add(survived);
            });
        }
        assertThat(seen).containsExactlyInAnyOrder(old, "new");
    }

    @OnBothCarriers
    void fullDiskIsReportedAndWritingCanContinue(CarrierKind carrier) {
        simulate(carrier, 1, slowDisk(1).capacity(10), (disk, random) -> {
            AsyncFile file = AsyncFile.open(PATH, FileMode.WRITE);
            file.write("0123456789abc");
            assertThatThrownBy(file::flush).hasMessageContaining("No space left");
            assertThatThrownBy(file::flush).hasMessageContaining("No space left");
            disk.capacity(20);
            file.flush();
            assertThat(disk.content(PATH)).asString().isEqualTo("0123456789abc");
            file.write("0123456789");
            assertThatThrownBy(file::close).hasMessageContaining("No space left");
            file.close();
        });
    }

    @OnBothCarriers
    void cancellationRemovesQueuedOperationsAndWaitsForRunningOnes(CarrierKind carrier) {
        simulate(carrier, 1, new SimulatedDisk(1), (disk, random) -> {
            AsyncFile file = AsyncFile.open(PATH, FileMode.APPEND);
            disk.delay(Duration.ofSeconds(1), Duration.ofSeconds(1));
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            for (String record : List.of("a", "b", "c")) {
                tasks.add(Async.createTask(() -> file.append(record)).withName(record));
                Async.sleep(Duration.ofMillis(1)); // so that a's append has begun before b's is called
            }
            tasks.get(0).cancel();
            tasks.get(1).cancel();
            Async.sleep(Duration.ofMillis(1));
            assertThat(tasks.get(0).done()).isFalse(); // its write is running
            assertThat(tasks.get(1).cancelled()).isTrue();
            Async.wait(tasks);
            assertThat(tasks.get(0).cancelled()).isTrue();
            assertThat(tasks.get(2).cancelled()).isFalse();
            file.close();
            assertThat(disk.content(PATH)).asString().isEqualTo("ac");
        });
    }

    @OnBothCarriers
    void taskCancelledAfterItsWakeUpPassesItsTurnOn(CarrierKind carrier) {
        simulate(carrier, 1, new SimulatedDisk(1), (disk, random) -> {
            AsyncFile file = AsyncFile.open(PATH, FileMode.APPEND);
            disk.delay(Duration.ofSeconds(1), Duration.ofSeconds(1));
            List<Task<@Nullable Void>> tasks = new ArrayList<>();
            tasks.add(Async.createTask(() -> {
                file.append("a");
                tasks.get(1).cancel(); // it was woken to hand over the queue, and has not run yet
            }));
            Async.sleep(Duration.ofMillis(1));
            tasks.add(Async.createTask(() -> file.append("b")));
            Async.sleep(Duration.ofMillis(1));
            tasks.add(Async.createTask(() -> file.append("c")));
            Async.wait(tasks);
            file.close();
            assertThat(disk.content(PATH)).asString().isEqualTo("ac");
        });
    }

    @OnBothCarriers
    void cancelledCloseStillClosesAndCancelledOpenLeavesNothingOpen(CarrierKind carrier) {
        simulate(
                carrier,
                1,
                new SimulatedDisk(1).delay(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                (disk, random) -> {
                    Task<AsyncFile> opening = Async.createTask(() -> AsyncFile.open(PATH, FileMode.WRITE));
                    Async.sleep(Duration.ofMillis(1));
                    opening.cancel();
                    assertThatThrownBy(opening::await).isInstanceOf(CancelledError.class);
                    assertThat(disk.openFiles()).isZero();

                    AsyncFile file = AsyncFile.open(PATH, FileMode.WRITE);
                    file.write("kept");
                    Task<@Nullable Void> flushing = Async.createTask(file::flush);
                    Task<@Nullable Void> closing = Async.createTask(file::close);
                    Async.sleep(Duration.ofMillis(1));
                    closing.cancel(); // while it is queued
                    assertThatThrownBy(closing::await).isInstanceOf(CancelledError.class);
                    assertThat(flushing.done()).isTrue();
                    assertThat(disk.openFiles()).isZero();
                    assertThat(disk.content(PATH)).asString().isEqualTo("kept");
                });
    }

    @OnBothCarriers
    void leftoverTaskClosesItsFileWhenTheLoopEnds(CarrierKind carrier) {
        SimulatedDisk slow = slowDisk(1);
        simulate(carrier, 1, slow, (disk, random) -> {
            Async.createTask(() -> {
                try (AsyncFile file = AsyncFile.open(PATH, FileMode.WRITE)) {
                    file.write("kept");
                    Async.sleep(Duration.ofHours(1));
                }
            });
            Async.sleep(Duration.ofSeconds(1));
        });
        assertThat(slow.content(PATH)).asString().isEqualTo("kept");
    }

    /** A model of a file: an array of bytes. */
    private static final class FileModel {
        private byte[] bytes = {};
        private int position;

        void write(byte[] more) {
            if (more.length == 0) {
                return;
            }
            if (position + more.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, position + more.length);
            }
            System.arraycopy(more, 0, bytes, position, more.length);
            position += more.length;
        }

        byte[] read(int max) {
            int from = Math.min(position, bytes.length);
            byte[] read = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + max));
            position += read.length;
            return read;
        }

        @Nullable String readLine() {
            if (position >= bytes.length) {
                return null;
            }
            String rest = new String(bytes, position, bytes.length - position, UTF_8);
            int end = rest.indexOf('\n');
            position += end < 0 ? rest.length() : end + 1;
            return end < 0 ? rest : rest.substring(0, end);
        }

        void seek(int to) {
            position = to;
        }

        void truncate(int to) {
            bytes = to < bytes.length ? Arrays.copyOf(bytes, to) : bytes;
            position = Math.min(position, to);
        }

        int tell() {
            return position;
        }

        int size() {
            return bytes.length;
        }

        byte[] content() {
            return bytes;
        }
    }
}
