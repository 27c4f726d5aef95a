package ayatori.async.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.CarrierKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole files and directories on the machine's own disk. */
@Timeout(60)
final class AsyncFilesTest {
    @TempDir
    private Path directory;

    private static void run(CarrierKind carrier, ayatori.async.Action main) throws Exception {
        AsyncFileTest.run(carrier, main);
    }

    @OnBothCarriers
    void readsAndWritesWholeFiles(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("whole.txt");
        run(carrier, () -> {
            AsyncFiles.writeString(path, "one\n");
            AsyncFiles.appendString(path, "two é\n");
            assertThat(AsyncFiles.readString(path)).isEqualTo("one\ntwo é\n");
            assertThat(AsyncFiles.readLines(path)).containsExactly("one", "two é");
            assertThat(AsyncFiles.readBytes(path)).isEqualTo("one\ntwo é\n".getBytes(StandardCharsets.UTF_8));
            AsyncFiles.writeBytes(path, new byte[] {(byte) 0xE9});
            assertThat(AsyncFiles.readString(path, StandardCharsets.ISO_8859_1)).isEqualTo("é");
            assertThatThrownBy(() -> AsyncFiles.readString(path)).isInstanceOf(CharacterCodingException.class);
            AsyncFiles.writeString(path, "");
            assertThat(AsyncFiles.readString(path)).isEmpty();
            assertThat(AsyncFiles.readLines(path)).isEmpty();
        });
    }

    @OnBothCarriers
    void replacesAFileAtomically(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("state.json");
        run(carrier, () -> {
            AsyncFiles.replace(path, "old");
            AsyncFiles.replace(path, "new");
            assertThat(AsyncFiles.readString(path)).isEqualTo("new");
            assertThat(AsyncFiles.list(directory)).hasSize(1);
            Path blocked = directory.resolve("blocked");
            Files.createDirectories(blocked.resolve("inner"));
            assertThatThrownBy(() -> AsyncFiles.replace(blocked, "x")).isInstanceOf(IOException.class);
            assertThat(directory.resolve("blocked.unfinished")).doesNotExist();
        });
    }

    @OnBothCarriers
    void findsMovesAndDeletes(CarrierKind carrier) throws Exception {
        Path path = directory.resolve("a.txt");
        Path moved = directory.resolve("b.txt");
        run(carrier, () -> {
            assertThat(AsyncFiles.exists(path)).isFalse();
            assertThatThrownBy(() -> AsyncFiles.size(path)).isInstanceOf(NoSuchFileException.class);
            AsyncFiles.writeString(path, "abc");
            assertThat(AsyncFiles.size(path)).isEqualTo(3);
            AsyncFiles.move(path, moved);
            assertThat(AsyncFiles.entry(moved)).satisfies(entry -> {
                assertThat(entry.isFile()).isTrue();
                assertThat(entry.modified()).isNotNull();
            });
            assertThat(AsyncFiles.delete(moved)).isTrue();
            assertThat(AsyncFiles.delete(moved)).isFalse();
        });
    }

    @OnBothCarriers
    void createsAndDeletesTrees(CarrierKind carrier) throws Exception {
        Path deep = directory.resolve("x/y/z");
        run(carrier, () -> {
            AsyncFiles.createDirectories(deep);
            AsyncFiles.createDirectories(deep);
            AsyncFiles.writeString(deep.resolve("file"), "");
            Files.createSymbolicLink(deep.resolve("link"), directory);
            assertThatThrownBy(() -> AsyncFiles.createDirectories(deep.resolve("file")))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(AsyncFiles.deleteTree(directory.resolve("x"))).isTrue();
            assertThat(AsyncFiles.list(directory)).isEmpty();
            assertThat(AsyncFiles.deleteTree(directory.resolve("x"))).isFalse();
        });
    }

    @OnBothCarriers
    void walksParentsFirstInOrder(CarrierKind carrier) throws Exception {
        for (String file : List.of("b/2", "b/1", "a/deep/er/file", "c")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), file);
        }
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        run(carrier, () -> {
            assertThat(names(AsyncFiles.walk(directory)))
                    .containsExactly("a", "a/deep", "a/deep/er", "a/deep/er/file", "b", "b/1", "b/2", "c", "loop");
            assertThat(names(AsyncFiles.walk(directory).depthMax(2)))
                    .containsExactly("a", "a/deep", "b", "b/1", "b/2", "c", "loop");
            assertThat(names(AsyncFiles.walk(directory).entriesMax(9))).hasSize(9);
            assertThatThrownBy(() -> names(AsyncFiles.walk(directory).entriesMax(8)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("entries");
            assertThatThrownBy(() -> AsyncFiles.walk(directory.resolve("none")).iterator())
                    .isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> AsyncFiles.walk(directory).depthMax(0))
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    private List<String> names(DirectoryWalk walk) {
        List<String> names = new ArrayList<>();
        for (DiskEntry entry : walk) {
            names.add(directory.relativize(entry.path()).toString());
        }
        return names;
    }

    @OnBothCarriers
    void temporaryPathsAreDeletedWhenClosed(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Path file;
            Path folder;
            try (TempPath temp = AsyncFiles.tempFile("ayatori", ".txt");
                    TempPath tree = AsyncFiles.tempDirectory("ayatori")) {
                file = temp.path();
                folder = tree.path();
                assertThat(file).isEmptyFile();
                AsyncFiles.createDirectories(folder.resolve("a/b"));
                AsyncFiles.writeString(folder.resolve("a/b/c"), "x");
            }
            assertThat(file).doesNotExist();
            assertThat(folder).doesNotExist();
        });
    }
}
