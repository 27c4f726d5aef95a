package ayatori.rocksdb;

import ayatori.crawler.sink.Folders;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A whole store in one file, for a crawl that ended before RocksDB was opened.
 *
 * <pre>
 * format(4) entries(4)
 * length of key(4) key length of value(4) value        for each entry
 * CRC-32C of all this(4)
 * </pre>
 */
final class Snapshot {
    private static final String NAME = "snapshot";

    /** "AYS" and the version of the format. */
    private static final int FORMAT = ('A' << 24) | ('Y' << 16) | ('S' << 8) | 1;

    private Snapshot() {}

    /** Writes one: whole, or not at all. Replaces the one before. */
    static void write(Path folder, Changes entries) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        var count = new int[1];
        entries.forEach((key, value) -> {
            if (value != null) {
                out.writeInt(key.length);
                out.write(key);
                out.writeInt(value.length);
                out.write(value);
                count[0]++;
            }
        });
        ByteBuffer file = ByteBuffer.allocate(3 * Integer.BYTES + body.size())
                .putInt(FORMAT)
                .putInt(count[0])
                .put(body.toByteArray());
        file.putInt(checksum(file.array(), file.position()));
        Files.createDirectories(folder);
        Folders.writeAtomically(folder.resolve(NAME), file.array());
    }

    /**
     * Reads the one in a folder.
     *
     * @return null if there is none
     * @throws IOException if it is damaged
     */
    static @Nullable Changes read(Path folder) throws IOException {
        Path path = folder.resolve(NAME);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int end = bytes.length - Integer.BYTES;
            if (end < 0 || in.getInt(end) != checksum(bytes, end) || in.getInt() != FORMAT) {
                throw new IOException(path + " is damaged");
            }
            var entries = new Changes();
            for (int left = in.getInt(); left > 0; left--) {
                entries.put(next(in), next(in));
            }
            return entries;
        } catch (BufferUnderflowException e) {
            throw new IOException(path + " is damaged", e);
        }
    }

    /** Removes the one in a folder, if there is one. */
    static void delete(Path folder) throws IOException {
        if (Files.deleteIfExists(folder.resolve(NAME))) {
            Folders.sync(folder);
        }
    }

    private static byte[] next(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
