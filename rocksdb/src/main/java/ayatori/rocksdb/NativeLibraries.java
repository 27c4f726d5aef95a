package ayatori.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.rocksdb.util.Environment;

/**
 * Unpacks the native library for this platform from RocksDB's jar, and removes the libraries of all platforms from the jar, which
 * is 92 MB long. A program that is distributed runs this once; see {@link Library}.
 */
final class NativeLibraries {
    private static final Pattern LIBRARY = Pattern.compile("librocksdbjni.*\\.(so|jnilib|dll)");

    private NativeLibraries() {}

    /**
     * Unpacks.
     *
     * @param arguments the folder for the library, and the jar, which is rewritten in place
     * @throws IOException if the jar cannot be read, or something cannot be written; the jar is unchanged then
     */
    public static void main(String[] arguments) throws IOException {
        unpack(
                Path.of(arguments[0], Library.FILE),
                Path.of(arguments[1]),
                Environment.getJniLibraryFileName("rocksdb"));
    }

    /**
     * Unpacks.
     *
     * @param unpacked where the library goes
     * @param library its name in the jar
     */
    static void unpack(Path unpacked, Path jar, String library) throws IOException {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
        boolean isUnpacked = false;
        Files.createDirectories(unpacked.getParent());
        try (var in = new ZipInputStream(Files.newInputStream(jar));
                var out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                if (entry.getName().equals(library)) {
                    Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
                    isUnpacked = true;
                } else if (!LIBRARY.matcher(entry.getName()).matches()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        if (isUnpacked) {
            Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(rewritten);
        }
    }
}
