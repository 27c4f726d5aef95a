package ayatori.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibrariesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path jar = Path.of("");

    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("rocksdbjni.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(zip.getPath("org/rocksdb"));
            Files.writeString(zip.getPath("org/rocksdb/RocksDB.class"), "code");
            Files.writeString(zip.getPath("librocksdbjni-linux64.so"), "linux");
            Files.writeString(zip.getPath("librocksdbjni-win64.dll"), "windows");
            Files.writeString(zip.getPath("librocksdbjni-osx-arm64.jnilib"), "mac");
        }
    }

    @Test
    void unpacksOneLibraryAndRemovesAllFromTheJar() throws IOException {
        Path unpacked = folder.resolve("natives").resolve("librocksdbjni.so");
        NativeLibraries.unpack(unpacked, jar, "librocksdbjni-linux64.so");

        assertThat(unpacked).hasContent("linux");
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            assertThat(zip.getPath("org/rocksdb/RocksDB.class")).hasContent("code");
            assertThat(zip.getPath("librocksdbjni-linux64.so")).doesNotExist();
            assertThat(zip.getPath("librocksdbjni-win64.dll")).doesNotExist();
            assertThat(zip.getPath("librocksdbjni-osx-arm64.jnilib")).doesNotExist();
        }
    }

    @Test
    void leavesTheJarAloneOnAPlatformWithoutALibrary() throws IOException {
        byte[] before = Files.readAllBytes(jar);
        NativeLibraries.unpack(folder.resolve("natives").resolve("librocksdbjni.so"), jar, "librocksdbjni-beos.so");

        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
