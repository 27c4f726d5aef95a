package ayatori.bench.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system in memory, which can be filled up. Linux, root. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    /** @param size as {@code mount} takes it */
    SmallDisk(Path folder, String size) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        Commands.run("mount", "-t", "tmpfs", "-o", "size=" + size, "ayatori-chaos", this.folder.toString());
    }

    /** Writes until nothing more can be. */
    void fill() throws IOException {
        for (int bytes = 1 << 20; bytes >= 1; bytes /= 16) {
            byte[] block = new byte[bytes];
            try (OutputStream out = Files.newOutputStream(filler(bytes))) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException _) {
                // It is full, for blocks of this size.
            }
        }
    }

    void free() throws IOException {
        for (int bytes = 1 << 20; bytes >= 1; bytes /= 16) {
            Files.deleteIfExists(filler(bytes));
        }
    }

    private Path filler(int bytes) {
        return folder.resolve("filler-" + bytes);
    }

    @Override
    public void close() throws IOException {
        try {
            Commands.code("umount", "-l", folder.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
