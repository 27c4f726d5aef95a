package ayatori.rocksdb;

import ayatori.crawler.sink.Folders;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The store of a small crawl: a file to which each commit is appended, and all entries in memory.
 *
 * <pre>
 * for each commit:   kind(1) length of changes(4) their CRC-32C(4) CRC-32C of the header so far(4) changes
 * for each change:   length of key(4) key length of value(4) value; the length of a deleted value is -1
 * </pre>
 *
 * <p>A commit at the end that is not whole is dropped: the process or the machine stopped while it was appended. Any other
 * that is not whole was damaged later.
 */
final class Journal implements AutoCloseable {
    private static final String NAME = "journal";
    private static final int HEADER_BYTES = 1 + 3 * Integer.BYTES;
    private static final int DELETED = -1;

    /** A commit that was appended. */
    private static final byte APPENDED = 'A';

    /** All entries, in a file that was whole before it had its name. */
    private static final byte WHOLE = 'W';

    private final Path file;
    private final Changes entries;

    /** The length of the whole commits. */
    private long length;

    /** Open from the first commit on. */
    private @Nullable FileChannel channel;

    private Journal(Path file, Changes entries, long length) {
        this.file = file;
        this.entries = entries;
        this.length = length;
    }

    static boolean existsIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    static void delete(Path folder) throws IOException {
        if (Files.deleteIfExists(folder.resolve(NAME))) {
            Folders.sync(folder);
        }
    }

    /**
     * Reads the journal in a folder; without one, begins anew.
     *
     * @throws IOException if it is damaged or cannot be read
     */
    static Journal open(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        var entries = new Changes();
        if (!Files.exists(file)) {
            return new Journal(file, entries, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        int whole = 0;
        while (in.hasRemaining()) {
            if (readCommit(in, entries)) {
                whole = in.position();
            } else if (isCutOff(in.position(whole))) {
                break;
            } else {
                throw new IOException(file + " is damaged");
            }
        }
        return new Journal(file, entries, whole);
    }

    /** Whether what is not whole may come from a crash: it was appended, and is the last. */
    private static boolean isCutOff(ByteBuffer in) {
        if (in.get(in.position()) == WHOLE) {
            return false;
        }
        if (in.remaining() >= HEADER_BYTES && hasHeader(in)) {
            return in.getInt(in.position() + 1) >= in.remaining() - HEADER_BYTES;
        }
        // A crash may leave a file longer than what was written to it.
        int end = in.limit();
        while (end > in.position() && in.get(end - 1) == 0) {
            end--;
        }
        return end - in.position() < HEADER_BYTES;
    }

    private static boolean hasHeader(ByteBuffer in) {
        int checked = HEADER_BYTES - Integer.BYTES;
        return in.getInt(in.position() + checked) == checksum(in, in.position(), checked);
    }

    /** What the commits have come to. */
    Changes entries() {
        return entries;
    }

    /** The length of the file. */
    long length() {
        return length;
    }

    /** Appends a commit, which is on the disk when this returns. Does not change {@link #entries}. */
    void append(Changes changes) throws IOException {
        FileChannel out = channel();
        ByteBuffer commit = written(APPENDED, changes);
        while (commit.hasRemaining()) {
            length += out.write(commit, length);
        }
        out.force(false);
    }

    /** Begins the file anew with one commit: whole, or not at all. */
    void rewrite(Changes all) throws IOException {
        close();
        Files.createDirectories(file.getParent());
        ByteBuffer commit = written(WHOLE, all);
        byte[] bytes = new byte[commit.remaining()];
        commit.get(bytes);
        Folders.writeAtomically(file, bytes);
        length = bytes.length;
    }

    private FileChannel channel() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            boolean isNew = !Files.exists(file);
            Files.createDirectories(file.getParent());
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            opened.truncate(length);
            if (isNew) {
                Folders.sync(file.getParent());
            }
            channel = opened;
        }
        return opened;
    }

    /** Reads one commit; false if there is none that is whole. */
    private static boolean readCommit(ByteBuffer in, Changes entries) {
        if (in.remaining() < HEADER_BYTES || !hasHeader(in)) {
            return false;
        }
        int bytes = in.getInt(in.position() + 1);
        int checksum = in.getInt(in.position() + 1 + Integer.BYTES);
        in.position(in.position() + HEADER_BYTES);
        if (bytes > in.remaining() || checksum(in, in.position(), bytes) != checksum) {
            return false;
        }
        int end = in.position() + bytes;
        while (in.position() < end) {
            byte[] key = next(in, in.getInt());
            int valueBytes = in.getInt();
            if (valueBytes == DELETED) {
                entries.forget(key);
            } else {
                entries.put(key, next(in, valueBytes));
            }
        }
        return true;
    }

    private static byte[] next(ByteBuffer in, int bytes) {
        byte[] next = new byte[bytes];
        in.get(next);
        return next;
    }

    private static ByteBuffer written(byte kind, Changes changes) {
        var body =
                new ByteArrayOutputStream((int) Math.min(Integer.MAX_VALUE / 2, changes.bytes() + 8L * changes.size()));
        var out = new DataOutputStream(body);
        try {
            changes.<IOException>forEach((key, value) -> {
                out.writeInt(key.length);
                out.write(key);
                out.writeInt(value == null ? DELETED : value.length);
                if (value != null) {
                    out.write(value);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        byte[] bytes = body.toByteArray();
        ByteBuffer commit = ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .put(kind)
                .putInt(bytes.length)
                .putInt(checksum(ByteBuffer.wrap(bytes), 0, bytes.length));
        return commit.putInt(checksum(commit, 0, commit.position())).put(bytes).flip();
    }

    private static int checksum(ByteBuffer bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        FileChannel opened = channel;
        channel = null;
        if (opened != null) {
            opened.close();
        }
    }
}
