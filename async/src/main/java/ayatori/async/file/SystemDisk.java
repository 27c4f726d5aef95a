package ayatori.async.file;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The machine's own disk, through {@link java.nio.file}. */
final class SystemDisk implements Disk, AutoCloseable {
    private final DiskThreads threads = new DiskThreads();

    @Override
    public <T extends @Nullable Object> T work(Calls<T> calls) throws IOException {
        return threads.work(calls);
    }

    @Override
    public DiskFile open(Path path, Set<? extends OpenOption> options) throws IOException {
        return new ChannelFile(FileChannel.open(path, options), options.contains(StandardOpenOption.APPEND));
    }

    @Override
    public @Nullable DiskEntry entry(Path path) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        DiskEntry.Kind kind = found.isRegularFile()
                ? DiskEntry.Kind.FILE
                : found.isDirectory() ? DiskEntry.Kind.DIRECTORY : DiskEntry.Kind.OTHER;
        return new DiskEntry(path, kind, found.size(), found.lastModifiedTime().toInstant());
    }

    @Override
    public List<DiskEntry> list(Path directory, int entriesMax) throws IOException {
        List<DiskEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                if (entries.size() == entriesMax) {
                    throw new IOException("more than " + entriesMax + " entries in " + directory);
                }
                DiskEntry entry = entry(path);
                if (entry != null) { // null: it was deleted meanwhile
                    entries.add(entry);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(DiskEntry::path));
        return entries;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory);
    }

    @Override
    public Path createTempFile(String prefix, String suffix) throws IOException {
        return Files.createTempFile(prefix, suffix);
    }

    @Override
    public Path createTempDirectory(String prefix) throws IOException {
        return Files.createTempDirectory(prefix);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a directory, and its file system journals names
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        threads.close();
    }

    @Override
    public String toString() {
        return "the machine's disk";
    }

    private static final class ChannelFile implements DiskFile {
        /** The JDK copies each piece through a direct buffer of the same size, and keeps that buffer. */
        private static final int PIECE_BYTES_MAX = 1 << 20;

        private final FileChannel channel;

        /** Whether each write must be one call, however long, so that other writers' bytes do not come between. */
        private final boolean append;

        ChannelFile(FileChannel channel, boolean append) {
            this.channel = channel;
            this.append = append;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (into.remaining() <= PIECE_BYTES_MAX) {
                return channel.read(into);
            }
            ByteBuffer piece = into.slice(into.position(), PIECE_BYTES_MAX);
            int read = channel.read(piece);
            into.position(into.position() + Math.max(0, read));
            return read;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            if (append || from.remaining() <= PIECE_BYTES_MAX) {
                return channel.write(from);
            }
            int written = channel.write(from.slice(from.position(), PIECE_BYTES_MAX));
            from.position(from.position() + written);
            return written;
        }

        @Override
        public void position(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
