package ayatori.crawler.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where captures that are too large for memory wait until they are archived. Used by any thread. */
public final class Spool {
    /** A place without files: everything stays in memory. */
    public static final Spool IN_MEMORY = new Spool(null, Integer.MAX_VALUE);

    /** As large as a body may be that takes no turn. */
    private static final int MEMORY_BYTES_MAX = 256 << 10;

    private static final String SUFFIX = ".spool";

    private final @Nullable Path folder;
    private final int memoryBytesMax;
    private final AtomicLong files = new AtomicLong();

    private Spool(@Nullable Path folder, int memoryBytesMax) {
        this.folder = folder;
        this.memoryBytesMax = memoryBytesMax;
    }

    /**
     * A place in a folder that no other process uses. Files that an earlier process left there are deleted.
     *
     * @throws IOException if the folder cannot be written
     */
    public static Spool in(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file :
                    left.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                Files.delete(file);
            }
        }
        return new Spool(folder, MEMORY_BYTES_MAX);
    }

    /** How many bytes of one capture may be in memory. */
    int memoryBytesMax() {
        return memoryBytesMax;
    }

    /** Creates a file that is deleted when it is closed. */
    FileChannel newFile() throws IOException {
        if (folder == null) {
            throw new IllegalStateException("this spool has no files");
        }
        return FileChannel.open(
                folder.resolve(files.incrementAndGet() + SUFFIX),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }
}
