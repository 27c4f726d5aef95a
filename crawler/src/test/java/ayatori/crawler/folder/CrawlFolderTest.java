package ayatori.crawler.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.crawler.sink.Compression;
import ayatori.crawler.sink.SinkWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlFolderTest {
    @TempDir
    Path temp;

    private Path path;

    @BeforeEach
    void nameTheFolder() {
        path = temp.resolve("crawls/example");
    }

    @Test
    void whatWasCreatedCanBeOpened() throws Exception {
        Manifest manifest = manifest();
        CrawlFolder.create(path, manifest).close();
        try (var folder = CrawlFolder.open(path)) {
            assertThat(folder.manifest()).isEqualTo(manifest);
        }
    }

    @Test
    void belongsToItsOwnerAlone() throws Exception {
        CrawlFolder.create(path, manifest()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void anEmptyFolderThatWasThereBecomesItsOwnersAlone() throws Exception {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        CrawlFolder.create(path, manifest()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderOfOtherFilesKeepsItsModeAndTheCrawlsFilesAreTheOwnersAlone() throws Exception {
        Files.createDirectories(path);
        Files.writeString(path.resolve("letter.txt"), "dear");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var folder = CrawlFolder.create(path, manifest())) {
            folder.sink("pages.jsonl").close();
            folder.write("summary.json", new byte[0]);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwxr-xr-x");
        for (String name : List.of("crawl.json", "pages.jsonl", "summary.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFolderWithACrawlIsNotOverwritten() throws Exception {
        CrawlFolder.create(path, manifest()).close();
        assertThatThrownBy(() -> CrawlFolder.create(path, manifest()))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("already holds a crawl (crawl.json)");
    }

    @Test
    void otherFilesInTheFolderAreLeftAlone() throws Exception {
        Files.createDirectories(path);
        Files.writeString(path.resolve("letter.txt"), "dear");
        CrawlFolder.create(path, manifest()).close();
        assertThat(path.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        assertThatThrownBy(() -> CrawlFolder.create(path, manifest()))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("there is a file of that name");
    }

    @Test
    void oneCrawlWritesAtATime() throws Exception {
        try (var first = CrawlFolder.create(path, manifest())) {
            assertThat(first.path()).isEqualTo(path);
            assertThatThrownBy(() -> CrawlFolder.open(path))
                    .isInstanceOf(FolderException.class)
                    .hasMessageContaining("is writing to the crawl folder");
            assertThat(FolderLock.isHeld(path)).isTrue();
        }
        assertThat(FolderLock.isHeld(path)).isFalse();
        CrawlFolder.open(path).close();
    }

    @Test
    void anotherProcessIsRefusedWhileItWrites() throws Exception {
        CrawlFolder.create(path, manifest()).close();
        Process other = LockHolder.start(path.resolve(FolderLock.NAME));
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThat(FolderLock.isHeld(path)).isTrue();
            assertThatThrownBy(() -> CrawlFolder.open(path))
                    .isInstanceOf(FolderException.class)
                    .hasMessageContaining("Another process");
        } finally {
            other.destroy();
            other.waitFor();
        }
        CrawlFolder.open(path).close();
    }

    @Test
    void whatIsNoCrawlFolderIsRefused() throws Exception {
        Files.createDirectories(path);
        assertThatThrownBy(() -> CrawlFolder.open(path))
                .isInstanceOf(FolderException.class)
                .hasMessage(path + " is not a crawl folder: it has no crawl.json.");
    }

    @Test
    void aNewerFormatIsRefusedByName() throws Exception {
        CrawlFolder.create(path, manifest()).close();
        Files.writeString(
                path.resolve(Manifest.NAME),
                "{\"format\": 99, \"program\": \"7.3\", \"created\": \"x\", \"options\": {}}");
        assertThatThrownBy(() -> CrawlFolder.open(path))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("newer Ayatori (7.3)");
    }

    @Test
    void aDamagedManifestIsRefusedInASentence() throws Exception {
        CrawlFolder.create(path, manifest()).close();
        byte[] whole = Files.readAllBytes(path.resolve(Manifest.NAME));
        for (int length = 0; length < whole.length - 2; length += 3) {
            Files.write(path.resolve(Manifest.NAME), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CrawlFolder.open(path))
                    .isInstanceOf(FolderException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void recordsAreReadWhileTheyAreWritten() throws Exception {
        for (Compression compression : Compression.values()) {
            Path at = temp.resolve(compression.name());
            try (var folder = CrawlFolder.create(at, manifest());
                    var writer = new SinkWriter(folder.sink("pages.jsonl" + compression.suffix()), compression)) {
                add(writer, "one\ntwo\n");
                writer.flush();
                assertThat(lines(at, compression)).containsExactly("one", "two");
                add(writer, "three\nunfini");
                writer.flush();
                assertThat(lines(at, compression)).containsExactly("one", "two", "three");
            }
        }
    }

    @Test
    void recordsBeforeATornEndAreRead() throws Exception {
        try (var folder = CrawlFolder.create(path, manifest());
                var writer = new SinkWriter(folder.sink("pages.jsonl.zst"), Compression.ZSTD)) {
            add(writer, "one\n");
            writer.flush();
            add(writer, "two two two two two two two two two\n");
            writer.flush();
        }
        Path file = path.resolve("pages.jsonl.zst");
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length - 1; length > whole.length - 10; length--) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(lines(path, Compression.ZSTD)).startsWith("one");
        }
    }

    private static List<String> lines(Path folder, Compression compression) throws IOException {
        var lines = new ArrayList<String>();
        try (var records = RecordLines.open(folder.resolve("pages.jsonl" + compression.suffix()))) {
            while (records.advance()) {
                lines.add(new String(records.bytes(), records.start(), records.length(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static void add(SinkWriter writer, String records) throws IOException {
        byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
        writer.add(bytes, bytes.length);
    }

    private static Manifest manifest() {
        return new Manifest(
                Manifest.FORMAT, "0.1.0", Instant.parse("2026-11-27T12:00:00Z"), "{\"scope\":\"host\"}", null);
    }
}
