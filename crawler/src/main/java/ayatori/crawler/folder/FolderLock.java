package ayatori.crawler.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process from writing to a crawl folder. The operating system releases it when the process dies, however it
 * dies, so a file that was left behind locks nothing.
 */
final class FolderLock implements AutoCloseable {
    static final String NAME = "lock";

    /**
     * The lock files that this process holds. They must not be opened again: on POSIX systems, closing any channel to a
     * file releases all locks that the process has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes a folder's lock.
     *
     * @throws FolderException if another process holds it, or the file system has no locks
     * @throws IOException if the lock's file cannot be written
     */
    static synchronized FolderLock take(Path folder) throws IOException, FolderException {
        Path file = folder.toRealPath().resolve(NAME);
        if (!HELD.add(file)) {
            throw inUse(folder, "This process");
        }
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (tryLock(channel, folder) == null) {
                    throw inUse(folder, "Another process" + holder(channel));
                }
                channel.truncate(0);
                String pid = ProcessHandle.current().pid() + "\n";
                channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
                return new FolderLock(file, channel);
            } catch (IOException | FolderException e) {
                try (channel) {
                    throw e;
                }
            }
        } catch (IOException | FolderException e) {
            HELD.remove(file);
            throw e;
        }
    }

    /**
     * Whether a process writes to a folder now. The answer may be old when it arrives. Not while this process takes a lock:
     * closing the channel here would release it.
     */
    static synchronized boolean isHeld(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve(NAME);
        if (HELD.contains(file)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }

    /** The process that holds a folder's lock, or held it last; null if the file does not tell. */
    static @Nullable Long holder(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve(NAME);
        if (HELD.contains(file)) {
            return ProcessHandle.current().pid();
        }
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private static FolderException inUse(Path folder, String who) {
        return new FolderException(
                who + " is writing to the crawl folder " + folder + ": wait until that crawl ends, or stop it.");
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path folder) throws FolderException {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            throw new FolderException(
                    "The file system of " + folder + " has no locks, so two crawls could write there at once: choose"
                            + " another folder.",
                    e);
        }
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer text = ByteBuffer.allocate(20);
            channel.read(text, 0);
            String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " (" + pid + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /** Releases the lock. Its file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
