package ayatori.crawler.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Changes to a folder that survive a power failure. */
public final class Folders {
    /** Windows has no way to sync a folder and keeps names safe by itself. */
    private static final boolean CAN_SYNC =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    /** Tells apart files that are being written, also those of one name. */
    private static final AtomicLong UNFINISHED = new AtomicLong();

    private Folders() {}

    /**
     * Creates a file that only its owner may read, where the file system has modes.
     *
     * @throws IOException if there is a file of that name already, or it cannot be created
     */
    public static FileChannel create(Path file) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return hasModes(file)
                ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_FILE))
                : FileChannel.open(file, options);
    }

    /** Whether files there have the modes of POSIX. */
    public static boolean hasModes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Syncs a folder: files created, renamed or deleted in it before stay so. Null is no folder, and nothing happens. */
    public static void sync(@Nullable Path folder) throws IOException {
        if (folder != null && CAN_SYNC) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Writes a file: whole, or not at all. Replaces one of that name.
     *
     * @throws IOException if it cannot be written; what was there before is left
     */
    public static void writeAtomically(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, true);
        sync(file.toAbsolutePath().getParent());
    }

    /**
     * Writes a file with the usual modes, whole or not at all, and creates the folders above it. Replaces one of that name.
     *
     * @throws IOException if it cannot be written; what was there before is left
     */
    public static void writeWithParents(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path unfinished = file.resolveSibling("." + file.getFileName() + "." + UNFINISHED.incrementAndGet() + ".tmp");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /** Writes a small file such that readers see the old or the new one. A power failure may leave it empty. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, false);
    }

    private static void replace(Path file, byte[] bytes, boolean isSynced) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel channel = create(unfinished)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                if (isSynced) {
                    channel.force(true);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }
}
