package ayatori.async.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.testing.AsyncTest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;

/** Invalid arguments are refused at once, before the disk is touched. */
@SuppressWarnings("NullAway") // passes null on purpose
final class FileMisuseTest {
    @TempDir
    private Path directory;

    private static void refusesNull(String argument, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(argument);
    }

    private static void refuses(String sentence, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(sentence);
    }

    @AsyncTest
    void ofWholeFiles() throws Exception {
        Path path = Files.writeString(directory.resolve("kept.txt"), "kept");
        refusesNull("path", () -> AsyncFiles.readString(null));
        refusesNull("charset", () -> AsyncFiles.readString(path, null));
        refusesNull("path", () -> AsyncFiles.readBytes(null));
        refusesNull("path", () -> AsyncFiles.readLines(null));
        refusesNull("path", () -> AsyncFiles.writeString(null, "x"));
        refusesNull("text", () -> AsyncFiles.writeString(path, null));
        refusesNull("bytes", () -> AsyncFiles.writeBytes(path, null));
        refusesNull("text", () -> AsyncFiles.appendString(path, null));
        refusesNull("bytes", () -> AsyncFiles.appendBytes(path, null));
        refusesNull("bytes", () -> AsyncFiles.replace(path, (byte[]) null));
        refusesNull("text", () -> AsyncFiles.replace(path, (String) null));
        refusesNull("path", () -> AsyncFiles.exists(null));
        refusesNull("path", () -> AsyncFiles.size(null));
        refusesNull("directory", () -> AsyncFiles.createDirectories(null));
        refusesNull("directory", () -> AsyncFiles.list(null));
        refusesNull("directory", () -> AsyncFiles.walk(null));
        refusesNull("to", () -> AsyncFiles.move(path, null));
        refusesNull("path", () -> AsyncFiles.delete(null));
        refusesNull("path", () -> AsyncFiles.deleteTree(null));
        refusesNull("prefix", () -> AsyncFiles.tempFile(null, ""));
        refusesNull("prefix", () -> AsyncFiles.tempDirectory(null));
        refusesNull("disk", () -> Disk.install(null));
        refuses("one or more", () -> AsyncFiles.walk(directory).depthMax(0));
        refuses("one or more", () -> AsyncFiles.walk(directory).entriesMax(-1));
        refuses("zero or more, not -1", () -> new DiskEntry(path, DiskEntry.Kind.FILE, -1, Instant.EPOCH));
        assertThat(path).hasContent("kept");
    }

    @AsyncTest
    void ofAnOpenFile() throws Exception {
        Path path = Files.writeString(directory.resolve("kept.txt"), "kept");
        refusesNull("path", () -> AsyncFile.open(null));
        refusesNull("mode", () -> AsyncFile.open(path, null));
        refusesNull("charset", () -> AsyncFile.open(path, FileMode.WRITE, null));
        assertThat(path).hasContent("kept");
        AsyncFile file = AsyncFile.open(path, FileMode.READ_WRITE);
        refusesNull("text", () -> file.write((String) null));
        refusesNull("bytes", () -> file.write((byte[]) null));
        refusesNull("text", () -> file.append((String) null));
        refuses("zero or more, not -1", () -> file.read(-1));
        refuses("zero or more, not -1", () -> file.readBytes(-1));
        refuses("zero or more, not -1", () -> file.seek(-1));
        refuses("zero or more, not -1", () -> file.truncate(-1));
        refuses("has room", () -> file.readInto(ByteBuffer.allocate(0)));
        refuses("not read-only", () -> file.readInto(ByteBuffer.allocate(1).asReadOnlyBuffer()));
        file.close();
        assertThat(path).hasContent("kept");
    }

    @AsyncTest
    void ofAClosedFile() throws Exception {
        Path path = Files.writeString(directory.resolve("kept.txt"), "kept\n");
        AsyncFile file = AsyncFile.open(path, FileMode.READ_WRITE);
        file.readLine();
        file.seek(0);
        file.close();
        file.close();
        for (ThrowingCallable call : new ThrowingCallable[] {
            file::read,
            file::readLine,
            file::readLineWithEnd,
            () -> file.readBytes(1),
            () -> file.write("x"),
            file::tell,
            () -> file.seek(0),
            file::size,
            () -> file.truncate(0),
            file::flush,
            file::sync
        }) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(path + " is closed");
        }
        assertThat(path).hasContent("kept\n");
    }
}
