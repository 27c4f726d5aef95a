package ayatori.async.testing;

import ayatori.async.file.DiskEntry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The names on a simulated disk: as programs see them, as a crash leaves them, and the changes in between. */
final class SimulatedTree {
    /** A file or a directory; a directory has no content. */
    record Node(@Nullable SimulatedContent content, Instant created) {
        boolean isDirectory() {
            return content == null;
        }

        long size() {
            return content == null ? 0 : content.size();
        }
    }

    private final Map<Path, Node> names = new TreeMap<>();
    private final Map<Path, Node> synced = new TreeMap<>();
    private final List<Consumer<Map<Path, Node>>> unsynced = new ArrayList<>();

    /** Creates a directory and its parents. They survive every crash. */
    void root(Path directory) {
        for (Path up = key(directory); up != null; up = up.getParent()) {
            synced.put(up, new Node(null, Instant.EPOCH));
        }
        names.putAll(synced);
    }

    @Nullable Node find(Path path) {
        return names.get(key(path));
    }

    @Nullable DiskEntry entry(Path path) {
        Node node = find(path);
        return node == null ? null : entry(path, node);
    }

    List<DiskEntry> list(Path directory) throws IOException {
        Node node = find(directory);
        if (node == null) {
            throw new NoSuchFileException(directory.toString());
        }
        if (!node.isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        Path key = key(directory);
        List<DiskEntry> entries = new ArrayList<>();
        names.forEach((path, inner) -> {
            if (key.equals(path.getParent())) {
                entries.add(entry(directory.resolve(path.getFileName()), inner));
            }
        });
        return entries;
    }

    Node create(Path path, @Nullable SimulatedContent content, Instant now) throws IOException {
        requireParent(path);
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Path key = key(path);
        var node = new Node(content, now);
        change(all -> all.put(key, node));
        return node;
    }

    boolean delete(Path path) throws IOException {
        Path key = key(path);
        if (!names.containsKey(key)) {
            return false;
        }
        if (names.keySet().stream().anyMatch(other -> key.equals(other.getParent()))) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        change(all -> all.remove(key));
        return true;
    }

    void move(Path from, Path to) throws IOException {
        Node moved = find(from);
        if (moved == null) {
            throw new NoSuchFileException(from.toString());
        }
        Node replaced = find(to);
        if (moved.isDirectory() || (replaced != null && replaced.isDirectory())) {
            throw new IOException("the simulated disk moves files only: " + from + " to " + to);
        }
        requireParent(to);
        Path source = key(from);
        Path target = key(to);
        change(all -> {
            all.remove(source);
            all.put(target, moved);
        });
    }

    void sync() {
        unsynced.forEach(change -> change.accept(synced));
        unsynced.clear();
    }

    /** Keeps some of the changes that were not synced, in order, and crashes each file's content. */
    void crash(RandomGenerator random) {
        int kept = random.nextInt(unsynced.size() + 1);
        unsynced.subList(0, kept).forEach(change -> change.accept(synced));
        unsynced.clear();
        names.clear();
        names.putAll(synced);
        for (Node node : names.values()) {
            if (node.content != null) {
                node.content.crash(random);
            }
        }
    }

    /** Returns how many bytes all files hold together. */
    long size() {
        return names.values().stream().mapToLong(Node::size).sum();
    }

    private void change(Consumer<Map<Path, Node>> change) {
        change.accept(names);
        unsynced.add(change);
    }

    private void requireParent(Path path) throws IOException {
        Path parent = key(path).getParent();
        Node node = parent == null ? null : names.get(parent);
        if (node == null || !node.isDirectory()) {
            throw new NoSuchFileException(path.toString());
        }
    }

    private static DiskEntry entry(Path path, Node node) {
        DiskEntry.Kind kind = node.isDirectory() ? DiskEntry.Kind.DIRECTORY : DiskEntry.Kind.FILE;
        return new DiskEntry(path, kind, node.size(), node.created);
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
