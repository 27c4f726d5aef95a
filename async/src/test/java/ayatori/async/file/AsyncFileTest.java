package ayatori.async.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.CarrierKind;
import ayatori.async.RunOptions;
import ayatori.async.Task;
import ayatori.async.VirtualClock;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open file on the machine's own disk. */
@Timeout(60)
final class AsyncFileTest {
    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("file.txt");
    }

    static void run(CarrierKind carrier, Action main) throws Exception {
        Async.run(RunOptions.defaults().withCarrier(carrier).withClock(new VirtualClock()), main);
    }

    @OnBothCarriers
    void readsWhatWasWritten(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path(), FileMode.WRITE)) {
                file.write("Hello, ");
                file.write("Async File IO! 綾取り");
                assertThat(path()).isEmptyFile();
                file.flush();
                assertThat(path()).hasContent("Hello, Async File IO! 綾取り");
            }
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.read()).isEqualTo("Hello, Async File IO! 綾取り");
                assertThat(file.read()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void readsLineByLine(CarrierKind carrier) throws Exception {
        Files.writeString(path(), "one\r\n\ntwo\nlast");
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.lines()).containsExactly("one", "", "two", "last");
                assertThat(file.readLine()).isNull();
            }
        });
    }

    @OnBothCarriers
    void readLineWithEndTellsALastLineFromAWholeOne(CarrierKind carrier) throws Exception {
        Files.writeString(path(), "one\r\n\ntwo\nlast");
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.readLineWithEnd()).isEqualTo("one\r\n");
                assertThat(file.readLineWithEnd()).isEqualTo("\n");
                assertThat(file.readLine()).isEqualTo("two");
                assertThat(file.readLineWithEnd()).isEqualTo("last");
                assertThat(file.readLineWithEnd()).isNull();
            }
        });
    }

    @OnBothCarriers
    void readsLinesThatAreLongerThanAnyBuffer(CarrierKind carrier) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int length : new int[] {0, 1, 8_190, 8_191, 8_192, 8_193, 300_000, 5, 1_000_000}) {
            lines.add("é".repeat(length));
        }
        Files.write(path(), lines);
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.lines()).containsExactlyElementsOf(lines);
            }
            assertThat(AsyncFiles.readLines(path())).isEqualTo(lines);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE", "ISO-8859-1", "Shift_JIS", "IBM1047"})
    void readsLinesInOtherCharsets(String charset) throws Exception {
        String text = charset.startsWith("UTF") ? "Ċ綾取り\n取り\r\nend" : "abc\nde\r\nend";
        Files.writeString(path(), text, Charset.forName(charset));
        run(CarrierKind.best(), () -> {
            try (AsyncFile file = AsyncFile.open(path(), FileMode.READ, Charset.forName(charset))) {
                assertThat(file.lines()).containsExactlyElementsOf(text.lines().toList());
            }
        });
    }

    @OnBothCarriers
    void refusesWhatIsNotInTheCharset(CarrierKind carrier) throws Exception {
        Files.write(path(), new byte[] {'a', (byte) 0xFF, '\n', 'b', '\n'});
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThatThrownBy(file::readLine).isInstanceOf(CharacterCodingException.class);
                assertThat(file.readLine()).isEqualTo("b");
            }
            try (AsyncFile file = AsyncFile.open(path(), FileMode.WRITE)) {
                assertThatThrownBy(() -> file.write("\uD800")).isInstanceOf(CharacterCodingException.class);
                file.write("why? \uFFFD");
            }
            assertThat(AsyncFiles.readString(path())).isEqualTo("why? \uFFFD");
        });
    }

    @OnBothCarriers
    void readsCharacters(CarrierKind carrier) throws Exception {
        String text = "a😀é" + "綾".repeat(10_000);
        Files.writeString(path(), text);
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.read(1)).isEqualTo("a");
                assertThat(file.read(1)).isEqualTo("😀");
                assertThat(file.read(2)).isEqualTo("é綾");
                assertThat(file.tell()).isEqualTo(10);
                assertThat(file.read(0)).isEmpty();
                assertThat(file.read(9_999)).isEqualTo("綾".repeat(9_999));
                assertThat(file.read(5)).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void readsBytes(CarrierKind carrier) throws Exception {
        byte[] content = new byte[100_000];
        new java.util.Random(1).nextBytes(content);
        Files.write(path(), content);
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThat(file.readBytes(3)).containsExactly(java.util.Arrays.copyOf(content, 3));
                assertThat(file.readBytes()).hasSize(99_997).endsWith(content[99_998], content[99_999]);
                assertThat(file.readBytes(3)).isEmpty();
                file.seek(99_999);
                assertThat(file.readBytes(3)).containsExactly(content[99_999]);
                file.seek(0);
                ByteBuffer into = ByteBuffer.allocate(100_001);
                while (file.readInto(into) > 0) {
                    assertThat(into.hasRemaining()).isTrue();
                }
                assertThat(into.flip().compareTo(ByteBuffer.wrap(content))).isZero();
            }
        });
    }

    @OnBothCarriers
    void readsAndWritesInOneFile(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (AsyncFile file = AsyncFile.open(path(), FileMode.WRITE_READ)) {
                file.write("one\ntwo\nthree\n");
                file.seek(0);
                assertThat(file.readLine()).isEqualTo("one");
                assertThat(file.tell()).isEqualTo(4);
                file.write("TWO");
                assertThat(file.tell()).isEqualTo(7);
                assertThat(file.read()).isEqualTo("\nthree\n");
                file.truncate(8);
                assertThat(file.size()).isEqualTo(8);
                file.write("end");
                assertThat(file.size()).isEqualTo(11);
                file.sync();
            }
            assertThat(path()).hasContent("one\nTWO\nend");
        });
    }

    @OnBothCarriers
    void modesOpenAsDocumented(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            assertThatThrownBy(() -> AsyncFile.open(path())).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> AsyncFile.open(path(), FileMode.READ_WRITE))
                    .isInstanceOf(NoSuchFileException.class);
            AsyncFile.open(path(), FileMode.WRITE_NEW).close();
            assertThatThrownBy(() -> AsyncFile.open(path(), FileMode.WRITE_NEW))
                    .isInstanceOf(FileAlreadyExistsException.class);
            try (AsyncFile file = AsyncFile.open(path(), FileMode.APPEND)) {
                assertThatThrownBy(file::readLine).isInstanceOf(IllegalStateException.class);
                file.append("a");
                file.write("b");
                assertThat(file.tell()).isEqualTo(2);
            }
            try (AsyncFile file = AsyncFile.open(path())) {
                assertThatThrownBy(() -> file.write("x")).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> file.append("x")).hasMessageContaining("FileMode.APPEND");
                assertThat(file.read()).isEqualTo("ab");
            }
        });
    }

    @OnBothCarriers
    void closedFileIsRefused(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            AsyncFile file = AsyncFile.open(path(), FileMode.WRITE_READ);
            file.write("x\ny\n");
            file.seek(0);
            assertThat(file.readLine()).isEqualTo("x");
            file.close();
            file.close();
            assertThatThrownBy(file::readLine).hasMessageContaining("is closed");
            assertThatThrownBy(() -> file.write("z")).hasMessageContaining("is closed");
            assertThatThrownBy(file::tell).hasMessageContaining("is closed");
        });
    }

    @OnBothCarriers
    void recordsOfManyTasksNeverMix(CarrierKind carrier) throws Exception {
        int tasks = 50;
        int records = 100;
        run(carrier, () -> {
            try (AsyncFile shared = AsyncFile.open(path(), FileMode.APPEND);
                    AsyncFile other = AsyncFile.open(path(), FileMode.APPEND)) {
                List<Task<@Nullable Void>> all = new ArrayList<>();
                for (int i = 0; i < tasks; i++) {
                    int task = i;
                    all.add(Async.createTask(() -> {
                        for (int record = 0; record < records; record++) {
                            AsyncFile file = record % 2 == 0 ? shared : other;
                            file.append(task + " " + record + " " + "x".repeat(task * record) + "\n");
                        }
                    }));
                }
                Async.gather(all);
            }
        });
        int[] next = new int[tasks];
        for (String line : Files.readAllLines(path(), StandardCharsets.UTF_8)) {
            String[] words = line.split(" ", -1);
            int task = Integer.parseInt(words[0]);
            int record = Integer.parseInt(words[1]);
            assertThat(record).isEqualTo(next[task]++);
            assertThat(words[2]).hasSize(task * record);
        }
        assertThat(next).containsOnly(records);
    }

    @OnBothCarriers
    void otherTasksRunMeanwhile(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Task<Integer> counter = Async.createTask(() -> {
                for (int passes = 0; ; passes++) {
                    try {
                        Async.sleep(Duration.ZERO);
                    } catch (ayatori.async.CancelledError e) {
                        return passes;
                    }
                }
            });
            try (AsyncFile file = AsyncFile.open(path(), FileMode.WRITE)) {
                for (int i = 0; i < 50; i++) {
                    file.write("x".repeat(10_000));
                    file.flush();
                }
            }
            counter.cancel();
            Async.wait(List.of(counter));
        });
        assertThat(path()).hasSize(500_000);
    }

    /** More files that do not answer than there are cores do not stop other tasks. */
    @OnBothCarriers
    void slowFilesDoNotStopTheLoop(CarrierKind carrier) throws Exception {
        int pipes = Runtime.getRuntime().availableProcessors() + 2;
        for (int i = 0; i < pipes; i++) {
            new ProcessBuilder("mkfifo", directory.resolve("pipe" + i).toString())
                    .start()
                    .waitFor();
        }
        run(carrier, () -> {
            List<Task<String>> readers = new ArrayList<>();
            for (int i = 0; i < pipes; i++) {
                Path pipe = directory.resolve("pipe" + i);
                readers.add(Async.createTask(() -> AsyncFiles.readString(pipe))); // waits for a writer
            }
            for (int i = 0; i < 100; i++) {
                Async.sleep(Duration.ZERO);
            }
            for (int i = 0; i < pipes; i++) {
                AsyncFiles.writeString(directory.resolve("pipe" + i), "hello " + i);
            }
            assertThat(Async.gather(readers)).first().isEqualTo("hello 0");
        });
    }
}
